# The button at the inner door lets somebody out of the dispensing room into the pharmacy around it: who
# was alone in the inner room is no longer there, and is still in the pharmacy. Between two rooms side by
# side nobody can say which way it was, so it is an exit from both (rule X2).
facility facilities/pharmacy.toml

{"at":"2026-11-22T09:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"access_taken","access_point":"outer-in","credential":"04A1","methods":["card","pin"]}}
{"at":"2026-11-22T09:01:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":2,"kind":"access_taken","access_point":"inner-in","credential":"04A1"}}
{"at":"2026-11-22T09:10:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":3,"kind":"exit_requested","door":"inner"}}
{"at":"2026-11-22T09:10:01+09:00","event":{"controller":"ctl-1","boot":"b1","seq":4,"kind":"door_opened","door":"inner"}}
{"at":"2026-11-22T09:10:04+09:00","event":{"controller":"ctl-1","boot":"b1","seq":5,"kind":"door_closed","door":"inner"}}
{"at":"2026-11-22T09:11:00+09:00","ask":{"terminal":"t-dispensing","account":"tanaka","amr":["pwd"]},"label":"in the inner room"}
=> {"ask":"in the inner room","class":"not_equivalent","outcome":"step_up","reasons":["presence_absent"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:11:01+09:00","ask":{"terminal":"t-pharmacy","account":"tanaka","amr":["pwd"]},"label":"in the pharmacy"}
=> {"ask":"in the pharmacy","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["knowledge","possession"],"terminal":["knowledge"]},"warnings":[]}
