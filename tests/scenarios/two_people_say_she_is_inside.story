# The reader did not take Tanaka's card and the guard let her in. Two people may correct who is where (rule S8);
# one alone may not, and a presence that rests on their word is never enough for an equivalent login. Corrected
# out, she is absent.
facility facilities/clinic.toml

{"at":"2026-11-22T09:00:00+09:00","correct":{"person":"tanaka","zone":"vault","to":"present","reason":"let in","by":"suzuki","second":"suzuki"}}
=> {"refused":1,"why":"correct.second must be another person than correct.by"}
{"at":"2026-11-22T09:00:00+09:00","correct":{"person":"tanaka","zone":"vault","to":"present","reason":"let in","by":"suzuki","second":"tanaka"}}
{"at":"2026-11-22T09:01:00+09:00","ask":{"terminal":"t-vault","account":"tanaka","amr":["pwd"]},"label":"by their word"}
=> {"ask":"by their word","class":"not_equivalent","outcome":"deny","reasons":["entry_anonymous"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:02:00+09:00","correct":{"person":"tanaka","zone":"vault","to":"absent","reason":"gone home","by":"suzuki","second":"tanaka"}}
{"at":"2026-11-22T09:03:00+09:00","ask":{"terminal":"t-vault","account":"tanaka","amr":["pwd"]},"label":"corrected out"}
=> {"ask":"corrected out","class":"not_equivalent","outcome":"deny","reasons":["presence_absent"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
