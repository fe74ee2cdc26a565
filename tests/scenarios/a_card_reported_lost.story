# At ten Tanaka's card is reported lost since half past eight. Nothing founded on it counts from then on,
# also the entry before (rule I4): her session is told to lock, and the login that was answered in between
# is judged again. She is still in the room: her second card is another matter. When the card is found,
# what was refused stays refused.
facility facilities/dispensing.toml

{"at":"2026-11-22T09:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"access_taken","access_point":"ph-in","credential":"04A1"}}
{"at":"2026-11-22T09:01:00+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"],"session":"s-1"},"label":"before"}
=> {"ask":"before","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:01:01+09:00","session":{"terminal":"ph-t01","session":"s-1","account":"tanaka","do":"begin"}}
{"at":"2026-11-22T10:00:00+09:00","change":{"credential":"card-tanaka","state":"lost","since":"2026-11-22T08:30:00+09:00"}}
=> {"signal":"lock","at":"2026-11-22T10:00:00+09:00","terminal":"ph-t01","session":"s-1"}
=> {"readjudicated":"before","from":"zone_equivalent","to":"not_equivalent","cause":{"line":4}}
{"at":"2026-11-22T10:01:00+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"lost"}
=> {"finding":"session_survives_exit","at":"2026-11-22T10:00:10+09:00","person":"tanaka","terminal":"ph-t01","session":"s-1"}
=> {"ask":"lost","class":"not_equivalent","outcome":"step_up","reasons":["credential_revoked"],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T11:00:00+09:00","change":{"credential":"card-tanaka","state":"active"}}
{"at":"2026-11-22T11:01:00+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"found"}
=> {"ask":"found","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
# A late, harmless message makes the book think again; the login while the card was lost stays refused.
{"at":"2026-11-22T11:02:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":2,"kind":"door_closed","door":"ph-door","occurred_at":"2026-11-22T09:30:00+09:00"}}
