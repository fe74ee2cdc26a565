# Tanaka works at the terminal and leaves by the reader on the way out. Her session is told to lock, and a
# login from then on does not count (condition C6, rules S3 and T4). Her card was read inside before the
# door moved: until it opens she is still in.
facility facilities/dispensing.toml

{"at":"2026-11-22T09:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"access_taken","access_point":"ph-in","credential":"04A1"}}
{"at":"2026-11-22T09:00:20+09:00","session":{"terminal":"ph-t01","session":"s-1","account":"tanaka","do":"begin"}}
{"at":"2026-11-22T10:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":2,"kind":"access_granted","access_point":"ph-out","credential":"04A1"}}
{"at":"2026-11-22T10:00:01+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"hand on the door"}
=> {"ask":"hand on the door","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T10:00:02+09:00","event":{"controller":"ctl-1","boot":"b1","seq":3,"kind":"door_opened","door":"ph-door"}}
=> {"signal":"lock","at":"2026-11-22T10:00:02+09:00","terminal":"ph-t01","session":"s-1"}
{"at":"2026-11-22T10:00:03+09:00","event":{"controller":"ctl-1","boot":"b1","seq":4,"kind":"access_taken","access_point":"ph-out","credential":"04A1"}}
{"at":"2026-11-22T10:00:04+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"gone"}
=> {"ask":"gone","class":"not_equivalent","outcome":"step_up","reasons":["presence_absent"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
