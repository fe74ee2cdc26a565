# Number 2 of the controller never arrived. It may have been Tanaka going home, so nobody can say that she is
# still inside (rule K8). When it arrives after all, and was only the door closing, the doubt is over and the
# login in between is judged again (rules K4, K6).
facility facilities/dispensing.toml

{"at":"2026-11-22T09:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"access_taken","access_point":"ph-in","credential":"04A1","occurred_at":"2026-11-22T09:00:00+09:00"}}
{"at":"2026-11-22T09:05:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":3,"kind":"access_taken","access_point":"ph-in","credential":"04B2","occurred_at":"2026-11-22T09:05:00+09:00"}}
=> {"finding":"sequence_gap","at":"2026-11-22T09:05:00+09:00","controller":"ctl-1"}
{"at":"2026-11-22T09:05:10+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"in doubt"}
=> {"ask":"in doubt","class":"undetermined","outcome":"step_up","reasons":["presence_uncertain"],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:06:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":2,"kind":"door_closed","door":"ph-door","occurred_at":"2026-11-22T09:00:03+09:00"}}
=> {"readjudicated":"in doubt","from":"undetermined","to":"zone_equivalent","cause":{"line":4}}
{"at":"2026-11-22T09:06:10+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"certain again"}
=> {"ask":"certain again","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
