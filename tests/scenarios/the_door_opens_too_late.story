# The door opens more than ten seconds after the card: that is somebody else's opening, and nothing explains
# it (rules X4, Z3). The entry is cancelled and the person stands outside (rules P1, P3).
facility facilities/dispensing.toml

{"at":"2026-11-22T09:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"access_granted","access_point":"ph-in","credential":"04A1"}}
{"at":"2026-11-22T09:00:10.001+09:00","event":{"controller":"ctl-1","boot":"b1","seq":2,"kind":"door_opened","door":"ph-door"}}
=> {"finding":"door_forced","at":"2026-11-22T09:00:10.001+09:00","door":"ph-door"}
=> {"finding":"zone_breached","at":"2026-11-22T09:00:10.001+09:00","zone":"dispensing","door":"ph-door"}
{"at":"2026-11-22T09:00:14+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"pending"}
=> {"ask":"pending","class":"not_equivalent","outcome":"step_up","reasons":["zone_breached","entry_pending"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:00:15+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"cancelled"}
=> {"ask":"cancelled","class":"not_equivalent","outcome":"step_up","reasons":["zone_breached","presence_absent"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
