# The record room believes only a passage that was seen, not a door that moved (rule P2). And it denies
# where others ask for a second factor, also when the answer is not known yet (rules A3, P3).
facility facilities/annex.toml

{"at":"2026-11-22T09:00:00+09:00","event":{"controller":"ctl-2","boot":"b1","seq":1,"kind":"access_granted","access_point":"in-records","credential":"04A1"}}
{"at":"2026-11-22T09:00:01+09:00","ask":{"terminal":"t-records","account":"tanaka","amr":["pwd"]},"label":"pending"}
=> {"ask":"pending","class":"undetermined","outcome":"deny","reasons":["entry_pending"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:00:02+09:00","event":{"controller":"ctl-2","boot":"b1","seq":2,"kind":"door_opened","door":"d-records"}}
{"at":"2026-11-22T09:00:03+09:00","ask":{"terminal":"t-records","account":"tanaka","amr":["pwd"]},"label":"the door moved"}
=> {"ask":"the door moved","class":"not_equivalent","outcome":"step_up","reasons":["entry_unconfirmed"],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:00:04+09:00","event":{"controller":"ctl-2","boot":"b1","seq":3,"kind":"access_taken","access_point":"in-records","credential":"04A1"}}
{"at":"2026-11-22T09:00:05+09:00","ask":{"terminal":"t-records","account":"tanaka","amr":["pwd"]},"label":"she passed"}
=> {"ask":"she passed","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
