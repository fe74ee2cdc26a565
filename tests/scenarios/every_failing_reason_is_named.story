# Nothing is right: no legal basis, a tablet, somebody afar, a visitor, nobody came in, nothing shown. The
# answer names every failing condition in the order of the book, not only the first (conditions C1, C2,
# C3, C4, C5, C6 and C7; rule A4).
facility facilities/clinic.toml

{"at":"2026-11-22T08:00:00+09:00","change":{"person":"suzuki","kind":"visitor"}}
{"at":"2026-11-22T09:00:00+09:00","ask":{"terminal":"t-attic","account":"suzuki","amr":[],"session_kind":"remote"},"label":"nothing is right"}
=> {"ask":"nothing is right","class":"not_equivalent","outcome":"step_up","reasons":["zone_basis_missing","session_remote","subject_visitor","presence_absent","terminal_authentication_missing"],"factors":{"entry":[],"terminal":[]},"warnings":[]}
{"at":"2026-11-22T09:01:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"access_granted","access_point":"in-attic","credential":"04B2"}}
{"at":"2026-11-22T09:01:02+09:00","event":{"controller":"ctl-1","boot":"b1","seq":2,"kind":"door_opened","door":"door-attic"}}
{"at":"2026-11-22T09:02:00+09:00","ask":{"terminal":"t-attic","account":"suzuki","amr":["hwk"],"session_kind":"remote","proof":"key"},"label":"inside and nothing else is right"}
=> {"ask":"inside and nothing else is right","class":"not_equivalent","outcome":"step_up","reasons":["zone_basis_missing","session_remote","factors_insufficient","subject_visitor"],"factors":{"entry":["possession"],"terminal":["possession"]},"warnings":["medium_clonable"]}
