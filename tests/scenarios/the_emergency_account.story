# Kato has an account for emergencies. Used on an ordinary day it is found at once (rule E2). While an
# emergency is declared for the ward, it is what it is for.
facility facilities/annex.toml

{"at":"2026-11-22T21:00:00+09:00","ask":{"terminal":"t-ward","account":"kato-911","amr":["pwd"]},"label":"an ordinary evening"}
=> {"ask":"an ordinary evening","class":"not_equivalent","outcome":"step_up","reasons":["presence_absent"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
=> {"finding":"emergency_account_used","at":"2026-11-22T21:00:00+09:00","person":"kato","zone":"ward","terminal":"t-ward"}
{"at":"2026-11-22T22:00:00+09:00","emergency":{"by":"tanaka","reason":"readers down","zones":["ward"],"until":"2026-11-22T23:00:00+09:00"}}
=> {"finding":"emergency_declared","at":"2026-11-22T22:00:00+09:00","person":"tanaka","zone":"ward"}
{"at":"2026-11-22T22:10:00+09:00","ask":{"terminal":"t-ward","account":"kato-911","amr":["pwd"]},"label":"in the emergency"}
=> {"ask":"in the emergency","class":"emergency","outcome":"allow","reasons":["presence_absent"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T23:00:00+09:00","ask":{"terminal":"t-ward","account":"kato-911","amr":["pwd"]},"label":"it is over"}
=> {"ask":"it is over","class":"not_equivalent","outcome":"step_up","reasons":["presence_absent"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
=> {"finding":"emergency_account_used","at":"2026-11-22T23:00:00+09:00","person":"kato","zone":"ward","terminal":"t-ward"}
