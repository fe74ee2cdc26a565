# Sato's card ran out weeks ago and nobody else has the number: the entry is hers, and does not count (rule
# I5). Number 0500 is held by two people at once: ambiguous, the event is kept and nobody came in (rule
# I2).
facility facilities/validity.toml

{"at":"2026-11-22T09:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"access_taken","access_point":"in","credential":"04D4"}}
{"at":"2026-11-22T09:01:00+09:00","ask":{"terminal":"t-1","account":"sato","amr":["pwd"]},"label":"sato"}
=> {"ask":"sato","class":"not_equivalent","outcome":"step_up","reasons":["credential_expired"],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:02:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":2,"kind":"access_taken","access_point":"in","credential":"0500"}}
=> {"finding":"unknown_credential","at":"2026-11-22T09:02:00+09:00","access_point":"in"}
{"at":"2026-11-22T09:03:00+09:00","ask":{"terminal":"t-1","account":"abe","amr":["pwd"]},"label":"abe"}
=> {"ask":"abe","class":"not_equivalent","outcome":"step_up","reasons":["presence_absent"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:03:01+09:00","ask":{"terminal":"t-1","account":"baba","amr":["pwd"]},"label":"baba"}
=> {"ask":"baba","class":"not_equivalent","outcome":"step_up","reasons":["presence_absent"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
