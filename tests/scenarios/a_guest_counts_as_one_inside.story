# Tanaka has a guest with her when somebody goes out by the button. The guest can have no login of their
# own, but may be the one who left: nobody can say, and both are in doubt (rules X2, I6).
facility facilities/dispensing.toml

{"at":"2026-11-22T09:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"access_taken","access_point":"ph-in","credential":"04A1"}}
{"at":"2026-11-22T09:00:05+09:00","event":{"controller":"ctl-1","boot":"b1","seq":2,"kind":"access_taken","access_point":"ph-in","credential":"04C3"}}
{"at":"2026-11-22T09:10:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":3,"kind":"exit_requested","door":"ph-door"}}
{"at":"2026-11-22T09:10:01+09:00","event":{"controller":"ctl-1","boot":"b1","seq":4,"kind":"door_opened","door":"ph-door"}}
{"at":"2026-11-22T09:10:04+09:00","event":{"controller":"ctl-1","boot":"b1","seq":5,"kind":"door_closed","door":"ph-door"}}
{"at":"2026-11-22T09:11:00+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"tanaka"}
=> {"ask":"tanaka","class":"undetermined","outcome":"step_up","reasons":["presence_uncertain"],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:11:01+09:00","ask":{"terminal":"ph-t01","account":"guest","amr":["pwd"]},"label":"the guest"}
=> {"ask":"the guest","class":"not_equivalent","outcome":"step_up","reasons":["subject_visitor","presence_uncertain"],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
