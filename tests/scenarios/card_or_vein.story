# A reader that takes a card or a vein. If the event says that the card was used, that is what counts; if
# it does not say, only what every way has in common counts, and that is nothing (rule F3). The entry
# identifies her all the same.
facility facilities/readers.toml

{"at":"2026-11-22T09:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"access_granted","access_point":"in-either","credential":"04A1","methods":["card"]}}
{"at":"2026-11-22T09:00:01+09:00","event":{"controller":"ctl-1","boot":"b1","seq":2,"kind":"door_opened","door":"door-either"}}
{"at":"2026-11-22T09:01:00+09:00","ask":{"terminal":"t-either","account":"tanaka","amr":["pwd"]},"label":"said"}
=> {"ask":"said","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:01:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":3,"kind":"door_closed","door":"door-either"}}
{"at":"2026-11-22T10:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":4,"kind":"access_taken","access_point":"out-either","credential":"04A1"}}
{"at":"2026-11-22T11:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":5,"kind":"access_taken","access_point":"in-either","credential":"04A1"}}
{"at":"2026-11-22T11:01:00+09:00","ask":{"terminal":"t-either","account":"tanaka","amr":["pwd"]},"label":"not said"}
=> {"ask":"not said","class":"not_equivalent","outcome":"step_up","reasons":["factors_insufficient"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T12:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":6,"kind":"access_taken","access_point":"out-either","credential":"04A1"}}
# The grant says nothing, the passage of the same transaction says it: it was verified in that transaction.
{"at":"2026-11-22T13:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":7,"kind":"access_granted","access_point":"in-either","credential":"04A1"}}
{"at":"2026-11-22T13:00:01+09:00","event":{"controller":"ctl-1","boot":"b1","seq":8,"kind":"door_opened","door":"door-either"}}
{"at":"2026-11-22T13:00:02+09:00","event":{"controller":"ctl-1","boot":"b1","seq":9,"kind":"access_taken","access_point":"in-either","credential":"04A1","methods":["card"]}}
{"at":"2026-11-22T13:01:00+09:00","ask":{"terminal":"t-either","account":"tanaka","amr":["pwd"]},"label":"said by the passage"}
=> {"ask":"said by the passage","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
