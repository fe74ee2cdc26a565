# The door opened in time and the message came five seconds later, within the delivery delay: it counts.
# One that came still later finds the entry cancelled and makes it good again; the login in between is
# judged again (rules P1, K6).
facility facilities/dispensing.toml

{"at":"2026-11-22T09:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"access_granted","access_point":"ph-in","credential":"04A1","occurred_at":"2026-11-22T09:00:00+09:00"}}
{"at":"2026-11-22T09:00:14+09:00","event":{"controller":"ctl-1","boot":"b1","seq":2,"kind":"door_opened","door":"ph-door","occurred_at":"2026-11-22T09:00:09+09:00"}}
{"at":"2026-11-22T09:00:20+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"in time"}
=> {"ask":"in time","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:00:21+09:00","event":{"controller":"ctl-1","boot":"b1","seq":3,"kind":"door_closed","door":"ph-door","occurred_at":"2026-11-22T09:00:20+09:00"}}
{"at":"2026-11-22T10:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":4,"kind":"access_taken","access_point":"ph-out","credential":"04A1","occurred_at":"2026-11-22T10:00:00+09:00"}}
{"at":"2026-11-22T10:00:03+09:00","event":{"controller":"ctl-1","boot":"b1","seq":5,"kind":"door_closed","door":"ph-door","occurred_at":"2026-11-22T10:00:03+09:00"}}
{"at":"2026-11-22T11:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":6,"kind":"access_granted","access_point":"ph-in","credential":"04A1","occurred_at":"2026-11-22T11:00:00+09:00"}}
{"at":"2026-11-22T11:00:20+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"too early told"}
=> {"ask":"too early told","class":"not_equivalent","outcome":"step_up","reasons":["presence_absent"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T11:00:30+09:00","event":{"controller":"ctl-1","boot":"b1","seq":7,"kind":"door_opened","door":"ph-door","occurred_at":"2026-11-22T11:00:05+09:00"}}
=> {"readjudicated":"too early told","from":"not_equivalent","to":"zone_equivalent","cause":{"line":9}}
{"at":"2026-11-22T11:00:40+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"known now"}
=> {"ask":"known now","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
