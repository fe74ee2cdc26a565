# The reader wants card and PIN. Two factors at the door, and still somebody must authenticate at the
# terminal (condition C7): without that it is no login. With a card it is three things and two kinds
# (rules F1, F2, F3).
facility facilities/readers.toml

{"at":"2026-11-22T09:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"access_taken","access_point":"in-cardpin","credential":"04A1","methods":["card","pin"]}}
{"at":"2026-11-22T09:01:00+09:00","ask":{"terminal":"t-cardpin","account":"tanaka","amr":[]},"label":"none"}
=> {"ask":"none","class":"not_equivalent","outcome":"step_up","reasons":["terminal_authentication_missing"],"factors":{"entry":["knowledge","possession"],"terminal":[]},"warnings":[]}
{"at":"2026-11-22T09:01:01+09:00","ask":{"terminal":"t-cardpin","account":"tanaka","amr":["hwk"]},"label":"card"}
=> {"ask":"card","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["knowledge","possession"],"terminal":["possession"]},"warnings":[]}
{"at":"2026-11-22T09:01:02+09:00","ask":{"terminal":"t-cardpin","account":"tanaka","amr":["pwd"]},"label":"password"}
=> {"ask":"password","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["knowledge","possession"],"terminal":["knowledge"]},"warnings":[]}
# Unknown and empty words add nothing: "mfa" is somebody saying that there were several (rule F5).
{"at":"2026-11-22T09:01:03+09:00","ask":{"terminal":"t-cardpin","account":"tanaka","amr":["mfa"]},"label":"only a claim"}
=> {"ask":"only a claim","class":"not_equivalent","outcome":"step_up","reasons":["terminal_authentication_missing"],"factors":{"entry":["knowledge","possession"],"terminal":[]},"warnings":[]}
=> {"finding":"terminal_mismatch","at":"2026-11-22T09:01:03+09:00","terminal":"t-cardpin"}
