# Suzuki is staff but not designated for the room (rule I7); a visitor may stand in it and never has an
# equivalent login (rule I6); an account nobody holds maps to nobody (condition C5). All failing reasons
# are given.
facility facilities/dispensing.toml

{"at":"2026-11-22T09:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"access_taken","access_point":"ph-in","credential":"04B2"}}
{"at":"2026-11-22T09:00:01+09:00","event":{"controller":"ctl-1","boot":"b1","seq":2,"kind":"access_taken","access_point":"ph-in","credential":"04C3"}}
{"at":"2026-11-22T09:00:10+09:00","ask":{"terminal":"ph-t01","account":"suzuki","amr":["pwd"]},"label":"suzuki"}
=> {"ask":"suzuki","class":"not_equivalent","outcome":"step_up","reasons":["not_designated"],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:00:11+09:00","ask":{"terminal":"ph-t01","account":"guest","amr":["pwd"]},"label":"visitor"}
=> {"ask":"visitor","class":"not_equivalent","outcome":"step_up","reasons":["subject_visitor"],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:00:12+09:00","ask":{"terminal":"ph-t01","account":"nobody","amr":["pwd"]},"label":"nobody"}
=> {"ask":"nobody","class":"not_equivalent","outcome":"step_up","reasons":["subject_unknown"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:00:13+09:00","ask":{"terminal":"ph-tablet","account":"suzuki","amr":["pwd"],"session_kind":"remote"},"label":"much at once"}
=> {"ask":"much at once","class":"not_equivalent","outcome":"step_up","reasons":["terminal_portable","session_remote","not_designated"],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:00:14+09:00","ask":{"terminal":"elsewhere","account":"nobody","amr":["pwd","otp"]},"label":"unknown terminal"}
=> {"ask":"unknown terminal","class":"not_equivalent","outcome":"step_up","reasons":["terminal_unknown","subject_unknown"],"factors":{"entry":[],"terminal":["knowledge","possession"]},"warnings":[]}
