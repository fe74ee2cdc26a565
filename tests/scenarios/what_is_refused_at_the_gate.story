# A message that lacks what it needs, names what does not exist, or speaks for another is refused with its
# reason and changes nothing (rule P6: never infer success). The next right message is taken as if nothing
# had been.
facility facilities/dispensing.toml

{"at":"2026-11-22T09:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"access_taken","access_point":"ph-nowhere","credential":"04A1"}}
=> {"refused":1,"why":"unknown_point","detail":"the facility has no access_point \"ph-nowhere\"; correct it, or add it to the facility file"}
{"at":"2026-11-22T09:00:02+09:00","event":{"controller":"ctl-9","boot":"b1","seq":1,"kind":"access_taken","access_point":"ph-in","credential":"04A1"}}
=> {"refused":2,"why":"unknown_controller","detail":"the facility has no controller \"ctl-9\"; correct it, or add it to the facility file"}
{"at":"2026-11-22T09:00:03+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"access","access_point":"ph-in","credential":"04A1"}}
=> {"refused":3,"why":"unknown_kind","detail":"kind must be one of profile zonefactor, such as access_taken; it is \"access\""}
{"at":"2026-11-22T09:00:04+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"nothing happened"}
=> {"ask":"nothing happened","class":"not_equivalent","outcome":"step_up","reasons":["presence_absent"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:00:05+09:00","acknowledge":{"zone":"cellar","what":"breach","by":"suzuki"}}
=> {"refused":5,"why":"acknowledge.zone is no zone of the facility"}
{"at":"2026-11-22T09:00:06+09:00","change":{"credential":"card-none","state":"lost"}}
=> {"refused":6,"why":"change.credential is no credential of the facility"}
{"at":"2026-11-22T09:00:01+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]}}
=> {"refused":7,"why":"`at` is earlier than the line above"}
not a line
=> {"refused":8,"why":"not a JSON object"}
{"at":"2026-11-22T09:00:07+09:00","start":"unknown"}
=> {"refused":9,"why":"`start` must be the first line"}
{"at":"2026-11-22T09:00:08+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"access_taken","access_point":"ph-in","credential":"04A1"}}
{"at":"2026-11-22T09:00:09+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"taken"}
=> {"ask":"taken","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
