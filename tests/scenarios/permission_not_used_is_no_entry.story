# Tanaka shows her card, is called away and never opens the door. Permission is not passage: once the door
# has had its ten seconds, and the network its five, she counts as outside (rule P1) and was never
# identified at an entry (condition C3).
facility facilities/dispensing.toml

{"at":"2026-11-22T09:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"access_granted","access_point":"ph-in","credential":"04A1"}}
{"at":"2026-11-22T09:00:14.999+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"a moment before"}
=> {"ask":"a moment before","class":"undetermined","outcome":"step_up","reasons":["entry_pending"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:00:15.001+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"a moment after"}
=> {"ask":"a moment after","class":"not_equivalent","outcome":"step_up","reasons":["presence_absent"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
