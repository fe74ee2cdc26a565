# The message of the forced door comes after somebody acknowledged an earlier one. Nobody has looked at
# this one, so the zone is breached until it is acknowledged, too (rule Z3), and the login in between is
# judged again (rule K6).
facility facilities/dispensing.toml

{"at":"2026-11-22T09:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"access_taken","access_point":"ph-in","credential":"04A1","occurred_at":"2026-11-22T09:00:00+09:00"}}
{"at":"2026-11-22T09:05:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":2,"kind":"door_forced","door":"ph-door","occurred_at":"2026-11-22T09:05:00+09:00"}}
=> {"finding":"door_forced","at":"2026-11-22T09:05:00+09:00","door":"ph-door"}
=> {"finding":"zone_breached","at":"2026-11-22T09:05:00+09:00","zone":"dispensing","door":"ph-door"}
{"at":"2026-11-22T09:10:00+09:00","acknowledge":{"zone":"dispensing","what":"breach","by":"suzuki"}}
{"at":"2026-11-22T09:11:00+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"between"}
=> {"ask":"between","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:12:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":3,"kind":"door_forced","door":"ph-door","occurred_at":"2026-11-22T09:08:00+09:00"}}
=> {"finding":"door_forced","at":"2026-11-22T09:12:00+09:00","door":"ph-door"}
=> {"readjudicated":"between","from":"zone_equivalent","to":"not_equivalent","cause":{"line":5}}
{"at":"2026-11-22T09:13:00+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"after"}
=> {"ask":"after","class":"not_equivalent","outcome":"step_up","reasons":["zone_breached"],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:14:00+09:00","acknowledge":{"zone":"dispensing","what":"breach","by":"suzuki"}}
{"at":"2026-11-22T09:15:00+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"acknowledged"}
=> {"ask":"acknowledged","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
