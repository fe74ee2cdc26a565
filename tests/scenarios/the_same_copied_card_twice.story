# The archive knows who leaves. The same card, read by its number only, comes in twice without leaving:
# there may be two of it (rule S2). Where nobody is identified on leaving it is only a missed exit.
facility facilities/clinic.toml

{"at":"2026-11-22T09:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"access_taken","access_point":"in-archive","credential":"04A1"}}
{"at":"2026-11-22T09:05:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":2,"kind":"access_taken","access_point":"in-archive","credential":"04A1"}}
=> {"finding":"possible_clone","at":"2026-11-22T09:05:00+09:00","person":"tanaka","zone":"archive"}
{"at":"2026-11-22T10:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":3,"kind":"access_taken","access_point":"out-archive","credential":"04A1"}}
{"at":"2026-11-22T10:01:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":4,"kind":"access_taken","access_point":"in-store","credential":"04A1"}}
{"at":"2026-11-22T10:05:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":5,"kind":"access_taken","access_point":"in-store","credential":"04A1"}}
=> {"finding":"missed_exit","at":"2026-11-22T10:05:00+09:00","person":"tanaka","zone":"store"}
