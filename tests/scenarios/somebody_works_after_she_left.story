# Tanaka has left by her card, and the terminal reports keys pressed in her session: somebody works under her
# name (rule T5). While she was inside the same report meant nothing, and when she is back it means nothing
# again.
facility facilities/dispensing.toml

{"at":"2026-11-22T09:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"access_taken","access_point":"ph-in","credential":"04A1"}}
{"at":"2026-11-22T09:00:10+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"],"session":"s-1"},"label":"in"}
=> {"ask":"in","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:00:11+09:00","session":{"terminal":"ph-t01","session":"s-1","do":"begin","account":"tanaka"}}
{"at":"2026-11-22T09:30:00+09:00","session":{"terminal":"ph-t01","session":"s-1","do":"activity"}}
{"at":"2026-11-22T10:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":2,"kind":"access_taken","access_point":"ph-out","credential":"04A1"}}
=> {"signal":"lock","at":"2026-11-22T10:00:00+09:00","terminal":"ph-t01","session":"s-1"}
{"at":"2026-11-22T10:00:01+09:00","session":{"terminal":"ph-t01","session":"s-1","do":"ack"}}
{"at":"2026-11-22T10:00:05+09:00","session":{"terminal":"ph-t01","session":"s-1","do":"activity"}}
=> {"finding":"activity_after_exit","at":"2026-11-22T10:00:05+09:00","person":"tanaka","zone":"dispensing","terminal":"ph-t01","session":"s-1"}
{"at":"2026-11-22T10:10:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":3,"kind":"access_taken","access_point":"ph-in","credential":"04A1"}}
{"at":"2026-11-22T10:11:00+09:00","session":{"terminal":"ph-t01","session":"s-1","do":"activity"}}
