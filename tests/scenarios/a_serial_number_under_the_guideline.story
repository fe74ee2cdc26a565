# Under profile "guideline" the serial number counts as a thing one holds, with a warning that it can be
# copied (rule F6). With a card at the terminal, too, it is one kind.
facility facilities/clinic.toml

{"at":"2026-11-22T09:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"access_taken","access_point":"in-archive","credential":"04A1"}}
{"at":"2026-11-22T09:01:00+09:00","ask":{"terminal":"t-archive","account":"tanaka","amr":["pwd"]},"label":"password"}
=> {"ask":"password","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":["medium_clonable"]}
{"at":"2026-11-22T09:01:01+09:00","ask":{"terminal":"t-archive","account":"tanaka","amr":["card"]},"label":"card"}
=> {"ask":"card","class":"not_equivalent","outcome":"allow","reasons":["factors_insufficient"],"factors":{"entry":["possession"],"terminal":["possession"]},"warnings":["medium_clonable"]}
