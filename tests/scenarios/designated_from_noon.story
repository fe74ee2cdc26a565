# Suzuki's designation for the laboratory begins at noon. Whoever came in a minute before was not
# designated at the entry, however valid it is at the login; coming in anew is enough (rule I7).
facility facilities/annex.toml

{"at":"2026-11-22T11:59:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"access_taken","access_point":"in-first","credential":"04B2"}}
{"at":"2026-11-22T11:59:30+09:00","event":{"controller":"ctl-1","boot":"b1","seq":2,"kind":"access_taken","access_point":"in-second","credential":"04B2"}}
{"at":"2026-11-22T12:00:00+09:00","ask":{"terminal":"t-lab","account":"suzuki","amr":["pwd"]},"label":"came in before noon"}
=> {"ask":"came in before noon","class":"not_equivalent","outcome":"step_up","reasons":["not_designated"],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T12:01:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":3,"kind":"access_taken","access_point":"out-second","credential":"04B2"}}
{"at":"2026-11-22T12:02:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":4,"kind":"access_taken","access_point":"in-second","credential":"04B2"}}
{"at":"2026-11-22T12:03:00+09:00","ask":{"terminal":"t-lab","account":"suzuki","amr":["pwd"]},"label":"came in after noon"}
=> {"ask":"came in after noon","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
