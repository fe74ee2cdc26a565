# After the drill people hold their cards to a reader on the wall that leads nowhere. It is no boundary
# reader: it makes nobody present who had not come in, and somebody is told (rules P8, X3). Who came in by
# the door was present before and is present after.
facility facilities/dispensing.toml

{"at":"2026-11-22T09:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"access_taken","access_point":"ph-in","credential":"04A1"}}
{"at":"2026-11-22T09:10:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":2,"kind":"credential_read","access_point":"ph-desk","credential":"04A1"}}
{"at":"2026-11-22T09:10:05+09:00","event":{"controller":"ctl-1","boot":"b1","seq":3,"kind":"access_taken","access_point":"ph-desk","credential":"04C3"}}
=> {"finding":"missed_entry","at":"2026-11-22T09:10:05+09:00","person":"salesman","zone":"dispensing"}
{"at":"2026-11-22T09:11:00+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"came in by the door"}
=> {"ask":"came in by the door","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:11:05+09:00","ask":{"terminal":"ph-t01","account":"guest","amr":["pwd"]},"label":"seen at the wall only"}
=> {"ask":"seen at the wall only","class":"not_equivalent","outcome":"step_up","reasons":["subject_visitor","presence_absent"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
