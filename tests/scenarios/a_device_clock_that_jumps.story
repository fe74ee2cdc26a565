# The controller's clock agrees with ours, then jumps ten seconds ahead: nobody knows any more when its events
# happened, and an entry told now is undetermined (rule K3), although ten seconds alone would be no reason to
# doubt it. After eight messages that agree with each other the difference is known and the clock is believed
# again; the entry made in between stays as it is. Five seconds would have been no jump.
facility facilities/dispensing.toml

{"at":"2026-11-22T09:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"door_closed","occurred_at":"2026-11-22T09:00:00+09:00","sent_at":"2026-11-22T09:00:00+09:00","door":"ph-door"}}
{"at":"2026-11-22T09:01:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":2,"kind":"door_closed","occurred_at":"2026-11-22T09:01:05+09:00","sent_at":"2026-11-22T09:01:05+09:00","door":"ph-door"}}
{"at":"2026-11-22T09:10:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":3,"kind":"access_taken","occurred_at":"2026-11-22T09:10:10+09:00","sent_at":"2026-11-22T09:10:10+09:00","access_point":"ph-in","credential":"04A1"}}
=> {"finding":"clock_untrusted","at":"2026-11-22T09:10:00+09:00","controller":"ctl-1"}
{"at":"2026-11-22T09:10:20+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"after the jump"}
=> {"ask":"after the jump","class":"undetermined","outcome":"step_up","reasons":["clock_untrusted"],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:11:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":4,"kind":"door_closed","occurred_at":"2026-11-22T09:11:10+09:00","sent_at":"2026-11-22T09:11:10+09:00","door":"ph-door"}}
{"at":"2026-11-22T09:12:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":5,"kind":"door_closed","occurred_at":"2026-11-22T09:12:10+09:00","sent_at":"2026-11-22T09:12:10+09:00","door":"ph-door"}}
{"at":"2026-11-22T09:13:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":6,"kind":"door_closed","occurred_at":"2026-11-22T09:13:10+09:00","sent_at":"2026-11-22T09:13:10+09:00","door":"ph-door"}}
{"at":"2026-11-22T09:14:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":7,"kind":"door_closed","occurred_at":"2026-11-22T09:14:10+09:00","sent_at":"2026-11-22T09:14:10+09:00","door":"ph-door"}}
{"at":"2026-11-22T09:15:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":8,"kind":"door_closed","occurred_at":"2026-11-22T09:15:10+09:00","sent_at":"2026-11-22T09:15:10+09:00","door":"ph-door"}}
{"at":"2026-11-22T09:16:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":9,"kind":"door_closed","occurred_at":"2026-11-22T09:16:10+09:00","sent_at":"2026-11-22T09:16:10+09:00","door":"ph-door"}}
{"at":"2026-11-22T09:17:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":10,"kind":"door_closed","occurred_at":"2026-11-22T09:17:10+09:00","sent_at":"2026-11-22T09:17:10+09:00","door":"ph-door"}}
{"at":"2026-11-22T09:18:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":11,"kind":"door_closed","occurred_at":"2026-11-22T09:18:10+09:00","sent_at":"2026-11-22T09:18:10+09:00","door":"ph-door"}}
{"at":"2026-11-22T09:20:00+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"the same entry"}
=> {"ask":"the same entry","class":"undetermined","outcome":"step_up","reasons":["clock_untrusted"],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:30:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":12,"kind":"access_taken","occurred_at":"2026-11-22T09:30:10+09:00","sent_at":"2026-11-22T09:30:10+09:00","access_point":"ph-out","credential":"04A1"}}
{"at":"2026-11-22T09:31:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":13,"kind":"access_taken","occurred_at":"2026-11-22T09:31:10+09:00","sent_at":"2026-11-22T09:31:10+09:00","access_point":"ph-in","credential":"04A1"}}
{"at":"2026-11-22T09:31:20+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"a new entry"}
=> {"ask":"a new entry","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
