# A card at the door and a security key at the terminal are both things one holds: one factor, not two
# (condition C4, rule F2). A password beside the key is two at the terminal alone (rule A2). No factor at
# all is no terminal authentication (condition C7).
facility facilities/dispensing.toml

{"at":"2026-11-22T09:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"access_taken","access_point":"ph-in","credential":"04A1"}}
{"at":"2026-11-22T09:00:20+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["hwk"]},"label":"key only"}
=> {"ask":"key only","class":"not_equivalent","outcome":"step_up","reasons":["factors_insufficient"],"factors":{"entry":["possession"],"terminal":["possession"]},"warnings":[]}
{"at":"2026-11-22T09:00:21+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["hwk","pwd"]},"label":"key and password"}
=> {"ask":"key and password","class":"native_two_factor","outcome":"allow","reasons":[],"zone_reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge","possession"]},"warnings":[]}
{"at":"2026-11-22T09:00:22+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":[]},"label":"nothing"}
=> {"ask":"nothing","class":"not_equivalent","outcome":"step_up","reasons":["factors_insufficient","terminal_authentication_missing"],"factors":{"entry":["possession"],"terminal":[]},"warnings":[]}
