# Card and PIN open the pharmacy, a card the dispensing room within it. At the inner terminal both entries
# count; at the outer one the inner entry gives nothing, and being in the inner room is being in the outer
# one (rule S9). Leaving the pharmacy ends both (rule S3).
facility facilities/pharmacy.toml

{"at":"2026-11-22T09:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"access_taken","access_point":"outer-in","credential":"04A1","methods":["card","pin"]}}
{"at":"2026-11-22T09:10:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":2,"kind":"access_taken","access_point":"inner-in","credential":"04A1"}}
{"at":"2026-11-22T09:11:00+09:00","ask":{"terminal":"t-dispensing","account":"tanaka","amr":["hwk"]},"label":"inner"}
=> {"ask":"inner","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["knowledge","possession"],"terminal":["possession"]},"warnings":[]}
{"at":"2026-11-22T09:11:01+09:00","ask":{"terminal":"t-dispensing","account":"tanaka","amr":["pwd"]},"label":"inner by the card alone"}
=> {"ask":"inner by the card alone","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["knowledge","possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:11:02+09:00","ask":{"terminal":"t-pharmacy","account":"tanaka","amr":["hwk"]},"label":"outer"}
=> {"ask":"outer","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["knowledge","possession"],"terminal":["possession"]},"warnings":[]}
{"at":"2026-11-22T09:12:00+09:00","session":{"terminal":"t-dispensing","session":"s-1","account":"tanaka","do":"begin"}}
{"at":"2026-11-22T10:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":3,"kind":"access_taken","access_point":"outer-out","credential":"04A1"}}
=> {"finding":"missed_exit","at":"2026-11-22T10:00:00+09:00","person":"tanaka","zone":"dispensing"}
=> {"signal":"lock","at":"2026-11-22T10:00:00+09:00","terminal":"t-dispensing","session":"s-1"}
{"at":"2026-11-22T10:01:00+09:00","ask":{"terminal":"t-dispensing","account":"tanaka","amr":["pwd"]},"label":"inner after"}
=> {"finding":"session_survives_exit","at":"2026-11-22T10:00:10+09:00","person":"tanaka","terminal":"t-dispensing","session":"s-1"}
=> {"ask":"inner after","class":"not_equivalent","outcome":"step_up","reasons":["presence_absent"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T10:01:01+09:00","ask":{"terminal":"t-pharmacy","account":"tanaka","amr":["pwd"]},"label":"outer after"}
=> {"ask":"outer after","class":"not_equivalent","outcome":"step_up","reasons":["presence_absent"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
