# The message that Tanaka left at ten comes at half past. Until then nobody could know; the login in
# between is judged again (rules K1, K6), and her session locks. Had she come back meanwhile, the late exit
# would lock nothing (rule K5).
facility facilities/dispensing.toml

{"at":"2026-11-22T09:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"access_taken","access_point":"ph-in","credential":"04A1","occurred_at":"2026-11-22T09:00:00+09:00"}}
{"at":"2026-11-22T09:01:00+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"],"session":"s-1"},"label":"morning"}
=> {"ask":"morning","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:01:01+09:00","session":{"terminal":"ph-t01","session":"s-1","account":"tanaka","do":"begin"}}
{"at":"2026-11-22T10:10:00+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"somebody"}
=> {"ask":"somebody","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T10:30:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":2,"kind":"access_taken","access_point":"ph-out","credential":"04A1","occurred_at":"2026-11-22T10:00:00+09:00"}}
=> {"signal":"lock","at":"2026-11-22T10:30:00+09:00","terminal":"ph-t01","session":"s-1"}
=> {"readjudicated":"somebody","from":"zone_equivalent","to":"not_equivalent","cause":{"line":5}}
{"at":"2026-11-22T10:31:00+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"gone"}
=> {"finding":"session_survives_exit","at":"2026-11-22T10:30:10+09:00","person":"tanaka","terminal":"ph-t01","session":"s-1"}
=> {"ask":"gone","class":"not_equivalent","outcome":"step_up","reasons":["presence_absent"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T11:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":3,"kind":"access_taken","access_point":"ph-in","credential":"04A1","occurred_at":"2026-11-22T11:00:00+09:00"}}
{"at":"2026-11-22T11:10:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":4,"kind":"door_closed","door":"ph-door","occurred_at":"2026-11-22T11:00:05+09:00"}}
