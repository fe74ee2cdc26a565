# A number later in the sequence is dated half an hour before an earlier one: the controller's clock was set back
# (rule K3). Its device time is ignored, so that her way out does not slip before her way in (rule K4): at
# eleven o'clock she is gone.
facility facilities/dispensing.toml

{"at":"2026-11-22T10:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"access_taken","occurred_at":"2026-11-22T10:00:00+09:00","access_point":"ph-in","credential":"04A1"}}
{"at":"2026-11-22T10:01:00+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"inside"}
=> {"ask":"inside","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T10:30:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":2,"kind":"access_taken","occurred_at":"2026-11-22T09:30:00+09:00","access_point":"ph-out","credential":"04A1"}}
=> {"finding":"clock_untrusted","at":"2026-11-22T10:30:00+09:00","controller":"ctl-1"}
{"at":"2026-11-22T11:00:00+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"gone"}
=> {"ask":"gone","class":"not_equivalent","outcome":"step_up","reasons":["presence_absent"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
