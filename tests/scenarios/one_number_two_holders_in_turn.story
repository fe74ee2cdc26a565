# Card number 04A1 was Tanaka's until noon and is Suzuki's from noon. An event resolves with the map as of
# the event, also when it arrives late (rule I1): the entry of 11:59:59 is Tanaka's although it is told
# after noon.
facility facilities/validity.toml

{"at":"2026-11-22T11:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"access_taken","access_point":"in","credential":"04A1","occurred_at":"2026-11-22T11:00:00+09:00"}}
{"at":"2026-11-22T11:30:00+09:00","ask":{"terminal":"t-1","account":"tanaka","amr":["pwd"]},"label":"tanaka"}
=> {"ask":"tanaka","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T11:40:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":2,"kind":"access_taken","access_point":"out","credential":"04A1","occurred_at":"2026-11-22T11:40:00+09:00"}}
{"at":"2026-11-22T12:00:02+09:00","event":{"controller":"ctl-1","boot":"b1","seq":3,"kind":"access_taken","access_point":"in","credential":"04A1","occurred_at":"2026-11-22T11:59:59+09:00"}}
{"at":"2026-11-22T12:01:00+09:00","ask":{"terminal":"t-1","account":"tanaka","amr":["pwd"]},"label":"tanaka again"}
=> {"ask":"tanaka again","class":"not_equivalent","outcome":"step_up","reasons":["credential_expired"],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T12:01:01+09:00","ask":{"terminal":"t-1","account":"suzuki","amr":["pwd"]},"label":"suzuki"}
=> {"ask":"suzuki","class":"not_equivalent","outcome":"step_up","reasons":["presence_absent"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T12:02:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":4,"kind":"access_taken","access_point":"in","credential":"04A1","occurred_at":"2026-11-22T12:02:00+09:00"}}
{"at":"2026-11-22T12:03:00+09:00","ask":{"terminal":"t-1","account":"suzuki","amr":["pwd"]},"label":"suzuki inside"}
=> {"ask":"suzuki inside","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
