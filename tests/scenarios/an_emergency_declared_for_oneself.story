# At 3 a.m. in the night room nobody has a second factor; the terminal says so, and the room lets a person
# declare an emergency for one login (rules A8, E3): with her own account, one factor and a reason. It is
# allowed at once and seen at once. Without a factor, with an account of many, or in a room without
# break-glass, it is refused as before.
facility facilities/clinic.toml

{"at":"2026-11-22T03:00:00+09:00","ask":{"terminal":"t-night","account":"tanaka","amr":["pwd"]},"label":"plain"}
=> {"ask":"plain","class":"not_equivalent","outcome":"step_up","reasons":["presence_absent"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T03:00:01+09:00","ask":{"terminal":"t-night","account":"tanaka","amr":["pwd"],"emergency":{"reason":"resuscitation"}},"label":"emergency"}
=> {"ask":"emergency","class":"emergency","outcome":"allow","reasons":["presence_absent"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
=> {"finding":"emergency_declared","at":"2026-11-22T03:00:01+09:00","person":"tanaka","zone":"night","terminal":"t-night"}
{"at":"2026-11-22T03:00:02+09:00","ask":{"terminal":"t-night","account":"tanaka","amr":[],"emergency":{"reason":"resuscitation"}},"label":"no factor"}
=> {"ask":"no factor","class":"not_equivalent","outcome":"step_up","reasons":["presence_absent","terminal_authentication_missing"],"factors":{"entry":[],"terminal":[]},"warnings":[]}
{"at":"2026-11-22T03:00:03+09:00","ask":{"terminal":"t-night","account":"ward","amr":["pwd"],"emergency":{"reason":"resuscitation"}},"label":"account of many"}
=> {"ask":"account of many","class":"not_equivalent","outcome":"step_up","reasons":["subject_shared"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T03:00:04+09:00","ask":{"terminal":"t-vault","account":"tanaka","amr":["pwd"],"emergency":{"reason":"resuscitation"}},"label":"another room"}
=> {"ask":"another room","class":"not_equivalent","outcome":"deny","reasons":["presence_absent"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
# A login that counts by itself stays what it is (rule E1).
{"at":"2026-11-22T03:05:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"access_taken","access_point":"in-night","credential":"04A1"}}
{"at":"2026-11-22T03:06:00+09:00","ask":{"terminal":"t-night","account":"tanaka","amr":["pwd"],"emergency":{"reason":"resuscitation"}},"label":"counts anyway"}
=> {"ask":"counts anyway","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":["medium_clonable"]}
