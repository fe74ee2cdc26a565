# A declared emergency lasts four hours at most, names its rooms, and never covers a room that allows none
# (rule E1). A login that counts by itself stays what it is; another is an emergency, with all it lacked,
# until the last moment.
facility facilities/annex.toml

{"at":"2026-11-22T22:00:00+09:00","emergency":{"by":"tanaka","reason":"readers down","zones":["ward"],"until":"2026-11-23T02:00:00.001+09:00"}}
=> {"refused":1,"why":"emergency.until is more than 4 hours after `at`"}
{"at":"2026-11-22T22:00:00+09:00","emergency":{"by":"tanaka","reason":"readers down","zones":["lab"],"until":"2026-11-23T02:00:00+09:00"}}
=> {"refused":2,"why":"emergency.zones: none of them allows break_glass"}
{"at":"2026-11-22T22:00:00+09:00","emergency":{"by":"tanaka","reason":"readers down","zones":["ward"],"until":"2026-11-23T02:00:00+09:00"}}
=> {"finding":"emergency_declared","at":"2026-11-22T22:00:00+09:00","person":"tanaka","zone":"ward"}
{"at":"2026-11-22T22:01:00+09:00","event":{"controller":"ctl-2","boot":"b1","seq":1,"kind":"access_taken","access_point":"in-ward","credential":"04A1"}}
{"at":"2026-11-22T22:02:00+09:00","ask":{"terminal":"t-ward","account":"tanaka","amr":["pwd"]},"label":"inside by the book"}
=> {"ask":"inside by the book","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T22:03:00+09:00","ask":{"terminal":"t-ward","account":"kato","amr":["pwd"]},"label":"nobody saw kato come in"}
=> {"ask":"nobody saw kato come in","class":"emergency","outcome":"allow","reasons":["presence_absent"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T22:04:00+09:00","ask":{"terminal":"t-lab","account":"kato","amr":["pwd"]},"label":"in a room without break-glass"}
=> {"ask":"in a room without break-glass","class":"not_equivalent","outcome":"step_up","reasons":["presence_absent"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-23T01:59:59.999+09:00","ask":{"terminal":"t-ward","account":"kato","amr":["pwd"]},"label":"the last moment"}
=> {"ask":"the last moment","class":"emergency","outcome":"allow","reasons":["presence_absent"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-23T02:00:00+09:00","ask":{"terminal":"t-ward","account":"kato","amr":["pwd"]},"label":"over"}
=> {"ask":"over","class":"not_equivalent","outcome":"step_up","reasons":["presence_absent"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
