# Suzuki walks into the pharmacy behind a colleague and shows the card at the inner door. The inner entry
# is good. In the outer zone Suzuki is present because the inner one lies in it, and without an entry (rule
# S9): named, and not enough.
facility facilities/pharmacy.toml

{"at":"2026-11-22T09:10:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"access_taken","access_point":"inner-in","credential":"04B2"}}
=> {"finding":"missed_entry","at":"2026-11-22T09:10:00+09:00","person":"suzuki","zone":"pharmacy"}
{"at":"2026-11-22T09:11:00+09:00","ask":{"terminal":"t-dispensing","account":"suzuki","amr":["pwd"]},"label":"inner"}
=> {"ask":"inner","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:11:01+09:00","ask":{"terminal":"t-pharmacy","account":"suzuki","amr":["pwd"]},"label":"outer"}
=> {"ask":"outer","class":"not_equivalent","outcome":"step_up","reasons":["entry_anonymous"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:20:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":2,"kind":"access_taken","access_point":"inner-out","credential":"04B2"}}
{"at":"2026-11-22T09:21:00+09:00","ask":{"terminal":"t-dispensing","account":"suzuki","amr":["pwd"]},"label":"left the inner"}
=> {"ask":"left the inner","class":"not_equivalent","outcome":"step_up","reasons":["presence_absent"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:21:01+09:00","ask":{"terminal":"t-pharmacy","account":"suzuki","amr":["pwd"]},"label":"still in the outer"}
=> {"ask":"still in the outer","class":"not_equivalent","outcome":"step_up","reasons":["entry_anonymous"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
