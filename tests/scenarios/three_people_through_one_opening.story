# While the door stands open each card counts for its own holder (rule P4), and nobody's factors serve
# another (rule F7): Tanaka's entry with her card says nothing for Suzuki, who only walked along.
facility facilities/dispensing.toml

{"at":"2026-11-22T09:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"access_granted","access_point":"ph-in","credential":"04A1"}}
{"at":"2026-11-22T09:00:01+09:00","event":{"controller":"ctl-1","boot":"b1","seq":2,"kind":"door_opened","door":"ph-door"}}
{"at":"2026-11-22T09:00:02+09:00","event":{"controller":"ctl-1","boot":"b1","seq":3,"kind":"access_granted","access_point":"ph-in","credential":"04C3"}}
{"at":"2026-11-22T09:00:03+09:00","event":{"controller":"ctl-1","boot":"b1","seq":4,"kind":"door_closed","door":"ph-door"}}
{"at":"2026-11-22T09:01:00+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"tanaka"}
=> {"ask":"tanaka","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:01:01+09:00","ask":{"terminal":"ph-t01","account":"guest","amr":["pwd"]},"label":"guest"}
=> {"ask":"guest","class":"not_equivalent","outcome":"step_up","reasons":["subject_visitor"],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:01:02+09:00","ask":{"terminal":"ph-t01","account":"suzuki","amr":["pwd"]},"label":"suzuki"}
=> {"ask":"suzuki","class":"not_equivalent","outcome":"step_up","reasons":["not_designated","presence_absent"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
