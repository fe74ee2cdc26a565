# The blood store wants to know that what its door says was signed by the controller itself. Here only the
# line is known to be the controller's ("bound"), so an entry is permission at most; the room next to it
# is content with that (rule H6).
facility facilities/annex.toml

{"at":"2026-11-22T09:00:00+09:00","event":{"controller":"ctl-2","boot":"b1","seq":1,"kind":"access_taken","access_point":"in-blood","credential":"04A1"}}
{"at":"2026-11-22T09:01:00+09:00","ask":{"terminal":"t-blood","account":"tanaka","amr":["pwd"]},"label":"line known, not signed"}
=> {"ask":"line known, not signed","class":"not_equivalent","outcome":"step_up","reasons":["entry_unconfirmed"],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:10:00+09:00","event":{"controller":"ctl-2","boot":"b1","seq":2,"kind":"access_taken","access_point":"out-blood","credential":"04A1"}}
{"at":"2026-11-22T09:20:00+09:00","event":{"controller":"ctl-2","boot":"b1","seq":3,"kind":"access_taken","access_point":"in-ward","credential":"04A1"}}
{"at":"2026-11-22T09:21:00+09:00","ask":{"terminal":"t-ward","account":"tanaka","amr":["pwd"]},"label":"line known"}
=> {"ask":"line known","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
