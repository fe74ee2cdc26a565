# The first number ever heard from a controller is 17: nobody can say what came before, and it opens no
# gap. Then it restarts and says that the last number before was 18, which did not come: it may have been
# an exit. When it comes after all and was only the door, the doubt is over (rules K6, K8).
facility facilities/dispensing.toml

{"at":"2026-11-22T09:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":17,"kind":"access_taken","access_point":"ph-in","credential":"04A1"}}
{"at":"2026-11-22T09:01:00+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"the first number ever"}
=> {"ask":"the first number ever","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:02:00+09:00","event":{"controller":"ctl-1","boot":"b2","seq":1,"kind":"boot","previous":{"boot":"b1","seq":18}}}
=> {"finding":"sequence_gap","at":"2026-11-22T09:02:00+09:00","controller":"ctl-1"}
{"at":"2026-11-22T09:03:00+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"number 18 is missing"}
=> {"ask":"number 18 is missing","class":"undetermined","outcome":"step_up","reasons":["presence_uncertain"],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:04:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":18,"kind":"door_closed","door":"ph-door","occurred_at":"2026-11-22T09:01:30+09:00"}}
=> {"readjudicated":"number 18 is missing","from":"undetermined","to":"zone_equivalent","cause":{"line":5}}
{"at":"2026-11-22T09:05:00+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"it was only the door"}
=> {"ask":"it was only the door","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
