# The entry was made while the controller's clock stood in 1970, and nobody knows when it was. A card at
# the desk shows that Tanaka is here, not when she came in: the entry stays undetermined until she comes
# in anew (rules K3, X3).
facility facilities/dispensing.toml

{"at":"2026-11-22T09:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"access_taken","access_point":"ph-in","credential":"04A1","occurred_at":"1970-01-01T00:00:00+09:00"}}
=> {"finding":"clock_untrusted","at":"2026-11-22T09:00:00+09:00","controller":"ctl-1"}
{"at":"2026-11-22T09:05:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":2,"kind":"credential_read","access_point":"ph-desk","credential":"04A1","occurred_at":"2026-11-22T09:05:00+09:00","sent_at":"2026-11-22T09:05:00+09:00"}}
{"at":"2026-11-22T09:06:00+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"at the desk"}
=> {"ask":"at the desk","class":"undetermined","outcome":"step_up","reasons":["clock_untrusted"],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:10:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":3,"kind":"access_taken","access_point":"ph-out","credential":"04A1","occurred_at":"2026-11-22T09:10:00+09:00","sent_at":"2026-11-22T09:10:00+09:00"}}
{"at":"2026-11-22T09:11:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":4,"kind":"access_taken","access_point":"ph-in","credential":"04A1","occurred_at":"2026-11-22T09:11:00+09:00","sent_at":"2026-11-22T09:11:00+09:00"}}
{"at":"2026-11-22T09:12:00+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"in anew"}
=> {"ask":"in anew","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
