# Account "ward" is held by two people, so it names nobody (condition C5): no person, no presence, no
# entry to speak of (rule I8). A person made a visitor has no equivalent login any more (rule I6).
facility facilities/clinic.toml

{"at":"2026-11-22T09:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"access_taken","access_point":"in-vault","credential":"04A1"}}
{"at":"2026-11-22T09:01:00+09:00","ask":{"terminal":"t-vault","account":"ward","amr":["pwd"]},"label":"ward"}
=> {"ask":"ward","class":"not_equivalent","outcome":"deny","reasons":["subject_shared"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:01:01+09:00","ask":{"terminal":"t-vault","account":"ward","amr":["pwd","hwk"]},"label":"ward with two"}
=> {"ask":"ward with two","class":"not_equivalent","outcome":"deny","reasons":["subject_shared"],"factors":{"entry":[],"terminal":["knowledge","possession"]},"warnings":[]}
{"at":"2026-11-22T09:01:02+09:00","ask":{"terminal":"t-vault","account":"tanaka","amr":["pwd"]},"label":"herself"}
=> {"ask":"herself","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":["medium_clonable"]}
{"at":"2026-11-22T09:02:00+09:00","change":{"person":"tanaka","kind":"visitor"}}
{"at":"2026-11-22T09:03:00+09:00","ask":{"terminal":"t-vault","account":"tanaka","amr":["pwd"]},"label":"as a visitor"}
=> {"ask":"as a visitor","class":"not_equivalent","outcome":"deny","reasons":["subject_visitor"],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":["medium_clonable"]}
