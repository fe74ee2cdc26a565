# Somebody opened the housing of the reader. From then until it is reported mended an entry by that door
# is permission only, too little for this room (rule H2). Whoever was inside before stays.
facility facilities/dispensing.toml

{"at":"2026-11-22T09:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"access_taken","access_point":"ph-in","credential":"04A1"}}
{"at":"2026-11-22T09:10:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":2,"kind":"tamper","access_point":"ph-in","door":"ph-door"}}
=> {"finding":"tamper","at":"2026-11-22T09:10:00+09:00","door":"ph-door","access_point":"ph-in","controller":"ctl-1"}
{"at":"2026-11-22T09:11:00+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"came in before"}
=> {"ask":"came in before","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:20:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":3,"kind":"access_taken","access_point":"ph-out","credential":"04A1"}}
{"at":"2026-11-22T09:30:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":4,"kind":"access_taken","access_point":"ph-in","credential":"04A1"}}
{"at":"2026-11-22T09:31:00+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"came in meanwhile"}
=> {"ask":"came in meanwhile","class":"not_equivalent","outcome":"step_up","reasons":["entry_unconfirmed"],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:40:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":5,"kind":"tamper_cleared","access_point":"ph-in","door":"ph-door"}}
{"at":"2026-11-22T09:41:00+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"the entry stays what it was"}
=> {"ask":"the entry stays what it was","class":"not_equivalent","outcome":"step_up","reasons":["entry_unconfirmed"],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:50:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":6,"kind":"access_taken","access_point":"ph-out","credential":"04A1"}}
{"at":"2026-11-22T10:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":7,"kind":"access_taken","access_point":"ph-in","credential":"04A1"}}
{"at":"2026-11-22T10:01:00+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"came in after"}
=> {"ask":"came in after","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
