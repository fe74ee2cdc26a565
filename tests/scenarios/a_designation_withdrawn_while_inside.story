# Tanaka's designation for the room is withdrawn while she works in it: her session gets a lock signal, and
# the next login fails (rules I7, T4). Ono's designation in the other room ends at noon and her login says
# so itself.
facility facilities/dispensing.toml

{"at":"2026-11-22T09:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"access_taken","access_point":"ph-in","credential":"04A1"}}
{"at":"2026-11-22T09:01:00+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"],"session":"s-1"},"label":"before"}
=> {"ask":"before","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:01:01+09:00","session":{"terminal":"ph-t01","session":"s-1","account":"tanaka","do":"begin"}}
{"at":"2026-11-22T10:00:00+09:00","change":{"designation":{"person":"tanaka","zone":"dispensing"},"valid_until":"2026-11-22T10:00:00+09:00"}}
=> {"signal":"lock","at":"2026-11-22T10:00:00+09:00","terminal":"ph-t01","session":"s-1"}
{"at":"2026-11-22T10:00:01+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"after"}
=> {"ask":"after","class":"not_equivalent","outcome":"step_up","reasons":["not_designated"],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T10:00:02+09:00","change":{"designation":{"person":"suzuki","zone":"dispensing"},"valid_until":"2026-11-22T10:00:00+09:00"}}
=> {"refused":6,"why":"change.designation is no designation of the facility"}
