# The office's controller lost a message: whoever is in the office is in doubt. The pharmacy has another
# controller, and nothing is in doubt there (rule K8).
facility facilities/pharmacy.toml

{"at":"2026-11-22T08:59:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"access_taken","access_point":"outer-in","credential":"04A1","methods":["card","pin"]}}
{"at":"2026-11-22T08:59:30+09:00","event":{"controller":"ctl-2","boot":"b1","seq":1,"kind":"access_taken","access_point":"office-in","credential":"04B2"}}
{"at":"2026-11-22T09:00:00+09:00","event":{"controller":"ctl-2","boot":"b1","seq":3,"kind":"door_closed","door":"office-door"}}
=> {"finding":"sequence_gap","at":"2026-11-22T09:00:00+09:00","controller":"ctl-2"}
{"at":"2026-11-22T09:01:00+09:00","ask":{"terminal":"t-pharmacy","account":"tanaka","amr":["pwd"]},"label":"in the pharmacy"}
=> {"ask":"in the pharmacy","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["knowledge","possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:01:01+09:00","ask":{"terminal":"t-office","account":"suzuki","amr":["pwd"]},"label":"in the office"}
=> {"ask":"in the office","class":"undetermined","outcome":"step_up","reasons":["presence_uncertain"],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:02:00+09:00","event":{"controller":"ctl-2","boot":"b1","seq":4,"kind":"access_taken","access_point":"office-in","credential":"04B2"}}
{"at":"2026-11-22T09:03:00+09:00","ask":{"terminal":"t-office","account":"suzuki","amr":["pwd"]},"label":"in anew"}
=> {"ask":"in anew","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
