# The controller sends a heartbeat every thirty seconds. Ninety seconds of silence are three of them: from
# then on it is lost, and ten minutes later nobody vouches for the room (rule H1). Leases and the longest
# presence run on meanwhile. A heartbeat just in time is enough.
facility facilities/dispensing.toml

{"at":"2026-11-22T09:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"access_taken","access_point":"ph-in","credential":"04A1"}}
{"at":"2026-11-22T09:00:30+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"heartbeat"}}
{"at":"2026-11-22T09:01:59.999+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"heartbeat"}}
{"at":"2026-11-22T09:13:29.998+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"within the ten minutes"}
=> {"finding":"controller_offline","at":"2026-11-22T09:03:29.999+09:00","controller":"ctl-1"}
=> {"ask":"within the ten minutes","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:13:29.999+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"ten minutes after it was lost"}
=> {"ask":"ten minutes after it was lost","class":"undetermined","outcome":"step_up","reasons":["zone_unobserved"],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
