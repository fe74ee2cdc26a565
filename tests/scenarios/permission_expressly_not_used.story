# The controller says that Tanaka did not go in: at once she counts as outside (rule P1). A refusal at the
# door while she is inside means that she stands outside: she left unseen (rules P5, S4).
facility facilities/dispensing.toml

{"at":"2026-11-22T09:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"access_granted","access_point":"ph-in","credential":"04A1"}}
{"at":"2026-11-22T09:00:03+09:00","event":{"controller":"ctl-1","boot":"b1","seq":2,"kind":"access_not_taken","access_point":"ph-in","credential":"04A1"}}
{"at":"2026-11-22T09:00:04+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"not taken"}
=> {"ask":"not taken","class":"not_equivalent","outcome":"step_up","reasons":["presence_absent"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:10:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":3,"kind":"access_taken","access_point":"ph-in","credential":"04A1"}}
{"at":"2026-11-22T09:10:30+09:00","session":{"terminal":"ph-t01","session":"s-1","account":"tanaka","do":"begin"}}
{"at":"2026-11-22T10:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":4,"kind":"access_denied","access_point":"ph-in","credential":"04A1"}}
=> {"finding":"missed_exit","at":"2026-11-22T10:00:00+09:00","person":"tanaka","zone":"dispensing"}
=> {"signal":"lock","at":"2026-11-22T10:00:00+09:00","terminal":"ph-t01","session":"s-1"}
{"at":"2026-11-22T10:00:01+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"denied outside"}
=> {"ask":"denied outside","class":"not_equivalent","outcome":"step_up","reasons":["presence_absent"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
