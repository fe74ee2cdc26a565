# The controller sends a heartbeat every thirty seconds. After three missed ones it is lost: what it said
# stands for ten minutes more, then nobody knows what happens at its door (rules H4, H1). When it speaks
# again and no number is missing, all is as it was.
facility facilities/dispensing.toml

{"at":"2026-11-22T09:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"access_taken","access_point":"ph-in","credential":"04A1"}}
{"at":"2026-11-22T09:00:30+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"heartbeat"}}
{"at":"2026-11-22T09:11:59.999+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"frozen"}
=> {"finding":"controller_offline","at":"2026-11-22T09:02:00+09:00","controller":"ctl-1"}
=> {"ask":"frozen","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:12:00+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"unobserved"}
=> {"ask":"unobserved","class":"undetermined","outcome":"step_up","reasons":["zone_unobserved"],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:20:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"heartbeat"}}
{"at":"2026-11-22T09:20:01+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"heard again"}
=> {"ask":"heard again","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
