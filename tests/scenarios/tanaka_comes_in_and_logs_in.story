# Tanaka, a pharmacist, holds her card to the reader of the dispensing room, opens the door and goes in.
# At the terminal she types her password. Card and password are two factors of different kinds: the login
# counts (conditions C1, C2, C3, C4, C5, C6 and C7; rules A1, A3, F1, F2, P1). Before she came in, the
# same login did not.
facility facilities/dispensing.toml

{"at":"2026-11-22T08:59:00+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"from outside"}
=> {"ask":"from outside","class":"not_equivalent","outcome":"step_up","reasons":["presence_absent"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"access_granted","access_point":"ph-in","credential":"04A1"}}
# The door has not moved yet: nobody knows whether she goes in (rule P3).
{"at":"2026-11-22T09:00:01+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"too early"}
=> {"ask":"too early","class":"undetermined","outcome":"step_up","reasons":["entry_pending"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:00:02+09:00","event":{"controller":"ctl-1","boot":"b1","seq":2,"kind":"door_opened","door":"ph-door"}}
{"at":"2026-11-22T09:00:05+09:00","event":{"controller":"ctl-1","boot":"b1","seq":3,"kind":"door_closed","door":"ph-door"}}
{"at":"2026-11-22T09:00:20+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"at the desk"}
=> {"ask":"at the desk","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
