# Two messages overtake each other: Tanaka's return at eleven is told at once, her leaving at ten only at
# noon. The gap in the numbers leaves a doubt until then (rule K8). The late exit does not lock the session
# of one who is inside (rule K5), and ends the doubt.
facility facilities/dispensing.toml

{"at":"2026-11-22T09:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"access_taken","access_point":"ph-in","credential":"04A1","occurred_at":"2026-11-22T09:00:00+09:00"}}
{"at":"2026-11-22T09:01:01+09:00","session":{"terminal":"ph-t01","session":"s-1","account":"tanaka","do":"begin"}}
{"at":"2026-11-22T11:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":3,"kind":"access_taken","access_point":"ph-in","credential":"04A1","occurred_at":"2026-11-22T11:00:00+09:00"}}
=> {"finding":"missed_exit","at":"2026-11-22T11:00:00+09:00","person":"tanaka","zone":"dispensing"}
=> {"finding":"sequence_gap","at":"2026-11-22T11:00:00+09:00","controller":"ctl-1"}
{"at":"2026-11-22T11:01:00+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"entered after the gap"}
=> {"ask":"entered after the gap","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T12:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":2,"kind":"access_taken","access_point":"ph-out","credential":"04A1","occurred_at":"2026-11-22T10:00:00+09:00"}}
{"at":"2026-11-22T12:01:00+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"still inside"}
=> {"ask":"still inside","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
# Another late and small thing makes the book think again, and still does not lock her out.
{"at":"2026-11-22T12:02:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":4,"kind":"door_closed","door":"ph-door","occurred_at":"2026-11-22T12:01:59+09:00"}}
{"at":"2026-11-22T12:03:00+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"not locked"}
=> {"ask":"not locked","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
