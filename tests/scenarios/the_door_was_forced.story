# Somebody forced the door: the zone is breached until a named person has looked and says so (rule Z3).
# What was answered before stays; new logins do not count, whoever is inside.
facility facilities/dispensing.toml

{"at":"2026-11-22T09:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"access_taken","access_point":"ph-in","credential":"04A1"}}
{"at":"2026-11-22T09:01:00+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"before"}
=> {"ask":"before","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:05:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":2,"kind":"door_forced","door":"ph-door"}}
=> {"finding":"door_forced","at":"2026-11-22T09:05:00+09:00","door":"ph-door"}
=> {"finding":"zone_breached","at":"2026-11-22T09:05:00+09:00","zone":"dispensing","door":"ph-door"}
{"at":"2026-11-22T09:06:00+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"breached"}
=> {"ask":"breached","class":"not_equivalent","outcome":"step_up","reasons":["zone_breached"],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:07:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":3,"kind":"door_forced","door":"ph-door"}}
=> {"finding":"door_forced","at":"2026-11-22T09:07:00+09:00","door":"ph-door"}
{"at":"2026-11-22T09:08:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":4,"kind":"door_restored","door":"ph-door"}}
{"at":"2026-11-22T09:09:00+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"restored is not looked at"}
=> {"ask":"restored is not looked at","class":"not_equivalent","outcome":"step_up","reasons":["zone_breached"],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:10:00+09:00","acknowledge":{"zone":"dispensing","what":"held","by":"suzuki"}}
{"at":"2026-11-22T09:11:00+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"something else acknowledged"}
=> {"ask":"something else acknowledged","class":"not_equivalent","outcome":"step_up","reasons":["zone_breached"],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:12:00+09:00","acknowledge":{"zone":"dispensing","what":"breach","by":"suzuki"}}
{"at":"2026-11-22T09:13:00+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"acknowledged"}
=> {"ask":"acknowledged","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
