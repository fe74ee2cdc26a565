# Tanaka's cards are read at the office and at the pharmacy within a second, by two controllers, and
# neither room lies in the other. One of the two reads is not she, and nobody knows which: both presences
# are in doubt, and somebody is told (rule S7).
facility facilities/pharmacy.toml

{"at":"2026-11-22T09:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"access_taken","access_point":"outer-in","credential":"04A1","methods":["card","pin"],"occurred_at":"2026-11-22T09:00:00+09:00"}}
{"at":"2026-11-22T09:00:01+09:00","event":{"controller":"ctl-2","boot":"b1","seq":1,"kind":"access_taken","access_point":"office-in","credential":"04A2","occurred_at":"2026-11-22T09:00:01+09:00"}}
=> {"finding":"impossible_presence","at":"2026-11-22T09:00:01+09:00","person":"tanaka","access_point":"office-in"}
{"at":"2026-11-22T09:01:00+09:00","ask":{"terminal":"t-office","account":"tanaka","amr":["pwd"]},"label":"in the office"}
=> {"ask":"in the office","class":"undetermined","outcome":"step_up","reasons":["presence_uncertain"],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:01:01+09:00","ask":{"terminal":"t-pharmacy","account":"tanaka","amr":["pwd"]},"label":"in the pharmacy"}
=> {"ask":"in the pharmacy","class":"undetermined","outcome":"step_up","reasons":["presence_uncertain"],"factors":{"entry":["knowledge","possession"],"terminal":["knowledge"]},"warnings":[]}
