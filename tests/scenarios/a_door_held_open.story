# A door may stand open for a minute; then it is held, which is told once (rule Z4). Who is inside keeps
# what she had. Who comes in by it meanwhile has permission only, also when the passage was seen, and too
# little for this room (rules Z4, P2).
facility facilities/dispensing.toml

{"at":"2026-11-22T09:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"access_granted","access_point":"ph-in","credential":"04A1"}}
{"at":"2026-11-22T09:00:02+09:00","event":{"controller":"ctl-1","boot":"b1","seq":2,"kind":"door_opened","door":"ph-door"}}
{"at":"2026-11-22T09:01:01.999+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"open for less than a minute"}
=> {"ask":"open for less than a minute","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:01:02.001+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"held, and she was inside before"}
=> {"finding":"door_held","at":"2026-11-22T09:01:02+09:00","door":"ph-door"}
=> {"ask":"held, and she was inside before","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:02:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":3,"kind":"access_taken","access_point":"ph-in","credential":"04C3"}}
{"at":"2026-11-22T09:02:10+09:00","ask":{"terminal":"ph-t01","account":"guest","amr":["pwd"]},"label":"came in by the held door"}
=> {"ask":"came in by the held door","class":"not_equivalent","outcome":"step_up","reasons":["entry_unconfirmed","subject_visitor"],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:03:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":4,"kind":"door_closed","door":"ph-door"}}
{"at":"2026-11-22T09:03:30+09:00","event":{"controller":"ctl-1","boot":"b1","seq":5,"kind":"access_taken","access_point":"ph-out","credential":"04C3"}}
{"at":"2026-11-22T09:04:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":6,"kind":"access_taken","access_point":"ph-in","credential":"04C3"}}
{"at":"2026-11-22T09:04:10+09:00","ask":{"terminal":"ph-t01","account":"guest","amr":["pwd"]},"label":"came in after"}
=> {"ask":"came in after","class":"not_equivalent","outcome":"step_up","reasons":["subject_visitor"],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
