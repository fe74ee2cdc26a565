# The basis was to be reviewed by the 22nd. Through that day it holds; from midnight in Tokyo of the next
# it is overdue (condition C1, rule Z1), and the answer of the day before says that it is good until
# midnight.
facility facilities/boundaries.toml

{"at":"2026-11-22T20:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"access_taken","access_point":"in-due","credential":"04A1"}}
{"at":"2026-11-22T23:59:59.999+09:00","ask":{"terminal":"t-due","account":"tanaka","amr":["pwd"]},"label":"the last moment"}
=> {"ask":"the last moment","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-23T00:00:00+09:00","ask":{"terminal":"t-due","account":"tanaka","amr":["pwd"]},"label":"midnight"}
=> {"ask":"midnight","class":"not_equivalent","outcome":"step_up","reasons":["zone_basis_overdue"],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-23T00:00:01+09:00","ask":{"terminal":"t-due","account":"tanaka","amr":["pwd","otp"]},"label":"native all the same"}
=> {"ask":"native all the same","class":"native_two_factor","outcome":"allow","reasons":[],"zone_reasons":["zone_basis_overdue"],"factors":{"entry":["possession"],"terminal":["knowledge","possession"]},"warnings":[]}
