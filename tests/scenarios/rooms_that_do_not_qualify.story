# A room counts only with a legal basis and a boundary at which everybody is identified (condition C1;
# rules Z1, Z2). A door without a reader, a keypad for all beside the card, a key without a contact: each
# disqualifies. A fire exit that opens only from inside does not, nor does a key at a door whose contact
# would tell.
facility facilities/boundaries.toml

{"at":"2026-11-22T09:10:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"access_taken","access_point":"in-hatch","credential":"04A1"}}
{"at":"2026-11-22T09:10:30+09:00","ask":{"terminal":"t-hatch","account":"tanaka","amr":["pwd"]},"label":"hatch"}
=> {"ask":"hatch","class":"not_equivalent","outcome":"step_up","reasons":["zone_boundary_open"],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:10:40+09:00","event":{"controller":"ctl-1","boot":"b1","seq":2,"kind":"access_taken","access_point":"out-hatch","credential":"04A1"}}
{"at":"2026-11-22T09:11:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":3,"kind":"access_taken","access_point":"in-keypad","credential":"04A1"}}
{"at":"2026-11-22T09:11:30+09:00","ask":{"terminal":"t-keypad","account":"tanaka","amr":["pwd"]},"label":"keypad"}
=> {"ask":"keypad","class":"not_equivalent","outcome":"step_up","reasons":["zone_boundary_open"],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:11:40+09:00","event":{"controller":"ctl-1","boot":"b1","seq":4,"kind":"access_taken","access_point":"out-keypad","credential":"04A1"}}
{"at":"2026-11-22T09:12:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":5,"kind":"access_taken","access_point":"in-fire","credential":"04A1"}}
{"at":"2026-11-22T09:12:30+09:00","ask":{"terminal":"t-fire","account":"tanaka","amr":["pwd"]},"label":"fire"}
=> {"ask":"fire","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:12:40+09:00","event":{"controller":"ctl-1","boot":"b1","seq":6,"kind":"access_taken","access_point":"out-fire","credential":"04A1"}}
{"at":"2026-11-22T09:13:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":7,"kind":"access_taken","access_point":"in-lockless","credential":"04A1"}}
{"at":"2026-11-22T09:13:30+09:00","ask":{"terminal":"t-lockless","account":"tanaka","amr":["pwd"]},"label":"lockless"}
=> {"ask":"lockless","class":"not_equivalent","outcome":"step_up","reasons":["zone_boundary_open"],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:13:40+09:00","event":{"controller":"ctl-1","boot":"b1","seq":8,"kind":"access_taken","access_point":"out-lockless","credential":"04A1"}}
{"at":"2026-11-22T09:14:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":9,"kind":"access_taken","access_point":"in-lockwatched","credential":"04A1"}}
{"at":"2026-11-22T09:14:30+09:00","ask":{"terminal":"t-lockwatched","account":"tanaka","amr":["pwd"]},"label":"lockwatched"}
=> {"ask":"lockwatched","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:14:40+09:00","event":{"controller":"ctl-1","boot":"b1","seq":10,"kind":"access_taken","access_point":"out-lockwatched","credential":"04A1"}}
{"at":"2026-11-22T09:15:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":11,"kind":"access_taken","access_point":"in-rule","credential":"04A1"}}
{"at":"2026-11-22T09:15:30+09:00","ask":{"terminal":"t-rule","account":"tanaka","amr":["pwd"]},"label":"rule"}
=> {"ask":"rule","class":"not_equivalent","outcome":"step_up","reasons":["zone_basis_missing"],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:15:40+09:00","event":{"controller":"ctl-1","boot":"b1","seq":12,"kind":"access_taken","access_point":"out-rule","credential":"04A1"}}
{"at":"2026-11-22T09:16:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":13,"kind":"access_taken","access_point":"in-bare","credential":"04A1"}}
{"at":"2026-11-22T09:16:30+09:00","ask":{"terminal":"t-bare","account":"tanaka","amr":["pwd"]},"label":"bare"}
=> {"ask":"bare","class":"not_equivalent","outcome":"step_up","reasons":["zone_basis_missing"],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:16:40+09:00","event":{"controller":"ctl-1","boot":"b1","seq":14,"kind":"access_taken","access_point":"out-bare","credential":"04A1"}}
