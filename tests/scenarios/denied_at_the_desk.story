# The reader at the desk of the store turns Tanaka's card away. That makes no presence (rule P5): an entry
# that has run out stays so, until a read that is not denied says that she is still there (rule X3).
facility facilities/clinic.toml

{"at":"2026-11-22T09:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"access_taken","access_point":"in-store","credential":"04A1"}}
{"at":"2026-11-22T10:10:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":2,"kind":"access_denied","access_point":"desk-store","credential":"04A1"}}
{"at":"2026-11-22T10:11:00+09:00","ask":{"terminal":"t-store","account":"tanaka","amr":["pwd"]},"label":"after the denial"}
=> {"ask":"after the denial","class":"undetermined","outcome":"step_up","reasons":["presence_uncertain"],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":["medium_clonable"]}
{"at":"2026-11-22T10:12:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":3,"kind":"credential_read","access_point":"desk-store","credential":"04A1"}}
{"at":"2026-11-22T10:13:00+09:00","ask":{"terminal":"t-store","account":"tanaka","amr":["pwd"]},"label":"after the read"}
=> {"ask":"after the read","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":["medium_clonable"]}
