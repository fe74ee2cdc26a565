# The network repeats: the same number with the same content is one event, also with a new time of sending,
# and nothing is said (rule K7). The same number with another content is refused, and since a forged number
# would silence a real exit, everybody in the controller's zones is in doubt until affirmed.
facility facilities/dispensing.toml

{"at":"2026-11-22T09:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"access_taken","access_point":"ph-in","credential":"04A1","occurred_at":"2026-11-22T09:00:00+09:00","sent_at":"2026-11-22T09:00:00+09:00"}}
{"at":"2026-11-22T09:00:01+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"access_taken","access_point":"ph-in","credential":"04A1","occurred_at":"2026-11-22T09:00:00+09:00","sent_at":"2026-11-22T09:00:01+09:00"}}
{"at":"2026-11-22T09:01:00+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"once"}
=> {"ask":"once","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:02:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"access_taken","access_point":"ph-out","credential":"04A1"}}
=> {"refused":4,"why":"equivocation","detail":"seq 1 of boot \"b1\" was used before with other content; a number stands for one event, and a restart brings a new boot"}
=> {"finding":"equivocation","at":"2026-11-22T09:02:00+09:00","controller":"ctl-1"}
{"at":"2026-11-22T09:03:00+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"in doubt"}
=> {"ask":"in doubt","class":"undetermined","outcome":"step_up","reasons":["presence_uncertain"],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:04:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":2,"kind":"credential_read","access_point":"ph-desk","credential":"04A1"}}
{"at":"2026-11-22T09:05:00+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"affirmed"}
=> {"ask":"affirmed","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
