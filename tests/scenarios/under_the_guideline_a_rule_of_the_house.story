# Under profile "guideline" a rule of the house may close a room, and a card's serial number is a thing
# one holds (rules Z1, F6); a terminal that proves itself by its key is enough (rule T1). The strict
# profile takes none of the three.
facility facilities/clinic.toml

{"at":"2026-11-22T09:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"access_taken","access_point":"in-store","credential":"04A1"}}
{"at":"2026-11-22T09:01:00+09:00","ask":{"terminal":"t-store","account":"tanaka","amr":["pwd"],"proof":"key"},"label":"under the guideline"}
=> {"ask":"under the guideline","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":["medium_clonable"]}
