# Tanaka leaves and her session is told to lock (rule T4). The terminal says nothing for ten seconds: somebody
# has to look, because a session stands open in a room she is not in. On her second way out the terminal
# answers within the ten seconds, and nothing is found.
facility facilities/dispensing.toml

{"at":"2026-11-22T09:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"access_taken","access_point":"ph-in","credential":"04A1"}}
{"at":"2026-11-22T09:00:10+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"],"session":"s-1"},"label":"in"}
=> {"ask":"in","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:00:11+09:00","session":{"terminal":"ph-t01","session":"s-1","do":"begin","account":"tanaka"}}
{"at":"2026-11-22T10:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":2,"kind":"access_taken","access_point":"ph-out","credential":"04A1"}}
=> {"signal":"lock","at":"2026-11-22T10:00:00+09:00","terminal":"ph-t01","session":"s-1"}
{"at":"2026-11-22T10:00:09.999+09:00","event":{"controller":"ctl-1","boot":"b1","seq":3,"kind":"door_closed","door":"ph-door"}}
{"at":"2026-11-22T10:00:10+09:00","event":{"controller":"ctl-1","boot":"b1","seq":4,"kind":"door_closed","door":"ph-door"}}
=> {"finding":"session_survives_exit","at":"2026-11-22T10:00:10+09:00","person":"tanaka","terminal":"ph-t01","session":"s-1"}
{"at":"2026-11-22T10:05:00+09:00","session":{"terminal":"ph-t01","session":"s-1","do":"end"}}
{"at":"2026-11-22T11:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":5,"kind":"access_taken","access_point":"ph-in","credential":"04A1"}}
{"at":"2026-11-22T11:00:10+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"],"session":"s-2"},"label":"in again"}
=> {"ask":"in again","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T11:00:11+09:00","session":{"terminal":"ph-t01","session":"s-2","do":"begin","account":"tanaka"}}
{"at":"2026-11-22T12:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":6,"kind":"access_taken","access_point":"ph-out","credential":"04A1"}}
=> {"signal":"lock","at":"2026-11-22T12:00:00+09:00","terminal":"ph-t01","session":"s-2"}
{"at":"2026-11-22T12:00:09.9+09:00","session":{"terminal":"ph-t01","session":"s-2","do":"ack"}}
{"at":"2026-11-22T12:01:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":7,"kind":"door_closed","door":"ph-door"}}
