# Somebody's message was lost, so nobody can say whether Tanaka is still inside: undetermined. But her
# tablet is portable, and that is known: then it is not equivalent, whatever the doubt (rules A4, T2). The
# line that says zone_equivalent is reached only without any reason (rule A5).
facility facilities/dispensing.toml

{"at":"2026-11-22T09:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"access_taken","access_point":"ph-in","credential":"04A1"}}
{"at":"2026-11-22T09:05:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":3,"kind":"door_closed","door":"ph-door"}}
=> {"finding":"sequence_gap","at":"2026-11-22T09:05:00+09:00","controller":"ctl-1"}
{"at":"2026-11-22T09:06:00+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"doubt"}
=> {"ask":"doubt","class":"undetermined","outcome":"step_up","reasons":["presence_uncertain"],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:06:01+09:00","ask":{"terminal":"ph-tablet","account":"tanaka","amr":["pwd"]},"label":"doubt and failure"}
=> {"ask":"doubt and failure","class":"not_equivalent","outcome":"step_up","reasons":["terminal_portable","presence_uncertain"],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
