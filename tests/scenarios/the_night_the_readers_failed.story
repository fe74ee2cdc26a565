# The readers of the night room are out of order. Suzuki declares an emergency for it, for two hours (rule E1):
# whoever logs in there is let in, and every such login says so with what it lacked. Rooms without break-glass
# stay as they are, and an emergency of a whole night is none.
facility facilities/clinic.toml

{"at":"2026-11-22T22:00:00+09:00","emergency":{"by":"suzuki","reason":"readers down","zones":["night"],"until":"2026-11-23T02:00:00.001+09:00"}}
=> {"refused":1,"why":"emergency.until is more than 4 hours after `at`"}
{"at":"2026-11-22T22:00:00+09:00","emergency":{"by":"suzuki","reason":"readers down","zones":["vault"],"until":"2026-11-23T00:00:00+09:00"}}
=> {"refused":2,"why":"emergency.zones: none of them allows break_glass"}
{"at":"2026-11-22T22:00:00+09:00","emergency":{"by":"suzuki","reason":"readers down","zones":["night"],"until":"2026-11-23T00:00:00+09:00"}}
=> {"finding":"emergency_declared","at":"2026-11-22T22:00:00+09:00","person":"suzuki","zone":"night"}
{"at":"2026-11-22T22:10:00+09:00","ask":{"terminal":"t-night","account":"tanaka","amr":["pwd"]},"label":"in the night"}
=> {"ask":"in the night","class":"emergency","outcome":"allow","reasons":["presence_absent"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T22:11:00+09:00","ask":{"terminal":"t-vault","account":"tanaka","amr":["pwd"]},"label":"in the vault"}
=> {"ask":"in the vault","class":"not_equivalent","outcome":"deny","reasons":["presence_absent"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-23T00:00:00+09:00","ask":{"terminal":"t-night","account":"tanaka","amr":["pwd"]},"label":"it is over"}
=> {"ask":"it is over","class":"not_equivalent","outcome":"step_up","reasons":["presence_absent"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
