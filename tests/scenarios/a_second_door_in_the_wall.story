# A second door was built into the wall and the new version of the facility takes effect. Through that
# door people may have come and gone while nobody watched it: everybody in the room is unknown until they
# come in anew (rule G4). A version with the same walls changes nothing.
facility facilities/dispensing.toml

{"at":"2026-11-22T09:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"access_taken","access_point":"ph-in","credential":"04A1"}}
{"at":"2026-11-22T09:10:00+09:00","facility":"facilities/dispensing.toml"}
{"at":"2026-11-22T09:11:00+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"the same walls"}
=> {"ask":"the same walls","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:20:00+09:00","facility":"facilities/dispensing_second_door.toml"}
{"at":"2026-11-22T09:21:00+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"a second door"}
=> {"ask":"a second door","class":"undetermined","outcome":"step_up","reasons":["presence_unknown"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:30:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":2,"kind":"access_taken","access_point":"ph-side-in","credential":"04A1"}}
{"at":"2026-11-22T09:31:00+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"in by the second door"}
=> {"ask":"in by the second door","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
