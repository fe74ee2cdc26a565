# Not a reader but the controller itself reports that it was opened: all that it says from then on is
# permission at most, at each of its doors; another controller's doors are not concerned (rule H2).
facility facilities/pharmacy.toml

{"at":"2026-11-22T09:00:00+09:00","event":{"controller":"ctl-2","boot":"b1","seq":1,"kind":"tamper"}}
=> {"finding":"tamper","at":"2026-11-22T09:00:00+09:00","controller":"ctl-2"}
{"at":"2026-11-22T09:01:00+09:00","event":{"controller":"ctl-2","boot":"b1","seq":2,"kind":"access_taken","access_point":"office-in","credential":"04B2"}}
{"at":"2026-11-22T09:02:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"access_taken","access_point":"outer-in","credential":"04A1","methods":["card","pin"]}}
{"at":"2026-11-22T09:03:00+09:00","ask":{"terminal":"t-office","account":"suzuki","amr":["pwd"]},"label":"by the opened one"}
=> {"ask":"by the opened one","class":"not_equivalent","outcome":"step_up","reasons":["entry_unconfirmed"],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:03:01+09:00","ask":{"terminal":"t-pharmacy","account":"tanaka","amr":["pwd"]},"label":"by the other"}
=> {"ask":"by the other","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["knowledge","possession"],"terminal":["knowledge"]},"warnings":[]}
