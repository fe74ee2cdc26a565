# The controller falls silent and is heard again. What it said stands meanwhile, but the hour of a room
# one leaves unnamed runs on: an hour after the entry it is over, silence or not (rules H1, X1).
facility facilities/clinic.toml

{"at":"2026-11-22T09:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"access_taken","access_point":"in-store","credential":"04A1"}}
{"at":"2026-11-22T09:30:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"heartbeat"}}
=> {"finding":"controller_offline","at":"2026-11-22T09:01:30+09:00","controller":"ctl-1"}
{"at":"2026-11-22T09:41:29.999+09:00","ask":{"terminal":"t-store","account":"tanaka","amr":["pwd"]},"label":"silent, and still believed"}
=> {"finding":"controller_offline","at":"2026-11-22T09:31:30+09:00","controller":"ctl-1"}
=> {"ask":"silent, and still believed","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":["medium_clonable"]}
{"at":"2026-11-22T09:41:30+09:00","ask":{"terminal":"t-store","account":"tanaka","amr":["pwd"]},"label":"silent for too long"}
=> {"ask":"silent for too long","class":"undetermined","outcome":"step_up","reasons":["zone_unobserved"],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":["medium_clonable"]}
{"at":"2026-11-22T09:59:59+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"heartbeat"}}
{"at":"2026-11-22T10:00:00+09:00","ask":{"terminal":"t-store","account":"tanaka","amr":["pwd"]},"label":"heard again, within the hour"}
=> {"ask":"heard again, within the hour","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":["medium_clonable"]}
{"at":"2026-11-22T10:00:00.001+09:00","ask":{"terminal":"t-store","account":"tanaka","amr":["pwd"]},"label":"and a moment"}
=> {"ask":"and a moment","class":"undetermined","outcome":"step_up","reasons":["presence_uncertain"],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":["medium_clonable"]}
