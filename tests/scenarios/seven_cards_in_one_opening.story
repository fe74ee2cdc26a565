# Six cards in one opening are believed; the seventh stands as permission only (rule P4): a door held open
# for a crowd proves little of the last ones. Here the same visitor and Suzuki come and go until the
# seventh, who is Tanaka.
facility facilities/dispensing.toml

{"at":"2026-11-22T09:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"access_granted","access_point":"ph-in","credential":"04B2"}}
{"at":"2026-11-22T09:00:01+09:00","event":{"controller":"ctl-1","boot":"b1","seq":2,"kind":"door_opened","door":"ph-door"}}
{"at":"2026-11-22T09:00:02+09:00","event":{"controller":"ctl-1","boot":"b1","seq":3,"kind":"access_granted","access_point":"ph-out","credential":"04B2"}}
{"at":"2026-11-22T09:00:03+09:00","event":{"controller":"ctl-1","boot":"b1","seq":4,"kind":"access_granted","access_point":"ph-in","credential":"04C3"}}
{"at":"2026-11-22T09:00:04+09:00","event":{"controller":"ctl-1","boot":"b1","seq":5,"kind":"access_granted","access_point":"ph-out","credential":"04C3"}}
{"at":"2026-11-22T09:00:05+09:00","event":{"controller":"ctl-1","boot":"b1","seq":6,"kind":"access_granted","access_point":"ph-in","credential":"04B2"}}
{"at":"2026-11-22T09:00:06+09:00","event":{"controller":"ctl-1","boot":"b1","seq":7,"kind":"access_granted","access_point":"ph-in","credential":"04C3"}}
{"at":"2026-11-22T09:00:07+09:00","event":{"controller":"ctl-1","boot":"b1","seq":8,"kind":"access_granted","access_point":"ph-in","credential":"04A1"}}
{"at":"2026-11-22T09:00:08+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"the seventh"}
=> {"ask":"the seventh","class":"not_equivalent","outcome":"step_up","reasons":["entry_unconfirmed"],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:00:09+09:00","ask":{"terminal":"ph-t01","account":"guest","amr":["pwd"]},"label":"the sixth"}
=> {"ask":"the sixth","class":"not_equivalent","outcome":"step_up","reasons":["subject_visitor"],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
