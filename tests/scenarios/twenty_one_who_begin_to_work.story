# Twenty-one people log in at the terminal beside the door within ten minutes, and for each of them the terminal
# says that a session began: nobody is guessing accounts (rule T6).
facility facilities/dispensing.toml

{"at":"2026-11-22T09:00:00+09:00","ask":{"terminal":"ph-t01","account":"user-01","amr":["pwd"],"session":"s-0"},"label":"user-01"}
=> {"ask":"user-01","class":"not_equivalent","outcome":"step_up","reasons":["subject_unknown"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:00:05+09:00","session":{"terminal":"ph-t01","session":"s-0","do":"begin","account":"user-01"}}
{"at":"2026-11-22T09:00:10+09:00","ask":{"terminal":"ph-t01","account":"user-02","amr":["pwd"],"session":"s-1"},"label":"user-02"}
=> {"ask":"user-02","class":"not_equivalent","outcome":"step_up","reasons":["subject_unknown"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:00:15+09:00","session":{"terminal":"ph-t01","session":"s-1","do":"begin","account":"user-02"}}
{"at":"2026-11-22T09:00:20+09:00","ask":{"terminal":"ph-t01","account":"user-03","amr":["pwd"],"session":"s-2"},"label":"user-03"}
=> {"ask":"user-03","class":"not_equivalent","outcome":"step_up","reasons":["subject_unknown"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:00:25+09:00","session":{"terminal":"ph-t01","session":"s-2","do":"begin","account":"user-03"}}
{"at":"2026-11-22T09:00:30+09:00","ask":{"terminal":"ph-t01","account":"user-04","amr":["pwd"],"session":"s-3"},"label":"user-04"}
=> {"ask":"user-04","class":"not_equivalent","outcome":"step_up","reasons":["subject_unknown"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:00:35+09:00","session":{"terminal":"ph-t01","session":"s-3","do":"begin","account":"user-04"}}
{"at":"2026-11-22T09:00:40+09:00","ask":{"terminal":"ph-t01","account":"user-05","amr":["pwd"],"session":"s-4"},"label":"user-05"}
=> {"ask":"user-05","class":"not_equivalent","outcome":"step_up","reasons":["subject_unknown"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:00:45+09:00","session":{"terminal":"ph-t01","session":"s-4","do":"begin","account":"user-05"}}
{"at":"2026-11-22T09:00:50+09:00","ask":{"terminal":"ph-t01","account":"user-06","amr":["pwd"],"session":"s-5"},"label":"user-06"}
=> {"ask":"user-06","class":"not_equivalent","outcome":"step_up","reasons":["subject_unknown"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:00:55+09:00","session":{"terminal":"ph-t01","session":"s-5","do":"begin","account":"user-06"}}
{"at":"2026-11-22T09:01:00+09:00","ask":{"terminal":"ph-t01","account":"user-07","amr":["pwd"],"session":"s-6"},"label":"user-07"}
=> {"ask":"user-07","class":"not_equivalent","outcome":"step_up","reasons":["subject_unknown"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:01:05+09:00","session":{"terminal":"ph-t01","session":"s-6","do":"begin","account":"user-07"}}
{"at":"2026-11-22T09:01:10+09:00","ask":{"terminal":"ph-t01","account":"user-08","amr":["pwd"],"session":"s-7"},"label":"user-08"}
=> {"ask":"user-08","class":"not_equivalent","outcome":"step_up","reasons":["subject_unknown"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:01:15+09:00","session":{"terminal":"ph-t01","session":"s-7","do":"begin","account":"user-08"}}
{"at":"2026-11-22T09:01:20+09:00","ask":{"terminal":"ph-t01","account":"user-09","amr":["pwd"],"session":"s-8"},"label":"user-09"}
=> {"ask":"user-09","class":"not_equivalent","outcome":"step_up","reasons":["subject_unknown"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:01:25+09:00","session":{"terminal":"ph-t01","session":"s-8","do":"begin","account":"user-09"}}
{"at":"2026-11-22T09:01:30+09:00","ask":{"terminal":"ph-t01","account":"user-10","amr":["pwd"],"session":"s-9"},"label":"user-10"}
=> {"ask":"user-10","class":"not_equivalent","outcome":"step_up","reasons":["subject_unknown"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:01:35+09:00","session":{"terminal":"ph-t01","session":"s-9","do":"begin","account":"user-10"}}
{"at":"2026-11-22T09:01:40+09:00","ask":{"terminal":"ph-t01","account":"user-11","amr":["pwd"],"session":"s-10"},"label":"user-11"}
=> {"ask":"user-11","class":"not_equivalent","outcome":"step_up","reasons":["subject_unknown"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:01:45+09:00","session":{"terminal":"ph-t01","session":"s-10","do":"begin","account":"user-11"}}
{"at":"2026-11-22T09:01:50+09:00","ask":{"terminal":"ph-t01","account":"user-12","amr":["pwd"],"session":"s-11"},"label":"user-12"}
=> {"ask":"user-12","class":"not_equivalent","outcome":"step_up","reasons":["subject_unknown"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:01:55+09:00","session":{"terminal":"ph-t01","session":"s-11","do":"begin","account":"user-12"}}
{"at":"2026-11-22T09:02:00+09:00","ask":{"terminal":"ph-t01","account":"user-13","amr":["pwd"],"session":"s-12"},"label":"user-13"}
=> {"ask":"user-13","class":"not_equivalent","outcome":"step_up","reasons":["subject_unknown"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:02:05+09:00","session":{"terminal":"ph-t01","session":"s-12","do":"begin","account":"user-13"}}
{"at":"2026-11-22T09:02:10+09:00","ask":{"terminal":"ph-t01","account":"user-14","amr":["pwd"],"session":"s-13"},"label":"user-14"}
=> {"ask":"user-14","class":"not_equivalent","outcome":"step_up","reasons":["subject_unknown"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:02:15+09:00","session":{"terminal":"ph-t01","session":"s-13","do":"begin","account":"user-14"}}
{"at":"2026-11-22T09:02:20+09:00","ask":{"terminal":"ph-t01","account":"user-15","amr":["pwd"],"session":"s-14"},"label":"user-15"}
=> {"ask":"user-15","class":"not_equivalent","outcome":"step_up","reasons":["subject_unknown"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:02:25+09:00","session":{"terminal":"ph-t01","session":"s-14","do":"begin","account":"user-15"}}
{"at":"2026-11-22T09:02:30+09:00","ask":{"terminal":"ph-t01","account":"user-16","amr":["pwd"],"session":"s-15"},"label":"user-16"}
=> {"ask":"user-16","class":"not_equivalent","outcome":"step_up","reasons":["subject_unknown"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:02:35+09:00","session":{"terminal":"ph-t01","session":"s-15","do":"begin","account":"user-16"}}
{"at":"2026-11-22T09:02:40+09:00","ask":{"terminal":"ph-t01","account":"user-17","amr":["pwd"],"session":"s-16"},"label":"user-17"}
=> {"ask":"user-17","class":"not_equivalent","outcome":"step_up","reasons":["subject_unknown"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:02:45+09:00","session":{"terminal":"ph-t01","session":"s-16","do":"begin","account":"user-17"}}
{"at":"2026-11-22T09:02:50+09:00","ask":{"terminal":"ph-t01","account":"user-18","amr":["pwd"],"session":"s-17"},"label":"user-18"}
=> {"ask":"user-18","class":"not_equivalent","outcome":"step_up","reasons":["subject_unknown"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:02:55+09:00","session":{"terminal":"ph-t01","session":"s-17","do":"begin","account":"user-18"}}
{"at":"2026-11-22T09:03:00+09:00","ask":{"terminal":"ph-t01","account":"user-19","amr":["pwd"],"session":"s-18"},"label":"user-19"}
=> {"ask":"user-19","class":"not_equivalent","outcome":"step_up","reasons":["subject_unknown"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:03:05+09:00","session":{"terminal":"ph-t01","session":"s-18","do":"begin","account":"user-19"}}
{"at":"2026-11-22T09:03:10+09:00","ask":{"terminal":"ph-t01","account":"user-20","amr":["pwd"],"session":"s-19"},"label":"user-20"}
=> {"ask":"user-20","class":"not_equivalent","outcome":"step_up","reasons":["subject_unknown"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:03:15+09:00","session":{"terminal":"ph-t01","session":"s-19","do":"begin","account":"user-20"}}
{"at":"2026-11-22T09:03:20+09:00","ask":{"terminal":"ph-t01","account":"user-21","amr":["pwd"],"session":"s-20"},"label":"user-21"}
=> {"ask":"user-21","class":"not_equivalent","outcome":"step_up","reasons":["subject_unknown"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:03:25+09:00","session":{"terminal":"ph-t01","session":"s-20","do":"begin","account":"user-21"}}
