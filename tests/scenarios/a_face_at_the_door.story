# A face is inherence: with a password, and with a card, it makes two kinds; a fingerprint at the door and
# another at the terminal make one (rules F1, F2, F5).
facility facilities/readers.toml

{"at":"2026-11-22T09:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"access_taken","access_point":"in-face","credential":"FACE-1"}}
{"at":"2026-11-22T09:01:00+09:00","ask":{"terminal":"t-face","account":"tanaka","amr":["pwd"]},"label":"face and password"}
=> {"ask":"face and password","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["inherence"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:01:01+09:00","ask":{"terminal":"t-face","account":"tanaka","amr":["hwk"]},"label":"face and card"}
=> {"ask":"face and card","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["inherence"],"terminal":["possession"]},"warnings":[]}
{"at":"2026-11-22T10:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":2,"kind":"access_taken","access_point":"out-face","credential":"04A1"}}
{"at":"2026-11-22T10:01:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":3,"kind":"access_taken","access_point":"in-finger","credential":"FINGERPRINT-1"}}
{"at":"2026-11-22T10:02:00+09:00","ask":{"terminal":"t-finger","account":"tanaka","amr":["fpt"]},"label":"finger and finger"}
=> {"ask":"finger and finger","class":"not_equivalent","outcome":"step_up","reasons":["factors_insufficient"],"factors":{"entry":["inherence"],"terminal":["inherence"]},"warnings":[]}
