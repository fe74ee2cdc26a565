# Half a minute lies between the two reads: that is a walk. Tanaka left the pharmacy unseen and is in the
# office (rules S4, S7). Her session in the pharmacy locks.
facility facilities/pharmacy.toml

{"at":"2026-11-22T09:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"access_taken","access_point":"outer-in","credential":"04A1","methods":["card","pin"],"occurred_at":"2026-11-22T09:00:00+09:00"}}
{"at":"2026-11-22T09:00:10+09:00","ask":{"terminal":"t-pharmacy","account":"tanaka","amr":["pwd"],"session":"s-1"},"label":"in the pharmacy"}
=> {"ask":"in the pharmacy","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["knowledge","possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:00:11+09:00","session":{"terminal":"t-pharmacy","session":"s-1","account":"tanaka","do":"begin"}}
{"at":"2026-11-22T09:00:30+09:00","event":{"controller":"ctl-2","boot":"b1","seq":1,"kind":"access_taken","access_point":"office-in","credential":"04A1","occurred_at":"2026-11-22T09:00:30+09:00"}}
=> {"finding":"missed_exit","at":"2026-11-22T09:00:30+09:00","person":"tanaka","zone":"pharmacy"}
=> {"signal":"lock","at":"2026-11-22T09:00:30+09:00","terminal":"t-pharmacy","session":"s-1"}
{"at":"2026-11-22T09:01:00+09:00","ask":{"terminal":"t-office","account":"tanaka","amr":["pwd"]},"label":"in the office"}
=> {"finding":"session_survives_exit","at":"2026-11-22T09:00:40+09:00","person":"tanaka","terminal":"t-pharmacy","session":"s-1"}
=> {"ask":"in the office","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:01:01+09:00","ask":{"terminal":"t-pharmacy","account":"tanaka","amr":["pwd"]},"label":"no longer in the pharmacy"}
=> {"ask":"no longer in the pharmacy","class":"not_equivalent","outcome":"step_up","reasons":["presence_absent"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
