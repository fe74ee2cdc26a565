# A technician works at the door and holds Tanaka's card to the reader, again and again. While the door is
# in maintenance that is no entry (rule P8), and the door counts as unlocked (rule Z5). When it is locked
# again the next card is an entry as ever.
facility facilities/dispensing.toml

{"at":"2026-11-22T09:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"door_mode","door":"ph-door","mode":"maintenance"}}
{"at":"2026-11-22T09:01:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":2,"kind":"access_granted","access_point":"ph-in","credential":"04A1"}}
{"at":"2026-11-22T09:01:02+09:00","event":{"controller":"ctl-1","boot":"b1","seq":3,"kind":"door_opened","door":"ph-door"}}
{"at":"2026-11-22T09:01:05+09:00","event":{"controller":"ctl-1","boot":"b1","seq":4,"kind":"access_taken","access_point":"ph-in","credential":"04A1"}}
{"at":"2026-11-22T09:01:10+09:00","event":{"controller":"ctl-1","boot":"b1","seq":5,"kind":"door_closed","door":"ph-door"}}
{"at":"2026-11-22T09:02:00+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"during the work"}
=> {"ask":"during the work","class":"not_equivalent","outcome":"step_up","reasons":["zone_open","presence_absent"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:30:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":6,"kind":"door_mode","door":"ph-door","mode":"locked"}}
{"at":"2026-11-22T09:31:00+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"after the work"}
=> {"ask":"after the work","class":"not_equivalent","outcome":"step_up","reasons":["presence_absent"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:40:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":7,"kind":"access_taken","access_point":"ph-in","credential":"04A1"}}
{"at":"2026-11-22T09:41:00+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"a real entry"}
=> {"ask":"a real entry","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
