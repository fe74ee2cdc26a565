# While Tanaka is inside a new version of the facility takes effect in which the room is no longer there.
# Her terminal is not known any more, and nothing breaks; a version that cannot be read is refused and the
# one in force stays (rule A6: the answer is that of the configuration in force). In a room that is new,
# or back after a time in which nobody watched it, nobody is known (rule G4).
facility facilities/dispensing.toml

{"at":"2026-11-22T09:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"access_taken","access_point":"ph-in","credential":"04A1"}}
{"at":"2026-11-22T09:01:00+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"old version"}
=> {"ask":"old version","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:10:00+09:00","facility":"facilities/validity.toml"}
{"at":"2026-11-22T09:11:00+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"room gone"}
=> {"ask":"room gone","class":"not_equivalent","outcome":"step_up","reasons":["terminal_unknown"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:11:01+09:00","ask":{"terminal":"t-1","account":"tanaka","amr":["pwd"]},"label":"another room"}
=> {"ask":"another room","class":"undetermined","outcome":"step_up","reasons":["presence_unknown"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:12:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":2,"kind":"access_taken","access_point":"ph-out","credential":"04A1"}}
=> {"refused":6,"why":"unknown_point","detail":"the facility has no access_point \"ph-out\"; correct it, or add it to the facility file"}
{"at":"2026-11-22T09:20:00+09:00","facility":"facilities/dispensing.toml"}
{"at":"2026-11-22T09:21:00+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"room back"}
=> {"ask":"room back","class":"undetermined","outcome":"step_up","reasons":["presence_unknown"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
