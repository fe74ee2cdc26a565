# The room has a fire exit with a handle on the inside and nothing outside. It opens and nobody says why:
# somebody went out, and as only Tanaka was in, it was she (rules X2, X4). At the front door the same
# silent opening would be a forced door (rule Z3).
facility facilities/boundaries.toml

{"at":"2026-11-22T09:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"access_taken","access_point":"in-fire","credential":"04A1"}}
{"at":"2026-11-22T09:01:00+09:00","ask":{"terminal":"t-fire","account":"tanaka","amr":["pwd"]},"label":"inside"}
=> {"ask":"inside","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:10:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":2,"kind":"door_opened","door":"d-fire2"}}
{"at":"2026-11-22T09:10:05+09:00","event":{"controller":"ctl-1","boot":"b1","seq":3,"kind":"door_closed","door":"d-fire2"}}
{"at":"2026-11-22T09:11:00+09:00","ask":{"terminal":"t-fire","account":"tanaka","amr":["pwd"]},"label":"by the fire exit"}
=> {"ask":"by the fire exit","class":"not_equivalent","outcome":"step_up","reasons":["presence_absent"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:20:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":4,"kind":"access_taken","access_point":"in-fire","credential":"04A1"}}
{"at":"2026-11-22T09:30:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":5,"kind":"door_opened","door":"d-fire"}}
=> {"finding":"door_forced","at":"2026-11-22T09:30:00+09:00","door":"d-fire"}
=> {"finding":"zone_breached","at":"2026-11-22T09:30:00+09:00","zone":"z-fire","door":"d-fire"}
{"at":"2026-11-22T09:30:05+09:00","event":{"controller":"ctl-1","boot":"b1","seq":6,"kind":"door_closed","door":"d-fire"}}
{"at":"2026-11-22T09:31:00+09:00","ask":{"terminal":"t-fire","account":"tanaka","amr":["pwd"]},"label":"the front door opened by itself"}
=> {"ask":"the front door opened by itself","class":"not_equivalent","outcome":"step_up","reasons":["zone_breached"],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
