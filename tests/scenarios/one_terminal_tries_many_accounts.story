# Somebody tries one account after the other at the terminal. Twenty within ten minutes may be a busy morning;
# the twenty-first makes it an enumeration (rule T6). An account tried twice counts once. The failures change
# nothing for those who are inside.
facility facilities/dispensing.toml

{"at":"2026-11-22T09:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"access_taken","access_point":"ph-in","credential":"04A1"}}
{"at":"2026-11-22T09:01:00+09:00","ask":{"terminal":"ph-t01","account":"user-01","amr":["pwd"]},"label":"user-01"}
=> {"ask":"user-01","class":"not_equivalent","outcome":"step_up","reasons":["subject_unknown"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:01:01+09:00","ask":{"terminal":"ph-t01","account":"user-02","amr":["pwd"]},"label":"user-02"}
=> {"ask":"user-02","class":"not_equivalent","outcome":"step_up","reasons":["subject_unknown"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:01:02+09:00","ask":{"terminal":"ph-t01","account":"user-03","amr":["pwd"]},"label":"user-03"}
=> {"ask":"user-03","class":"not_equivalent","outcome":"step_up","reasons":["subject_unknown"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:01:03+09:00","ask":{"terminal":"ph-t01","account":"user-04","amr":["pwd"]},"label":"user-04"}
=> {"ask":"user-04","class":"not_equivalent","outcome":"step_up","reasons":["subject_unknown"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:01:04+09:00","ask":{"terminal":"ph-t01","account":"user-05","amr":["pwd"]},"label":"user-05"}
=> {"ask":"user-05","class":"not_equivalent","outcome":"step_up","reasons":["subject_unknown"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:01:05+09:00","ask":{"terminal":"ph-t01","account":"user-06","amr":["pwd"]},"label":"user-06"}
=> {"ask":"user-06","class":"not_equivalent","outcome":"step_up","reasons":["subject_unknown"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:01:06+09:00","ask":{"terminal":"ph-t01","account":"user-07","amr":["pwd"]},"label":"user-07"}
=> {"ask":"user-07","class":"not_equivalent","outcome":"step_up","reasons":["subject_unknown"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:01:07+09:00","ask":{"terminal":"ph-t01","account":"user-08","amr":["pwd"]},"label":"user-08"}
=> {"ask":"user-08","class":"not_equivalent","outcome":"step_up","reasons":["subject_unknown"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:01:08+09:00","ask":{"terminal":"ph-t01","account":"user-09","amr":["pwd"]},"label":"user-09"}
=> {"ask":"user-09","class":"not_equivalent","outcome":"step_up","reasons":["subject_unknown"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:01:09+09:00","ask":{"terminal":"ph-t01","account":"user-10","amr":["pwd"]},"label":"user-10"}
=> {"ask":"user-10","class":"not_equivalent","outcome":"step_up","reasons":["subject_unknown"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:01:10+09:00","ask":{"terminal":"ph-t01","account":"user-11","amr":["pwd"]},"label":"user-11"}
=> {"ask":"user-11","class":"not_equivalent","outcome":"step_up","reasons":["subject_unknown"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:01:11+09:00","ask":{"terminal":"ph-t01","account":"user-12","amr":["pwd"]},"label":"user-12"}
=> {"ask":"user-12","class":"not_equivalent","outcome":"step_up","reasons":["subject_unknown"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:01:12+09:00","ask":{"terminal":"ph-t01","account":"user-13","amr":["pwd"]},"label":"user-13"}
=> {"ask":"user-13","class":"not_equivalent","outcome":"step_up","reasons":["subject_unknown"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:01:13+09:00","ask":{"terminal":"ph-t01","account":"user-14","amr":["pwd"]},"label":"user-14"}
=> {"ask":"user-14","class":"not_equivalent","outcome":"step_up","reasons":["subject_unknown"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:01:14+09:00","ask":{"terminal":"ph-t01","account":"user-15","amr":["pwd"]},"label":"user-15"}
=> {"ask":"user-15","class":"not_equivalent","outcome":"step_up","reasons":["subject_unknown"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:01:15+09:00","ask":{"terminal":"ph-t01","account":"user-16","amr":["pwd"]},"label":"user-16"}
=> {"ask":"user-16","class":"not_equivalent","outcome":"step_up","reasons":["subject_unknown"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:01:16+09:00","ask":{"terminal":"ph-t01","account":"user-17","amr":["pwd"]},"label":"user-17"}
=> {"ask":"user-17","class":"not_equivalent","outcome":"step_up","reasons":["subject_unknown"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:01:17+09:00","ask":{"terminal":"ph-t01","account":"user-18","amr":["pwd"]},"label":"user-18"}
=> {"ask":"user-18","class":"not_equivalent","outcome":"step_up","reasons":["subject_unknown"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:01:18+09:00","ask":{"terminal":"ph-t01","account":"user-19","amr":["pwd"]},"label":"user-19"}
=> {"ask":"user-19","class":"not_equivalent","outcome":"step_up","reasons":["subject_unknown"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:01:19+09:00","ask":{"terminal":"ph-t01","account":"user-20","amr":["pwd"]},"label":"user-20"}
=> {"ask":"user-20","class":"not_equivalent","outcome":"step_up","reasons":["subject_unknown"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:01:30+09:00","ask":{"terminal":"ph-t01","account":"user-04","amr":["pwd"]},"label":"one of them again"}
=> {"ask":"one of them again","class":"not_equivalent","outcome":"step_up","reasons":["subject_unknown"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:02:00+09:00","ask":{"terminal":"ph-t01","account":"user-21","amr":["pwd"]},"label":"the twenty-first"}
=> {"ask":"the twenty-first","class":"not_equivalent","outcome":"step_up","reasons":["subject_unknown"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
=> {"finding":"enumeration","at":"2026-11-22T09:02:00+09:00","terminal":"ph-t01"}
{"at":"2026-11-22T09:12:30+09:00","ask":{"terminal":"ph-t01","account":"user-22","amr":["pwd"]},"label":"ten minutes later"}
=> {"ask":"ten minutes later","class":"not_equivalent","outcome":"step_up","reasons":["subject_unknown"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
