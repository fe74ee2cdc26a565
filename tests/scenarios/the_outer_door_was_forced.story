# Tanaka is in the dispensing room when the pharmacy's outer door is forced. Her entry into the pharmacy,
# with card and PIN, gives nothing as long as nobody has looked; her entry into the inner room, with the
# card, still does (rules S9, Z3). With a password that is enough, with a security key it is not.
facility facilities/pharmacy.toml

{"at":"2026-11-22T09:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"access_taken","access_point":"outer-in","credential":"04A1","methods":["card","pin"]}}
{"at":"2026-11-22T09:01:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":2,"kind":"access_taken","access_point":"inner-in","credential":"04A1"}}
{"at":"2026-11-22T09:01:30+09:00","ask":{"terminal":"t-dispensing","account":"tanaka","amr":["hwk"]},"label":"before, with a key"}
=> {"ask":"before, with a key","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["knowledge","possession"],"terminal":["possession"]},"warnings":[]}
{"at":"2026-11-22T09:02:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":3,"kind":"door_forced","door":"outer"}}
=> {"finding":"door_forced","at":"2026-11-22T09:02:00+09:00","door":"outer"}
=> {"finding":"zone_breached","at":"2026-11-22T09:02:00+09:00","zone":"pharmacy","door":"outer"}
{"at":"2026-11-22T09:03:00+09:00","ask":{"terminal":"t-dispensing","account":"tanaka","amr":["pwd"]},"label":"inner room, with a password"}
=> {"ask":"inner room, with a password","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:03:01+09:00","ask":{"terminal":"t-dispensing","account":"tanaka","amr":["hwk"]},"label":"inner room, with a key"}
=> {"ask":"inner room, with a key","class":"not_equivalent","outcome":"step_up","reasons":["factors_insufficient"],"factors":{"entry":["possession"],"terminal":["possession"]},"warnings":[]}
{"at":"2026-11-22T09:03:02+09:00","ask":{"terminal":"t-pharmacy","account":"tanaka","amr":["pwd"]},"label":"the pharmacy itself"}
=> {"ask":"the pharmacy itself","class":"not_equivalent","outcome":"step_up","reasons":["zone_breached"],"factors":{"entry":["knowledge","possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:10:00+09:00","acknowledge":{"zone":"pharmacy","what":"breach","by":"suzuki"}}
{"at":"2026-11-22T09:11:00+09:00","ask":{"terminal":"t-dispensing","account":"tanaka","amr":["hwk"]},"label":"somebody has looked"}
=> {"ask":"somebody has looked","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["knowledge","possession"],"terminal":["possession"]},"warnings":[]}
