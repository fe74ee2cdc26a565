# Kato comes in with the card and goes out with the fob: one person, one presence (rule I3).
facility facilities/validity.toml

{"at":"2026-11-22T09:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"access_taken","access_point":"in","credential":"04E5"}}
{"at":"2026-11-22T09:01:00+09:00","ask":{"terminal":"t-1","account":"kato","amr":["pwd"]},"label":"inside"}
=> {"ask":"inside","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T10:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":2,"kind":"access_taken","access_point":"out","credential":"04E6"}}
{"at":"2026-11-22T10:01:00+09:00","ask":{"terminal":"t-1","account":"kato","amr":["pwd"]},"label":"gone"}
=> {"ask":"gone","class":"not_equivalent","outcome":"step_up","reasons":["presence_absent"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
