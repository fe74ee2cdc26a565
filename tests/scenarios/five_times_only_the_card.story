# The reader was declared to ask for card and PIN. Four times it is content with the card, then it asks for both
# again: each time is told (rule F3). When five in a row go by card alone somebody has changed the reader
# (rule G2), and in this room nobody is equivalent (condition C1) until a named person has looked at it.
facility facilities/card_and_pin.toml

{"at":"2026-11-22T09:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"access_taken","methods":["card"],"access_point":"ph-in","credential":"04A1"}}
=> {"finding":"mode_drift","at":"2026-11-22T09:00:00+09:00","person":"tanaka","access_point":"ph-in"}
{"at":"2026-11-22T09:01:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":2,"kind":"access_taken","access_point":"ph-out","credential":"04A1"}}
{"at":"2026-11-22T09:02:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":3,"kind":"access_taken","methods":["card"],"access_point":"ph-in","credential":"04A1"}}
=> {"finding":"mode_drift","at":"2026-11-22T09:02:00+09:00","person":"tanaka","access_point":"ph-in"}
{"at":"2026-11-22T09:03:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":4,"kind":"access_taken","access_point":"ph-out","credential":"04A1"}}
{"at":"2026-11-22T09:04:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":5,"kind":"access_taken","methods":["card"],"access_point":"ph-in","credential":"04A1"}}
=> {"finding":"mode_drift","at":"2026-11-22T09:04:00+09:00","person":"tanaka","access_point":"ph-in"}
{"at":"2026-11-22T09:05:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":6,"kind":"access_taken","access_point":"ph-out","credential":"04A1"}}
{"at":"2026-11-22T09:06:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":7,"kind":"access_taken","methods":["card"],"access_point":"ph-in","credential":"04A1"}}
=> {"finding":"mode_drift","at":"2026-11-22T09:06:00+09:00","person":"tanaka","access_point":"ph-in"}
{"at":"2026-11-22T09:07:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":8,"kind":"access_taken","access_point":"ph-out","credential":"04A1"}}
{"at":"2026-11-22T09:10:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":9,"kind":"access_taken","methods":["card","pin"],"access_point":"ph-in","credential":"04A1"}}
{"at":"2026-11-22T09:11:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":10,"kind":"access_taken","access_point":"ph-out","credential":"04A1"}}
{"at":"2026-11-22T09:20:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":11,"kind":"access_taken","methods":["card"],"access_point":"ph-in","credential":"04A1"}}
=> {"finding":"mode_drift","at":"2026-11-22T09:20:00+09:00","person":"tanaka","access_point":"ph-in"}
{"at":"2026-11-22T09:21:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":12,"kind":"access_taken","access_point":"ph-out","credential":"04A1"}}
{"at":"2026-11-22T09:22:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":13,"kind":"access_taken","methods":["card"],"access_point":"ph-in","credential":"04A1"}}
=> {"finding":"mode_drift","at":"2026-11-22T09:22:00+09:00","person":"tanaka","access_point":"ph-in"}
{"at":"2026-11-22T09:23:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":14,"kind":"access_taken","access_point":"ph-out","credential":"04A1"}}
{"at":"2026-11-22T09:24:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":15,"kind":"access_taken","methods":["card"],"access_point":"ph-in","credential":"04A1"}}
=> {"finding":"mode_drift","at":"2026-11-22T09:24:00+09:00","person":"tanaka","access_point":"ph-in"}
{"at":"2026-11-22T09:25:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":16,"kind":"access_taken","access_point":"ph-out","credential":"04A1"}}
{"at":"2026-11-22T09:26:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":17,"kind":"access_taken","methods":["card"],"access_point":"ph-in","credential":"04A1"}}
=> {"finding":"mode_drift","at":"2026-11-22T09:26:00+09:00","person":"tanaka","access_point":"ph-in"}
{"at":"2026-11-22T09:27:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":18,"kind":"access_taken","access_point":"ph-out","credential":"04A1"}}
{"at":"2026-11-22T09:29:00+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"four in a row"}
=> {"ask":"four in a row","class":"not_equivalent","outcome":"step_up","reasons":["presence_absent"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:30:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":19,"kind":"access_taken","methods":["card"],"access_point":"ph-in","credential":"04A1"}}
=> {"finding":"mode_drift","at":"2026-11-22T09:30:00+09:00","person":"tanaka","access_point":"ph-in"}
=> {"finding":"config_drift","at":"2026-11-22T09:30:00+09:00","door":"ph-door","access_point":"ph-in"}
{"at":"2026-11-22T09:31:00+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"five in a row"}
=> {"ask":"five in a row","class":"undetermined","outcome":"step_up","reasons":["zone_drifted"],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:40:00+09:00","acknowledge":{"zone":"dispensing","what":"drift","by":"suzuki"}}
{"at":"2026-11-22T09:41:00+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"somebody has looked"}
=> {"ask":"somebody has looked","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
