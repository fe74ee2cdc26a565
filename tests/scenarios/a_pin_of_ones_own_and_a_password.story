# A PIN at the door and a password at the terminal are both known, not held: one kind (rules F1, F2). The
# PIN is her own, so the entry itself is good.
facility facilities/readers.toml

{"at":"2026-11-22T09:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"access_taken","access_point":"in-pin","credential":"PIN-1"}}
{"at":"2026-11-22T09:01:00+09:00","ask":{"terminal":"t-pin","account":"tanaka","amr":["pwd"]},"label":"password"}
=> {"ask":"password","class":"not_equivalent","outcome":"step_up","reasons":["factors_insufficient"],"factors":{"entry":["knowledge"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:01:01+09:00","ask":{"terminal":"t-pin","account":"tanaka","amr":["hwk"]},"label":"key"}
=> {"ask":"key","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["knowledge"],"terminal":["possession"]},"warnings":[]}
