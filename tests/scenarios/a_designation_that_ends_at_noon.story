# Ono is designated until noon: valid at the entry and at the login, or not at all (rule I7). The answer
# says how long it is good for.
facility facilities/validity.toml

{"at":"2026-11-22T11:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"access_taken","access_point":"in","credential":"04F7"}}
{"at":"2026-11-22T11:59:59.999+09:00","ask":{"terminal":"t-1","account":"ono","amr":["pwd"]},"label":"before noon"}
=> {"ask":"before noon","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T12:00:00+09:00","ask":{"terminal":"t-1","account":"ono","amr":["pwd"]},"label":"at noon"}
=> {"ask":"at noon","class":"not_equivalent","outcome":"step_up","reasons":["not_designated"],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
