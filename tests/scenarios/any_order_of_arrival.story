# Morning, told backwards: the network delivers the return first, then the exit, then the first entry.
# What is known at the end is what happened, not what came last (rule K4).
facility facilities/dispensing.toml

{"at":"2026-11-22T10:30:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":3,"kind":"access_taken","access_point":"ph-out","credential":"04A1","occurred_at":"2026-11-22T10:20:00+09:00"}}
=> {"finding":"missed_entry","at":"2026-11-22T10:30:00+09:00","person":"tanaka","zone":"dispensing"}
{"at":"2026-11-22T10:30:01+09:00","event":{"controller":"ctl-1","boot":"b1","seq":2,"kind":"access_taken","access_point":"ph-in","credential":"04A1","occurred_at":"2026-11-22T10:10:00+09:00"}}
{"at":"2026-11-22T10:30:02+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"access_taken","access_point":"ph-out","credential":"04A1","occurred_at":"2026-11-22T10:00:00+09:00"}}
=> {"finding":"missed_entry","at":"2026-11-22T10:30:02+09:00","person":"tanaka","zone":"dispensing"}
{"at":"2026-11-22T10:31:00+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"left last"}
=> {"ask":"left last","class":"not_equivalent","outcome":"step_up","reasons":["presence_absent"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T10:32:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":5,"kind":"access_taken","access_point":"ph-out","credential":"04A1","occurred_at":"2026-11-22T10:31:20+09:00"}}
=> {"finding":"missed_entry","at":"2026-11-22T10:32:00+09:00","person":"tanaka","zone":"dispensing"}
=> {"finding":"sequence_gap","at":"2026-11-22T10:32:00+09:00","controller":"ctl-1"}
=> {"readjudicated":"left last","from":"not_equivalent","to":"undetermined","cause":{"line":5}}
{"at":"2026-11-22T10:32:01+09:00","event":{"controller":"ctl-1","boot":"b1","seq":6,"kind":"access_taken","access_point":"ph-in","credential":"04A1","occurred_at":"2026-11-22T10:31:40+09:00"}}
{"at":"2026-11-22T10:32:02+09:00","event":{"controller":"ctl-1","boot":"b1","seq":4,"kind":"access_taken","access_point":"ph-in","credential":"04A1","occurred_at":"2026-11-22T10:31:10+09:00"}}
{"at":"2026-11-22T10:33:00+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"came in last"}
=> {"ask":"came in last","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
