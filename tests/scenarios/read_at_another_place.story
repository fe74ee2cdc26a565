# Tanaka is in the office by its book, and her card is read at the pharmacy's outer door: she left the
# office unseen (rule S4). Her session there locks. While she waits at the pharmacy's door her entry there
# is pending.
facility facilities/pharmacy.toml

{"at":"2026-11-22T09:00:00+09:00","event":{"controller":"ctl-2","boot":"b1","seq":1,"kind":"access_taken","access_point":"office-in","credential":"04A1"}}
{"at":"2026-11-22T09:01:00+09:00","session":{"terminal":"t-office","session":"s-1","account":"tanaka","do":"begin"}}
{"at":"2026-11-22T10:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"access_granted","access_point":"outer-in","credential":"04A1"}}
=> {"finding":"missed_exit","at":"2026-11-22T10:00:00+09:00","person":"tanaka","zone":"office"}
=> {"signal":"lock","at":"2026-11-22T10:00:00+09:00","terminal":"t-office","session":"s-1"}
{"at":"2026-11-22T10:00:01+09:00","ask":{"terminal":"t-office","account":"tanaka","amr":["pwd"]},"label":"office"}
=> {"ask":"office","class":"not_equivalent","outcome":"step_up","reasons":["presence_absent"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T10:00:02+09:00","ask":{"terminal":"t-pharmacy","account":"tanaka","amr":["pwd"]},"label":"pharmacy"}
=> {"ask":"pharmacy","class":"undetermined","outcome":"step_up","reasons":["entry_pending"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
