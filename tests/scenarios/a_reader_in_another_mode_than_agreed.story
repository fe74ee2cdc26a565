# Card and PIN were agreed; the controller says that only the card was verified. It is believed, and
# somebody is told (rule F3). A method the reader is not known to have counts for nothing.
facility facilities/readers.toml

{"at":"2026-11-22T09:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"access_taken","access_point":"in-cardpin","credential":"04A1","methods":["card"]}}
=> {"finding":"mode_drift","at":"2026-11-22T09:00:00+09:00","person":"tanaka","access_point":"in-cardpin"}
{"at":"2026-11-22T09:01:00+09:00","ask":{"terminal":"t-cardpin","account":"tanaka","amr":["hwk"]},"label":"card only"}
=> {"ask":"card only","class":"not_equivalent","outcome":"step_up","reasons":["factors_insufficient"],"factors":{"entry":["possession"],"terminal":["possession"]},"warnings":[]}
{"at":"2026-11-22T09:01:01+09:00","ask":{"terminal":"t-cardpin","account":"tanaka","amr":["pwd"]},"label":"card and password"}
=> {"ask":"card and password","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T10:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":2,"kind":"access_taken","access_point":"out-cardpin","credential":"04A1"}}
{"at":"2026-11-22T11:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":3,"kind":"access_taken","access_point":"in-card","credential":"04A1","methods":["card","pin"]}}
=> {"finding":"mode_drift","at":"2026-11-22T11:00:00+09:00","person":"tanaka","access_point":"in-card"}
{"at":"2026-11-22T11:01:00+09:00","ask":{"terminal":"t-card","account":"tanaka","amr":["hwk"]},"label":"pin of no reader"}
=> {"ask":"pin of no reader","class":"not_equivalent","outcome":"step_up","reasons":["factors_insufficient"],"factors":{"entry":["possession"],"terminal":["possession"]},"warnings":[]}
