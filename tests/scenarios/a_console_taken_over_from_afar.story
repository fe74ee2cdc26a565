# The session was begun at the console and somebody connects to it from afar: it falls at that instant
# (rule T3), and coming back to the console does not lift it (rule F8).
facility facilities/dispensing.toml

{"at":"2026-11-22T09:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"access_taken","access_point":"ph-in","credential":"04A1"}}
{"at":"2026-11-22T09:01:00+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"],"session":"s-1"},"label":"login"}
=> {"ask":"login","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:01:01+09:00","session":{"terminal":"ph-t01","session":"s-1","account":"tanaka","do":"begin"}}
{"at":"2026-11-22T09:30:00+09:00","session":{"terminal":"ph-t01","session":"s-1","do":"remote"}}
=> {"signal":"step_up","at":"2026-11-22T09:30:00+09:00","terminal":"ph-t01","session":"s-1"}
{"at":"2026-11-22T09:31:00+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"],"session":"s-1","action":"continue"},"label":"at the console again"}
=> {"ask":"at the console again","class":"not_equivalent","outcome":"step_up","reasons":["session_remote"],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:32:00+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"],"session":"s-1","action":"unlock"},"label":"unlocked"}
=> {"ask":"unlocked","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
