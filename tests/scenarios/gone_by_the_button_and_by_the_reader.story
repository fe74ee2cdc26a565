# Tanaka presses the button, the door opens, and as she was alone she counts as gone. Then she shows her
# card at the reader on the way out after all: she had only been inferred absent, so this is her exit and
# no finding (rules S5, X2). Leaving a second time is one: she must have come back unseen, and what was
# refused in between is judged again as not known.
facility facilities/boundaries.toml

{"at":"2026-11-22T09:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"access_taken","access_point":"in-fire","credential":"04A1"}}
{"at":"2026-11-22T09:10:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":2,"kind":"exit_requested","door":"d-fire"}}
{"at":"2026-11-22T09:10:02+09:00","event":{"controller":"ctl-1","boot":"b1","seq":3,"kind":"door_opened","door":"d-fire"}}
{"at":"2026-11-22T09:10:04+09:00","event":{"controller":"ctl-1","boot":"b1","seq":4,"kind":"door_closed","door":"d-fire"}}
{"at":"2026-11-22T09:11:00+09:00","ask":{"terminal":"t-fire","account":"tanaka","amr":["pwd"]},"label":"by the button"}
=> {"ask":"by the button","class":"not_equivalent","outcome":"step_up","reasons":["presence_absent"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:20:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":5,"kind":"access_taken","access_point":"out-fire","credential":"04A1"}}
{"at":"2026-11-22T09:21:00+09:00","ask":{"terminal":"t-fire","account":"tanaka","amr":["pwd"]},"label":"by the reader"}
=> {"ask":"by the reader","class":"not_equivalent","outcome":"step_up","reasons":["presence_absent"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T10:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":6,"kind":"access_taken","access_point":"out-fire","credential":"04A1"}}
=> {"finding":"missed_entry","at":"2026-11-22T10:00:00+09:00","person":"tanaka","zone":"z-fire"}
=> {"readjudicated":"by the reader","from":"not_equivalent","to":"undetermined","cause":{"line":8}}
