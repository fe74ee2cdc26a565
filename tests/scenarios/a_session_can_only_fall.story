# A session is worth what its last authentication was (rule F8). Going on is judged with the words of then,
# not with new ones; it falls when she leaves, and being inside again does not lift it: unlocking does.
# Nobody goes on with a session that is not theirs.
facility facilities/dispensing.toml

{"at":"2026-11-22T09:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"access_taken","access_point":"ph-in","credential":"04A1"}}
{"at":"2026-11-22T09:01:00+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"],"session":"s-1"},"label":"login"}
=> {"ask":"login","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:01:01+09:00","session":{"terminal":"ph-t01","session":"s-1","account":"tanaka","do":"begin"}}
{"at":"2026-11-22T09:02:00+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd","hwk"],"session":"s-1","action":"continue"},"label":"goes on"}
=> {"ask":"goes on","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T10:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":2,"kind":"access_taken","access_point":"ph-out","credential":"04A1"}}
=> {"signal":"lock","at":"2026-11-22T10:00:00+09:00","terminal":"ph-t01","session":"s-1"}
{"at":"2026-11-22T10:10:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":3,"kind":"access_taken","access_point":"ph-in","credential":"04A1"}}
=> {"finding":"session_survives_exit","at":"2026-11-22T10:00:10+09:00","person":"tanaka","terminal":"ph-t01","session":"s-1"}
{"at":"2026-11-22T10:11:00+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"],"session":"s-1","action":"continue"},"label":"back, not unlocked"}
=> {"ask":"back, not unlocked","class":"not_equivalent","outcome":"step_up","reasons":["presence_absent"],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T10:12:00+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"],"session":"s-1","action":"unlock"},"label":"unlocked"}
=> {"ask":"unlocked","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T10:13:00+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":[],"session":"s-1","action":"continue"},"label":"goes on again"}
=> {"ask":"goes on again","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
# A name nobody began, or that another began, carries nothing.
{"at":"2026-11-22T10:14:00+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"],"session":"s-7","action":"continue"},"label":"never begun"}
=> {"ask":"never begun","class":"not_equivalent","outcome":"step_up","reasons":["factors_insufficient","terminal_authentication_missing"],"factors":{"entry":["possession"],"terminal":[]},"warnings":[]}
{"at":"2026-11-22T10:14:01+09:00","ask":{"terminal":"ph-t01","account":"suzuki","amr":["pwd"],"session":"s-1","action":"continue"},"label":"not theirs"}
=> {"ask":"not theirs","class":"not_equivalent","outcome":"step_up","reasons":["not_designated","presence_absent","terminal_authentication_missing"],"factors":{"entry":[],"terminal":[]},"warnings":[]}
# And nobody takes it over by trying.
{"at":"2026-11-22T10:15:00+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":[],"session":"s-1","action":"continue"},"label":"hers as before"}
=> {"ask":"hers as before","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
