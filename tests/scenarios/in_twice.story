# Tanaka comes in while she is in: somebody held the door when she left. The second entry is the one that
# counts from now on, and the missed exit is noticed (rule S2).
facility facilities/dispensing.toml

{"at":"2026-11-22T09:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"access_taken","access_point":"ph-in","credential":"04A1"}}
{"at":"2026-11-22T12:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":2,"kind":"access_taken","access_point":"ph-in","credential":"04A1"}}
=> {"finding":"missed_exit","at":"2026-11-22T12:00:00+09:00","person":"tanaka","zone":"dispensing"}
{"at":"2026-11-22T12:01:00+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"second"}
=> {"ask":"second","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
