# Under profile "strict" a card read by its serial number proves nothing, though it says who she is; at the
# terminal the value "card" is the same (rule F6). Entry and name stand, the factors do not.
facility facilities/readers.toml

{"at":"2026-11-22T09:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"access_taken","access_point":"in-serial","credential":"04A1"}}
{"at":"2026-11-22T09:01:00+09:00","ask":{"terminal":"t-serial","account":"tanaka","amr":["pwd"]},"label":"password"}
=> {"ask":"password","class":"not_equivalent","outcome":"step_up","reasons":["factors_insufficient"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:01:01+09:00","ask":{"terminal":"t-serial","account":"tanaka","amr":["card"]},"label":"card by number"}
=> {"ask":"card by number","class":"not_equivalent","outcome":"step_up","reasons":["factors_insufficient","terminal_authentication_missing"],"factors":{"entry":[],"terminal":[]},"warnings":[]}
{"at":"2026-11-22T09:01:02+09:00","ask":{"terminal":"t-serial","account":"tanaka","amr":["hwk","pwd"]},"label":"both at the terminal"}
=> {"ask":"both at the terminal","class":"native_two_factor","outcome":"allow","reasons":[],"zone_reasons":[],"factors":{"entry":[],"terminal":["knowledge","possession"]},"warnings":[]}
