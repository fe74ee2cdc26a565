# Tanaka's own card, read cryptographically, opened the door. What she does at the terminal decides: rules
# F1, F2 and F5, the factor table line by line. A second card of whatever kind is possession again; a
# fingerprint and a password are something else; a smart card that its PIN unlocked says both by itself.
facility facilities/readers.toml

{"at":"2026-11-22T09:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"access_taken","access_point":"in-card","credential":"04A1"}}
{"at":"2026-11-22T09:01:00+09:00","ask":{"terminal":"t-card","account":"tanaka","amr":["pwd"]},"label":"password"}
=> {"ask":"password","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:01:01+09:00","ask":{"terminal":"t-card","account":"tanaka","amr":["pin"]},"label":"pin"}
=> {"ask":"pin","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:01:02+09:00","ask":{"terminal":"t-card","account":"tanaka","amr":["fpt"]},"label":"fingerprint"}
=> {"ask":"fingerprint","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["inherence"]},"warnings":[]}
{"at":"2026-11-22T09:01:03+09:00","ask":{"terminal":"t-card","account":"tanaka","amr":["sc"]},"label":"smart card"}
=> {"ask":"smart card","class":"not_equivalent","outcome":"step_up","reasons":["factors_insufficient"],"factors":{"entry":["possession"],"terminal":["possession"]},"warnings":[]}
{"at":"2026-11-22T09:01:04+09:00","ask":{"terminal":"t-card","account":"tanaka","amr":["hwk"]},"label":"security key"}
=> {"ask":"security key","class":"not_equivalent","outcome":"step_up","reasons":["factors_insufficient"],"factors":{"entry":["possession"],"terminal":["possession"]},"warnings":[]}
{"at":"2026-11-22T09:01:05+09:00","ask":{"terminal":"t-card","account":"tanaka","amr":["otp"]},"label":"one-time code"}
=> {"ask":"one-time code","class":"not_equivalent","outcome":"step_up","reasons":["factors_insufficient"],"factors":{"entry":["possession"],"terminal":["possession"]},"warnings":[]}
{"at":"2026-11-22T09:01:06+09:00","ask":{"terminal":"t-card","account":"tanaka","amr":["sc","pin"]},"label":"card and PIN"}
=> {"ask":"card and PIN","class":"native_two_factor","outcome":"allow","reasons":[],"zone_reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge","possession"]},"warnings":[]}
{"at":"2026-11-22T09:01:07+09:00","ask":{"terminal":"t-card","account":"tanaka","amr":[]},"label":"nothing"}
=> {"ask":"nothing","class":"not_equivalent","outcome":"step_up","reasons":["factors_insufficient","terminal_authentication_missing"],"factors":{"entry":["possession"],"terminal":[]},"warnings":[]}
