# She shows her card at the reader on the way out and stays: the door never opens. The permission to leave
# runs out unused and she is as present as before; her session was never locked (rules P1, S3).
facility facilities/dispensing.toml

{"at":"2026-11-22T09:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"access_taken","access_point":"ph-in","credential":"04A1"}}
{"at":"2026-11-22T09:01:00+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"],"session":"s-1"},"label":"before"}
=> {"ask":"before","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:01:01+09:00","session":{"terminal":"ph-t01","session":"s-1","account":"tanaka","do":"begin"}}
{"at":"2026-11-22T09:10:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":2,"kind":"access_granted","access_point":"ph-out","credential":"04A1"}}
{"at":"2026-11-22T09:10:05+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"on her way out?"}
=> {"ask":"on her way out?","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:10:15+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"she stayed"}
=> {"ask":"she stayed","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
