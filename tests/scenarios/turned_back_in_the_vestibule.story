# Tanaka passes the first door and does not go on: the permission at the second one runs out unused, and
# she was never in the laboratory (rules S10, P1).
facility facilities/annex.toml

{"at":"2026-11-22T09:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"access_taken","access_point":"in-first","credential":"04A1"}}
{"at":"2026-11-22T09:00:20+09:00","event":{"controller":"ctl-1","boot":"b1","seq":2,"kind":"access_granted","access_point":"in-second","credential":"04A1"}}
{"at":"2026-11-22T09:00:35+09:00","ask":{"terminal":"t-lab","account":"tanaka","amr":["pwd"]},"label":"not gone on"}
=> {"ask":"not gone on","class":"not_equivalent","outcome":"step_up","reasons":["presence_absent"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:01:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":3,"kind":"access_taken","access_point":"out-first","credential":"04A1"}}
{"at":"2026-11-22T09:01:10+09:00","ask":{"terminal":"t-lab","account":"tanaka","amr":["pwd"]},"label":"gone"}
=> {"ask":"gone","class":"not_equivalent","outcome":"step_up","reasons":["presence_absent"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
