# A blocked door is a locked one. A door that stands unlocked, for the morning's deliveries, opens the
# room to everybody: new logins fail, but not those that rest on an entry from before (rule Z5).
facility facilities/dispensing.toml

{"at":"2026-11-22T09:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"access_taken","access_point":"ph-in","credential":"04A1"}}
{"at":"2026-11-22T09:05:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":2,"kind":"door_mode","door":"ph-door","mode":"blocked"}}
{"at":"2026-11-22T09:06:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":3,"kind":"access_taken","access_point":"ph-in","credential":"04C3"}}
{"at":"2026-11-22T09:07:00+09:00","ask":{"terminal":"ph-t01","account":"guest","amr":["pwd"]},"label":"while it is blocked"}
=> {"ask":"while it is blocked","class":"not_equivalent","outcome":"step_up","reasons":["subject_visitor"],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:10:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":4,"kind":"door_mode","door":"ph-door","mode":"locked_open"}}
{"at":"2026-11-22T09:11:00+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"came in before"}
=> {"ask":"came in before","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:12:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":5,"kind":"access_taken","access_point":"ph-out","credential":"04A1"}}
{"at":"2026-11-22T09:13:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":6,"kind":"access_taken","access_point":"ph-in","credential":"04A1"}}
{"at":"2026-11-22T09:14:00+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"came in while it stood open"}
=> {"ask":"came in while it stood open","class":"not_equivalent","outcome":"step_up","reasons":["zone_open","entry_anonymous"],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
