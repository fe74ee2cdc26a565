# The controller's clock is thirty and a bit seconds ahead: its device time is ignored and the entry is
# undetermined, because nobody knows when it was (rule K3). So is an entry dated before 2020. What the
# clock says after it was set right counts again.
facility facilities/dispensing.toml

{"at":"2026-11-22T09:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"access_taken","access_point":"ph-in","credential":"04A1","occurred_at":"2026-11-22T09:00:30.001+09:00","sent_at":"2026-11-22T09:00:30.001+09:00"}}
=> {"finding":"clock_untrusted","at":"2026-11-22T09:00:00+09:00","controller":"ctl-1"}
{"at":"2026-11-22T09:00:01+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"untrusted"}
=> {"ask":"untrusted","class":"undetermined","outcome":"step_up","reasons":["clock_untrusted"],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T10:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":2,"kind":"access_taken","access_point":"ph-out","credential":"04A1","occurred_at":"2026-11-22T10:00:00+09:00","sent_at":"2026-11-22T10:00:00+09:00"}}
{"at":"2026-11-22T10:01:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":3,"kind":"access_taken","access_point":"ph-in","credential":"04A1","occurred_at":"2026-11-22T10:01:00+09:00","sent_at":"2026-11-22T10:01:00+09:00"}}
{"at":"2026-11-22T10:02:00+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"set right"}
=> {"ask":"set right","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T10:10:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":4,"kind":"access_taken","access_point":"ph-out","credential":"04A1","occurred_at":"1970-01-01T00:00:00+09:00"}}
=> {"finding":"clock_untrusted","at":"2026-11-22T10:10:00+09:00","controller":"ctl-1"}
{"at":"2026-11-22T10:11:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":5,"kind":"access_taken","access_point":"ph-in","credential":"04A1","occurred_at":"1970-01-01T00:01:00+09:00"}}
{"at":"2026-11-22T10:12:00+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"reset"}
=> {"ask":"reset","class":"undetermined","outcome":"step_up","reasons":["clock_untrusted"],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
