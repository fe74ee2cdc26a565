# While the door is unlocked by its mode anybody may walk in: new logins fail, unless they rest on an entry
# from before (rule Z5). A read meanwhile says that somebody with this card came, and identifies no entry,
# also when the door is locked again: only a new entry does.
facility facilities/dispensing.toml

{"at":"2026-11-22T09:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"access_taken","access_point":"ph-in","credential":"04A1"}}
{"at":"2026-11-22T09:10:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":2,"kind":"door_mode","door":"ph-door","mode":"unlocked"}}
{"at":"2026-11-22T09:11:00+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"from before"}
=> {"ask":"from before","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:12:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":3,"kind":"access_taken","access_point":"ph-in","credential":"04C3"}}
{"at":"2026-11-22T09:13:00+09:00","ask":{"terminal":"ph-t01","account":"guest","amr":["pwd"]},"label":"in the open"}
=> {"ask":"in the open","class":"not_equivalent","outcome":"step_up","reasons":["zone_open","entry_anonymous","subject_visitor"],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:20:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":4,"kind":"door_mode","door":"ph-door","mode":"locked"}}
{"at":"2026-11-22T09:21:00+09:00","ask":{"terminal":"ph-t01","account":"guest","amr":["pwd"]},"label":"locked again"}
=> {"ask":"locked again","class":"not_equivalent","outcome":"step_up","reasons":["entry_anonymous","subject_visitor"],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:30:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":5,"kind":"access_taken","access_point":"ph-out","credential":"04C3"}}
{"at":"2026-11-22T09:31:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":6,"kind":"access_taken","access_point":"ph-in","credential":"04C3"}}
{"at":"2026-11-22T09:32:00+09:00","ask":{"terminal":"ph-t01","account":"guest","amr":["pwd"]},"label":"a new entry"}
=> {"ask":"a new entry","class":"not_equivalent","outcome":"step_up","reasons":["subject_visitor"],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:40:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":7,"kind":"door_mode","door":"ph-door","mode":"blocked"}}
{"at":"2026-11-22T09:41:00+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"blocked is locked"}
=> {"ask":"blocked is locked","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
