# Nobody shows a card on leaving the store, so an entry is good for an hour (rule X1). A card at the desk
# inside, or a security key at the terminal, says that she is still there (rule X3); a login is judged on
# what was known before it.
facility facilities/clinic.toml

{"at":"2026-11-22T09:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"access_taken","access_point":"in-store","credential":"04A1"}}
{"at":"2026-11-22T10:00:00+09:00","ask":{"terminal":"t-store","account":"tanaka","amr":["pwd"]},"label":"an hour"}
=> {"ask":"an hour","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":["medium_clonable"]}
{"at":"2026-11-22T10:00:00.001+09:00","ask":{"terminal":"t-store","account":"tanaka","amr":["pwd"]},"label":"and a moment"}
=> {"ask":"and a moment","class":"undetermined","outcome":"step_up","reasons":["presence_uncertain"],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":["medium_clonable"]}
{"at":"2026-11-22T10:10:00+09:00","ask":{"terminal":"t-store","account":"tanaka","amr":["hwk"]},"label":"key"}
=> {"ask":"key","class":"not_equivalent","outcome":"step_up","reasons":["factors_insufficient","presence_uncertain"],"factors":{"entry":["possession"],"terminal":["possession"]},"warnings":["medium_clonable"]}
{"at":"2026-11-22T10:10:01+09:00","ask":{"terminal":"t-store","account":"tanaka","amr":["pwd"]},"label":"after the key"}
=> {"ask":"after the key","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":["medium_clonable"]}
{"at":"2026-11-22T11:30:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":2,"kind":"credential_read","access_point":"desk-store","credential":"04A1"}}
{"at":"2026-11-22T11:31:00+09:00","ask":{"terminal":"t-store","account":"tanaka","amr":["pwd"]},"label":"after the desk"}
=> {"ask":"after the desk","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":["medium_clonable"]}
{"at":"2026-11-22T12:31:00+09:00","ask":{"terminal":"t-store","account":"tanaka","amr":["pwd"]},"label":"a password affirms nothing"}
=> {"ask":"a password affirms nothing","class":"undetermined","outcome":"step_up","reasons":["presence_uncertain"],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":["medium_clonable"]}
{"at":"2026-11-22T12:31:01+09:00","ask":{"terminal":"t-store","account":"tanaka","amr":["pwd"]},"label":"nor twice"}
=> {"ask":"nor twice","class":"undetermined","outcome":"step_up","reasons":["presence_uncertain"],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":["medium_clonable"]}
{"at":"2026-11-22T12:40:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":3,"kind":"credential_read","access_point":"desk-store","credential":"04B2"}}
=> {"finding":"missed_entry","at":"2026-11-22T12:40:00+09:00","person":"suzuki","zone":"store"}
{"at":"2026-11-22T12:41:00+09:00","ask":{"terminal":"t-store","account":"suzuki","amr":["pwd"]},"label":"suzuki never came in"}
=> {"ask":"suzuki never came in","class":"not_equivalent","outcome":"step_up","reasons":["presence_absent"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
