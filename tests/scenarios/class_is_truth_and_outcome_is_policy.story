# The class says what is true, the outcome what the room does with it (rules A1, A3). The archive only
# watches and lets everybody in; the vault denies; the attic has no legal basis (rule Z1) and asks for a
# second factor. A terminal nobody knows follows the facility, and is never native (rule A2).
facility facilities/clinic.toml

{"at":"2026-11-22T09:00:00+09:00","ask":{"terminal":"t-archive","account":"tanaka","amr":["pwd"]},"label":"archive"}
=> {"ask":"archive","class":"not_equivalent","outcome":"allow","reasons":["presence_absent"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:00:01+09:00","ask":{"terminal":"t-vault","account":"tanaka","amr":["pwd"]},"label":"vault"}
=> {"ask":"vault","class":"not_equivalent","outcome":"deny","reasons":["presence_absent"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:00:02+09:00","ask":{"terminal":"t-attic","account":"tanaka","amr":["pwd"]},"label":"attic"}
=> {"ask":"attic","class":"not_equivalent","outcome":"step_up","reasons":["zone_basis_missing","presence_absent"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:00:03+09:00","ask":{"terminal":"t-nowhere","account":"tanaka","amr":["pwd","hwk"]},"label":"nowhere"}
=> {"ask":"nowhere","class":"not_equivalent","outcome":"step_up","reasons":["terminal_unknown"],"factors":{"entry":[],"terminal":["knowledge","possession"]},"warnings":[]}
{"at":"2026-11-22T09:01:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"access_taken","access_point":"in-attic","credential":"04A1"}}
{"at":"2026-11-22T09:02:00+09:00","ask":{"terminal":"t-attic","account":"tanaka","amr":["pwd"]},"label":"basis only"}
=> {"ask":"basis only","class":"not_equivalent","outcome":"step_up","reasons":["zone_basis_missing"],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":["medium_clonable"]}
{"at":"2026-11-22T09:02:01+09:00","ask":{"terminal":"t-attic","account":"tanaka","amr":["pwd","hwk"]},"label":"native"}
=> {"ask":"native","class":"native_two_factor","outcome":"allow","reasons":[],"zone_reasons":["zone_basis_missing"],"factors":{"entry":["possession"],"terminal":["knowledge","possession"]},"warnings":["medium_clonable"]}
{"at":"2026-11-22T09:02:02+09:00","ask":{"terminal":"t-attic","account":"ward","amr":["pwd","hwk"]},"label":"shared account"}
=> {"ask":"shared account","class":"not_equivalent","outcome":"step_up","reasons":["zone_basis_missing","subject_shared"],"factors":{"entry":[],"terminal":["knowledge","possession"]},"warnings":[]}
