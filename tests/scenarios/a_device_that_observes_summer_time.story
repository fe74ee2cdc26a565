# The controller came from a country with summer time. As long as it says so in the offset, an instant is
# an instant. When it turns its clock by an hour and keeps the offset, its time is an hour wrong: its
# clock is not believed, and entries through it are undetermined until it is right again (rules K2, K3).
facility facilities/dispensing.toml

{"at":"2026-11-22T09:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"access_taken","access_point":"ph-in","credential":"04A1","occurred_at":"2026-11-22T10:00:00+10:00","sent_at":"2026-11-22T10:00:00+10:00"}}
{"at":"2026-11-22T09:01:00+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"summer time that says so"}
=> {"ask":"summer time that says so","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T10:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":2,"kind":"access_taken","access_point":"ph-out","credential":"04A1","occurred_at":"2026-11-22T11:00:00+10:00","sent_at":"2026-11-22T11:00:00+10:00"}}
{"at":"2026-11-22T10:01:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":3,"kind":"door_closed","door":"ph-door","occurred_at":"2026-11-22T11:01:00+09:00","sent_at":"2026-11-22T11:01:00+09:00"}}
=> {"finding":"clock_untrusted","at":"2026-11-22T10:01:00+09:00","controller":"ctl-1"}
{"at":"2026-11-22T10:02:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":4,"kind":"door_closed","door":"ph-door","occurred_at":"2026-11-22T11:02:00+09:00","sent_at":"2026-11-22T11:02:00+09:00"}}
{"at":"2026-11-22T10:03:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":5,"kind":"door_closed","door":"ph-door","occurred_at":"2026-11-22T11:03:00+09:00","sent_at":"2026-11-22T11:03:00+09:00"}}
{"at":"2026-11-22T10:04:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":6,"kind":"door_closed","door":"ph-door","occurred_at":"2026-11-22T11:04:00+09:00","sent_at":"2026-11-22T11:04:00+09:00"}}
{"at":"2026-11-22T10:05:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":7,"kind":"door_closed","door":"ph-door","occurred_at":"2026-11-22T11:05:00+09:00","sent_at":"2026-11-22T11:05:00+09:00"}}
{"at":"2026-11-22T10:06:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":8,"kind":"door_closed","door":"ph-door","occurred_at":"2026-11-22T11:06:00+09:00","sent_at":"2026-11-22T11:06:00+09:00"}}
{"at":"2026-11-22T10:07:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":9,"kind":"door_closed","door":"ph-door","occurred_at":"2026-11-22T11:07:00+09:00","sent_at":"2026-11-22T11:07:00+09:00"}}
{"at":"2026-11-22T10:08:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":10,"kind":"door_closed","door":"ph-door","occurred_at":"2026-11-22T11:08:00+09:00","sent_at":"2026-11-22T11:08:00+09:00"}}
{"at":"2026-11-22T10:10:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":11,"kind":"access_taken","access_point":"ph-in","credential":"04A1","occurred_at":"2026-11-22T11:10:00+09:00","sent_at":"2026-11-22T11:10:00+09:00"}}
{"at":"2026-11-22T10:11:00+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"an hour ahead"}
=> {"ask":"an hour ahead","class":"undetermined","outcome":"step_up","reasons":["clock_untrusted"],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T10:20:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":12,"kind":"access_taken","access_point":"ph-out","credential":"04A1","occurred_at":"2026-11-22T10:20:00+09:00","sent_at":"2026-11-22T10:20:00+09:00"}}
{"at":"2026-11-22T10:30:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":13,"kind":"access_taken","access_point":"ph-in","credential":"04A1","occurred_at":"2026-11-22T10:30:00+09:00","sent_at":"2026-11-22T10:30:00+09:00"}}
{"at":"2026-11-22T10:31:00+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"set right"}
=> {"ask":"set right","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
