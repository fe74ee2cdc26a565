# A controller restarts. The boot event names the last number before it, so nothing is missing (rule K8).
# Then another boot appears that says nothing of the one before: what happened in between, nobody knows.
facility facilities/dispensing.toml

{"at":"2026-11-22T09:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"access_taken","access_point":"ph-in","credential":"04A1"}}
{"at":"2026-11-22T09:10:00+09:00","event":{"controller":"ctl-1","boot":"b2","seq":1,"kind":"boot","previous":{"boot":"b1","seq":1}}}
{"at":"2026-11-22T09:11:00+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"orderly"}
=> {"ask":"orderly","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:20:00+09:00","event":{"controller":"ctl-1","boot":"b3","seq":1,"kind":"door_closed","door":"ph-door"}}
=> {"finding":"sequence_gap","at":"2026-11-22T09:20:00+09:00","controller":"ctl-1"}
{"at":"2026-11-22T09:21:00+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"who knows"}
=> {"ask":"who knows","class":"undetermined","outcome":"step_up","reasons":["presence_uncertain"],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:30:00+09:00","event":{"controller":"ctl-1","boot":"b4","seq":1,"kind":"boot","previous":{"boot":"b3","seq":2}}}
=> {"finding":"sequence_gap","at":"2026-11-22T09:30:00+09:00","controller":"ctl-1"}
