# Room "code" has a keypad with one code for many. It identifies nobody and proves nothing, whoever is
# named with it (rules F4, P5), and such a keypad leaves the boundary open (rule Z2). All of it is said:
# the boundary, the anonymous entry, the missing factor.
facility facilities/readers.toml

{"at":"2026-11-22T09:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"access_taken","access_point":"in-code","credential":"7788"}}
=> {"finding":"shared_code","at":"2026-11-22T09:00:00+09:00","person":"tanaka","access_point":"in-code"}
{"at":"2026-11-22T09:01:00+09:00","ask":{"terminal":"t-code","account":"tanaka","amr":["pwd"]},"label":"password"}
=> {"ask":"password","class":"not_equivalent","outcome":"step_up","reasons":["zone_boundary_open","entry_anonymous","factors_insufficient"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
# A number nobody holds, and a refusal without a name, are nobody at all (rules I2, P5).
{"at":"2026-11-22T09:02:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":2,"kind":"access_taken","access_point":"in-card","credential":"FFFF"}}
=> {"finding":"unknown_credential","at":"2026-11-22T09:02:00+09:00","access_point":"in-card"}
{"at":"2026-11-22T09:02:01+09:00","event":{"controller":"ctl-1","boot":"b1","seq":3,"kind":"access_denied","access_point":"in-card"}}
{"at":"2026-11-22T09:03:00+09:00","ask":{"terminal":"t-card","account":"tanaka","amr":["pwd"]},"label":"still outside"}
=> {"ask":"still outside","class":"not_equivalent","outcome":"step_up","reasons":["presence_absent"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
