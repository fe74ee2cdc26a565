# At a door with a contact the opening makes the entry "opened", enough for most rooms (rule P2). At a door
# without one nobody sees the opening: permission stands as permission at once, and is too little until the
# controller says that the passage was made (rules P1, P2).
facility facilities/boundaries.toml

{"at":"2026-11-22T09:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"access_granted","access_point":"in-fire","credential":"04A1"}}
{"at":"2026-11-22T09:00:10+09:00","event":{"controller":"ctl-1","boot":"b1","seq":2,"kind":"door_opened","door":"d-fire"}}
{"at":"2026-11-22T09:01:00+09:00","ask":{"terminal":"t-fire","account":"tanaka","amr":["pwd"]},"label":"opened in the tenth second"}
=> {"ask":"opened in the tenth second","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:01:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":3,"kind":"door_closed","door":"d-fire"}}
{"at":"2026-11-22T10:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":4,"kind":"access_taken","access_point":"out-fire","credential":"04A1"}}
{"at":"2026-11-22T11:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":5,"kind":"access_granted","access_point":"in-plain","credential":"04A1"}}
{"at":"2026-11-22T11:00:01+09:00","ask":{"terminal":"t-plain","account":"tanaka","amr":["pwd"]},"label":"granted only"}
=> {"ask":"granted only","class":"not_equivalent","outcome":"step_up","reasons":["entry_unconfirmed"],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T11:00:02+09:00","event":{"controller":"ctl-1","boot":"b1","seq":6,"kind":"access_taken","access_point":"in-plain","credential":"04A1"}}
{"at":"2026-11-22T11:00:03+09:00","ask":{"terminal":"t-plain","account":"tanaka","amr":["pwd"]},"label":"passed"}
=> {"ask":"passed","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
