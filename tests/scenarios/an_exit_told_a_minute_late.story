# Tanaka leaves at ten and is back twenty seconds later. The message of her leaving comes after that of
# her return, more than a minute late: it locks nothing, for she is inside again (rule K5), and closes the
# gap in the numbers (rule K8). The same within the minute is news, and her session locks.
facility facilities/dispensing.toml

{"at":"2026-11-22T09:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"access_taken","access_point":"ph-in","credential":"04A1","occurred_at":"2026-11-22T09:00:00+09:00"}}
{"at":"2026-11-22T09:01:00+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"],"session":"s-1"},"label":"morning"}
=> {"ask":"morning","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:01:01+09:00","session":{"terminal":"ph-t01","session":"s-1","account":"tanaka","do":"begin"}}
{"at":"2026-11-22T10:00:20+09:00","event":{"controller":"ctl-1","boot":"b1","seq":3,"kind":"access_taken","access_point":"ph-in","credential":"04A1","occurred_at":"2026-11-22T10:00:20+09:00"}}
=> {"finding":"missed_exit","at":"2026-11-22T10:00:20+09:00","person":"tanaka","zone":"dispensing"}
=> {"finding":"sequence_gap","at":"2026-11-22T10:00:20+09:00","controller":"ctl-1"}
{"at":"2026-11-22T10:00:30+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"a number is missing"}
=> {"ask":"a number is missing","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T10:01:00.001+09:00","event":{"controller":"ctl-1","boot":"b1","seq":2,"kind":"access_taken","access_point":"ph-out","credential":"04A1","occurred_at":"2026-11-22T10:00:00+09:00"}}
{"at":"2026-11-22T10:02:00+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"inside again"}
=> {"ask":"inside again","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T11:00:20+09:00","event":{"controller":"ctl-1","boot":"b1","seq":5,"kind":"access_taken","access_point":"ph-in","credential":"04A1","occurred_at":"2026-11-22T11:00:20+09:00"}}
=> {"finding":"missed_exit","at":"2026-11-22T11:00:20+09:00","person":"tanaka","zone":"dispensing"}
=> {"finding":"sequence_gap","at":"2026-11-22T11:00:20+09:00","controller":"ctl-1"}
{"at":"2026-11-22T11:01:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":4,"kind":"access_taken","access_point":"ph-out","credential":"04A1","occurred_at":"2026-11-22T11:00:00+09:00"}}
=> {"signal":"lock","at":"2026-11-22T11:01:00+09:00","terminal":"ph-t01","session":"s-1"}
{"at":"2026-11-22T11:02:00+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"inside again, and the session was told to lock"}
=> {"finding":"session_survives_exit","at":"2026-11-22T11:01:10+09:00","person":"tanaka","terminal":"ph-t01","session":"s-1"}
=> {"ask":"inside again, and the session was told to lock","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
