# Suzuki and Tanaka follow each other in; only Tanaka shows her card on leaving, and the book thought her
# absent: so she had come in unseen (rule S5). Her refused login of the time is judged again: it could not
# be known.
facility facilities/dispensing.toml

{"at":"2026-11-22T09:00:00+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"inside unseen"}
=> {"ask":"inside unseen","class":"not_equivalent","outcome":"step_up","reasons":["presence_absent"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:30:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"access_taken","access_point":"ph-out","credential":"04A1"}}
=> {"finding":"missed_entry","at":"2026-11-22T09:30:00+09:00","person":"tanaka","zone":"dispensing"}
=> {"readjudicated":"inside unseen","from":"not_equivalent","to":"undetermined","cause":{"line":2}}
{"at":"2026-11-22T09:31:00+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"outside"}
=> {"ask":"outside","class":"not_equivalent","outcome":"step_up","reasons":["presence_absent"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T10:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":2,"kind":"access_taken","access_point":"ph-in","credential":"04A1"}}
{"at":"2026-11-22T11:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":3,"kind":"access_taken","access_point":"ph-out","credential":"04A1"}}
{"at":"2026-11-22T11:10:00+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"outside again"}
=> {"ask":"outside again","class":"not_equivalent","outcome":"step_up","reasons":["presence_absent"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T11:30:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":4,"kind":"access_taken","access_point":"ph-out","credential":"04A1"}}
=> {"finding":"missed_entry","at":"2026-11-22T11:30:00+09:00","person":"tanaka","zone":"dispensing"}
=> {"readjudicated":"outside again","from":"not_equivalent","to":"undetermined","cause":{"line":7}}
