# Tanaka and Suzuki are in the store, which nobody leaves by name. The door opens from inside: one of them
# may have gone, and nobody can say which, so both are in doubt (rule X2). No session is locked. Each is
# certain again by what is their own: Tanaka by her card at the desk, Suzuki by a security key at the
# terminal, which counts from the next login on (rule X3).
facility facilities/clinic.toml

{"at":"2026-11-22T09:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"access_taken","access_point":"in-store","credential":"04A1"}}
{"at":"2026-11-22T09:00:20+09:00","event":{"controller":"ctl-1","boot":"b1","seq":2,"kind":"access_taken","access_point":"in-store","credential":"04B2"}}
{"at":"2026-11-22T09:01:00+09:00","ask":{"terminal":"t-store","account":"tanaka","amr":["pwd"],"session":"s-1"},"label":"both inside"}
=> {"ask":"both inside","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":["medium_clonable"]}
{"at":"2026-11-22T09:01:01+09:00","session":{"terminal":"t-store","session":"s-1","account":"tanaka","do":"begin"}}
{"at":"2026-11-22T09:10:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":3,"kind":"exit_requested","door":"door-store"}}
{"at":"2026-11-22T09:10:02+09:00","event":{"controller":"ctl-1","boot":"b1","seq":4,"kind":"door_opened","door":"door-store"}}
{"at":"2026-11-22T09:10:05+09:00","event":{"controller":"ctl-1","boot":"b1","seq":5,"kind":"door_closed","door":"door-store"}}
{"at":"2026-11-22T09:10:10+09:00","ask":{"terminal":"t-store","account":"tanaka","amr":["pwd"]},"label":"tanaka in doubt"}
=> {"ask":"tanaka in doubt","class":"undetermined","outcome":"step_up","reasons":["presence_uncertain"],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":["medium_clonable"]}
{"at":"2026-11-22T09:10:11+09:00","ask":{"terminal":"t-store","account":"suzuki","amr":["pwd"]},"label":"suzuki in doubt"}
=> {"ask":"suzuki in doubt","class":"undetermined","outcome":"step_up","reasons":["presence_uncertain"],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":["medium_clonable"]}
{"at":"2026-11-22T09:11:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":6,"kind":"credential_read","access_point":"desk-store","credential":"04A1"}}
{"at":"2026-11-22T09:11:10+09:00","ask":{"terminal":"t-store","account":"tanaka","amr":["pwd"]},"label":"tanaka at the desk"}
=> {"ask":"tanaka at the desk","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":["medium_clonable"]}
{"at":"2026-11-22T09:11:11+09:00","ask":{"terminal":"t-store","account":"suzuki","amr":["pwd"]},"label":"suzuki still in doubt"}
=> {"ask":"suzuki still in doubt","class":"undetermined","outcome":"step_up","reasons":["presence_uncertain"],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":["medium_clonable"]}
{"at":"2026-11-22T09:12:00+09:00","ask":{"terminal":"t-store","account":"suzuki","amr":["pwd","hwk"]},"label":"suzuki with key and password"}
=> {"ask":"suzuki with key and password","class":"native_two_factor","outcome":"allow","reasons":[],"zone_reasons":["presence_uncertain"],"factors":{"entry":["possession"],"terminal":["knowledge","possession"]},"warnings":["medium_clonable"]}
{"at":"2026-11-22T09:12:10+09:00","ask":{"terminal":"t-store","account":"suzuki","amr":["pwd"]},"label":"suzuki after the key"}
=> {"ask":"suzuki after the key","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":["medium_clonable"]}
