# Under profile "strict" a terminal proves itself by its certificate; a server that vouches for it, or a
# key, is less than this room wants (rule T1), and the answer warns where another spoke for it. A portable
# terminal never counts (rule T2), and nor does any session but one at the console (rule T3). All of it is
# condition C2.
facility facilities/dispensing.toml

{"at":"2026-11-22T09:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"access_taken","access_point":"ph-in","credential":"04A1"}}
{"at":"2026-11-22T09:01:00+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"],"proof":"certificate"},"label":"certificate"}
=> {"ask":"certificate","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:01:01+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"],"proof":"gateway"},"label":"gateway"}
=> {"ask":"gateway","class":"not_equivalent","outcome":"step_up","reasons":["terminal_unproven"],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":["terminal_not_proven_itself"]}
{"at":"2026-11-22T09:01:02+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"],"proof":"key"},"label":"key"}
=> {"ask":"key","class":"not_equivalent","outcome":"step_up","reasons":["terminal_unproven"],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:01:03+09:00","ask":{"terminal":"ph-tablet","account":"tanaka","amr":["pwd"]},"label":"portable"}
=> {"ask":"portable","class":"not_equivalent","outcome":"step_up","reasons":["terminal_portable"],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:02:00+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"],"session_kind":"remote"},"label":"remote"}
=> {"ask":"remote","class":"not_equivalent","outcome":"step_up","reasons":["session_remote"],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:02:01+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"],"session_kind":"shadowed"},"label":"shadowed"}
=> {"ask":"shadowed","class":"not_equivalent","outcome":"step_up","reasons":["session_remote"],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:02:02+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"],"session_kind":"virtual"},"label":"virtual"}
=> {"ask":"virtual","class":"not_equivalent","outcome":"step_up","reasons":["session_remote"],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:02:03+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"],"session_kind":"service"},"label":"service"}
=> {"ask":"service","class":"not_equivalent","outcome":"step_up","reasons":["session_remote"],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:03:00+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"],"session_kind":"console"},"label":"console"}
=> {"ask":"console","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
# A value this terminal is not registered for counts nowhere, and somebody is told (rule A2).
{"at":"2026-11-22T09:04:00+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd","fpt"]},"label":"fingerprint"}
=> {"ask":"fingerprint","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
=> {"finding":"terminal_mismatch","at":"2026-11-22T09:04:00+09:00","terminal":"ph-t01"}
