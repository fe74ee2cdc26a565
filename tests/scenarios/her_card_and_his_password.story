# Tanaka came in with her card; at the terminal Suzuki's account is used with his password. Two factors of
# two people are nobody's two factors: for his login only his own presence counts, and he is not there
# (condition C5, rule F7).
facility facilities/clinic.toml

{"at":"2026-11-22T09:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"access_taken","access_point":"in-vault","credential":"04A1"}}
{"at":"2026-11-22T09:01:00+09:00","ask":{"terminal":"t-vault","account":"suzuki","amr":["pwd"]},"label":"his password"}
=> {"ask":"his password","class":"not_equivalent","outcome":"deny","reasons":["presence_absent"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:01:30+09:00","ask":{"terminal":"t-vault","account":"tanaka","amr":["pwd"]},"label":"her password"}
=> {"ask":"her password","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":["medium_clonable"]}
