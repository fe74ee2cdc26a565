# A heartbeat names the last number used, so a loss shows without a further event (rule K8). The missing
# message comes without a device time; its number says that it belongs before the heartbeat, and as it was
# only a door, the doubt is over. An acknowledgement does not end a doubt.
facility facilities/dispensing.toml

{"at":"2026-11-22T09:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"access_taken","access_point":"ph-in","credential":"04A1"}}
{"at":"2026-11-22T09:00:30+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"heartbeat"}}
{"at":"2026-11-22T09:00:40+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"nothing missing"}
=> {"ask":"nothing missing","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:01:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":2,"kind":"heartbeat"}}
=> {"finding":"sequence_gap","at":"2026-11-22T09:01:00+09:00","controller":"ctl-1"}
{"at":"2026-11-22T09:01:10+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"missing"}
=> {"ask":"missing","class":"undetermined","outcome":"step_up","reasons":["presence_uncertain"],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:01:15+09:00","acknowledge":{"zone":"dispensing","what":"gap","by":"suzuki"}}
{"at":"2026-11-22T09:01:20+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"acknowledged"}
=> {"ask":"acknowledged","class":"undetermined","outcome":"step_up","reasons":["presence_uncertain"],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:01:25+09:00","event":{"controller":"ctl-1","boot":"b1","seq":2,"kind":"door_closed","door":"ph-door"}}
=> {"readjudicated":"missing","from":"undetermined","to":"zone_equivalent","cause":{"line":8}}
=> {"readjudicated":"acknowledged","from":"undetermined","to":"zone_equivalent","cause":{"line":8}}
{"at":"2026-11-22T09:01:30+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"arrived"}
=> {"ask":"arrived","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
