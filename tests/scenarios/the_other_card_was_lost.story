# Tanaka came in with her fob; it is her card that is reported lost. What rests on the fob stands, and no
# session is locked (rule I4). When she comes in by the lost card after all, the entry is still hers and
# does not count, and she stays physically present: her leaving is no finding (rules I3, I4).
facility facilities/annex.toml

{"at":"2026-11-22T09:00:00+09:00","event":{"controller":"ctl-2","boot":"b1","seq":1,"kind":"access_taken","access_point":"in-ward","credential":"04A2"}}
{"at":"2026-11-22T09:01:00+09:00","ask":{"terminal":"t-ward","account":"tanaka","amr":["pwd"],"session":"s-1"},"label":"by the fob"}
=> {"ask":"by the fob","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:01:01+09:00","session":{"terminal":"t-ward","session":"s-1","account":"tanaka","do":"begin"}}
{"at":"2026-11-22T09:10:00+09:00","change":{"credential":"card-tanaka","state":"lost","since":"2026-11-22T08:00:00+09:00"}}
{"at":"2026-11-22T09:11:00+09:00","ask":{"terminal":"t-ward","account":"tanaka","amr":["pwd"]},"label":"the card is lost"}
=> {"ask":"the card is lost","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:20:00+09:00","event":{"controller":"ctl-2","boot":"b1","seq":2,"kind":"access_taken","access_point":"out-ward","credential":"04A2"}}
=> {"signal":"lock","at":"2026-11-22T09:20:00+09:00","terminal":"t-ward","session":"s-1"}
{"at":"2026-11-22T09:30:00+09:00","event":{"controller":"ctl-2","boot":"b1","seq":3,"kind":"access_taken","access_point":"in-ward","credential":"04A1"}}
=> {"finding":"session_survives_exit","at":"2026-11-22T09:20:10+09:00","person":"tanaka","terminal":"t-ward","session":"s-1"}
{"at":"2026-11-22T09:31:00+09:00","ask":{"terminal":"t-ward","account":"tanaka","amr":["pwd"]},"label":"by the lost card"}
=> {"ask":"by the lost card","class":"not_equivalent","outcome":"step_up","reasons":["credential_revoked"],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:40:00+09:00","event":{"controller":"ctl-2","boot":"b1","seq":4,"kind":"access_taken","access_point":"out-ward","credential":"04A2"}}
=> {"signal":"lock","at":"2026-11-22T09:40:00+09:00","terminal":"t-ward","session":"s-1"}
