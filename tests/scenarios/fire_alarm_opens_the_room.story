# The fire alarm releases the doors of the dispensing room. While it is open to everyone no login rests on the
# room; sessions are left alone. When the doors lock again nobody can say who is inside, until each has come in
# anew (rule Z6).
facility facilities/dispensing.toml

{"at":"2026-11-22T09:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"access_taken","access_point":"ph-in","credential":"04A1"}}
{"at":"2026-11-22T09:00:10+09:00","session":{"terminal":"ph-t01","session":"s-1","account":"tanaka","do":"begin"}}
{"at":"2026-11-22T10:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":2,"kind":"emergency_release","zone":"dispensing"}}
{"at":"2026-11-22T10:00:10+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"released"}
=> {"ask":"released","class":"not_equivalent","outcome":"step_up","reasons":["zone_open"],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T10:30:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":3,"kind":"emergency_restored","zone":"dispensing"}}
{"at":"2026-11-22T10:30:10+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"locked again"}
=> {"ask":"locked again","class":"undetermined","outcome":"step_up","reasons":["presence_unknown"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T10:31:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":4,"kind":"access_taken","access_point":"ph-in","credential":"04A1"}}
{"at":"2026-11-22T10:31:10+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"in anew"}
=> {"ask":"in anew","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
