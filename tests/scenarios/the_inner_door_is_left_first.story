# Tanaka goes from the dispensing room back into the pharmacy around it: her session inside locks, the one
# outside goes on, for she is still there (rules S3, S9).
facility facilities/pharmacy.toml

{"at":"2026-11-22T09:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"access_taken","access_point":"outer-in","credential":"04A1","methods":["card","pin"]}}
{"at":"2026-11-22T09:01:00+09:00","ask":{"terminal":"t-pharmacy","account":"tanaka","amr":["pwd"],"session":"s-1"},"label":"outer"}
=> {"ask":"outer","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["knowledge","possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:01:01+09:00","session":{"terminal":"t-pharmacy","session":"s-1","account":"tanaka","do":"begin"}}
{"at":"2026-11-22T09:02:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":2,"kind":"access_taken","access_point":"inner-in","credential":"04A1"}}
{"at":"2026-11-22T09:03:00+09:00","ask":{"terminal":"t-dispensing","account":"tanaka","amr":["pwd"],"session":"s-2"},"label":"inner"}
=> {"ask":"inner","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["knowledge","possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:03:01+09:00","session":{"terminal":"t-dispensing","session":"s-2","account":"tanaka","do":"begin"}}
{"at":"2026-11-22T09:10:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":3,"kind":"access_taken","access_point":"inner-out","credential":"04A1"}}
=> {"signal":"lock","at":"2026-11-22T09:10:00+09:00","terminal":"t-dispensing","session":"s-2"}
{"at":"2026-11-22T09:11:00+09:00","ask":{"terminal":"t-dispensing","account":"tanaka","amr":["pwd"]},"label":"inner, after leaving"}
=> {"finding":"session_survives_exit","at":"2026-11-22T09:10:10+09:00","person":"tanaka","terminal":"t-dispensing","session":"s-2"}
=> {"ask":"inner, after leaving","class":"not_equivalent","outcome":"step_up","reasons":["presence_absent"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:11:01+09:00","ask":{"terminal":"t-pharmacy","account":"tanaka","amr":["pwd"]},"label":"outer, still there"}
=> {"ask":"outer, still there","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["knowledge","possession"],"terminal":["knowledge"]},"warnings":[]}
