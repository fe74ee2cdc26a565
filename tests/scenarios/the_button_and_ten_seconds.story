# A request to exit explains an opening within ten seconds, and is then somebody going out without a name.
# Later than that the opening has no explanation, and the door was forced (rules X4, Z3).
facility facilities/boundaries.toml

{"at":"2026-11-22T09:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"access_taken","access_point":"in-fire","credential":"04A1"}}
{"at":"2026-11-22T09:10:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":2,"kind":"exit_requested","door":"d-fire"}}
{"at":"2026-11-22T09:10:10+09:00","event":{"controller":"ctl-1","boot":"b1","seq":3,"kind":"door_opened","door":"d-fire"}}
{"at":"2026-11-22T09:10:12+09:00","event":{"controller":"ctl-1","boot":"b1","seq":4,"kind":"door_closed","door":"d-fire"}}
{"at":"2026-11-22T09:11:00+09:00","ask":{"terminal":"t-fire","account":"tanaka","amr":["pwd"]},"label":"in the tenth second"}
=> {"ask":"in the tenth second","class":"not_equivalent","outcome":"step_up","reasons":["presence_absent"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:20:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":5,"kind":"access_taken","access_point":"in-fire","credential":"04A1"}}
{"at":"2026-11-22T09:30:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":6,"kind":"exit_requested","door":"d-fire"}}
{"at":"2026-11-22T09:30:10.001+09:00","event":{"controller":"ctl-1","boot":"b1","seq":7,"kind":"door_opened","door":"d-fire"}}
=> {"finding":"door_forced","at":"2026-11-22T09:30:10.001+09:00","door":"d-fire"}
=> {"finding":"zone_breached","at":"2026-11-22T09:30:10.001+09:00","zone":"z-fire","door":"d-fire"}
{"at":"2026-11-22T09:30:12+09:00","event":{"controller":"ctl-1","boot":"b1","seq":8,"kind":"door_closed","door":"d-fire"}}
{"at":"2026-11-22T09:31:00+09:00","ask":{"terminal":"t-fire","account":"tanaka","amr":["pwd"]},"label":"a moment later"}
=> {"ask":"a moment later","class":"not_equivalent","outcome":"step_up","reasons":["zone_breached"],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
