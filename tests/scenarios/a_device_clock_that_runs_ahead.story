# Device time is corrected by the controller's own offset and never lies after its recording (rule K2). A
# clock half a minute off is believed; one that is further off is not, and an entry through it stays
# undetermined (rule K3).
facility facilities/dispensing.toml

{"at":"2026-11-22T09:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"access_taken","access_point":"ph-in","credential":"04A1","occurred_at":"2026-11-22T09:00:30+09:00","sent_at":"2026-11-22T09:00:30+09:00"}}
{"at":"2026-11-22T09:00:01+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"thirty seconds"}
=> {"ask":"thirty seconds","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T10:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":2,"kind":"access_taken","access_point":"ph-out","credential":"04A1"}}
{"at":"2026-11-22T11:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":3,"kind":"access_taken","access_point":"ph-in","credential":"04A1","occurred_at":"2026-11-22T11:00:30+09:00","sent_at":"2026-11-22T11:00:30+09:00"}}
