# Suzuki is inside and presses the button to leave; Tanaka holds her card to the reader outside at the
# same moment. The door opens once. Perhaps she went in, perhaps she only let Suzuki out: her entry is
# permission only, with a warning, and Suzuki may have gone (rules P7, X2).
facility facilities/clinic.toml

{"at":"2026-11-22T09:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"access_taken","access_point":"in-store","credential":"04B2"}}
{"at":"2026-11-22T09:10:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":2,"kind":"exit_requested","door":"door-store"}}
{"at":"2026-11-22T09:10:01+09:00","event":{"controller":"ctl-1","boot":"b1","seq":3,"kind":"access_granted","access_point":"in-store","credential":"04A1"}}
{"at":"2026-11-22T09:10:03+09:00","event":{"controller":"ctl-1","boot":"b1","seq":4,"kind":"door_opened","door":"door-store"}}
{"at":"2026-11-22T09:10:06+09:00","event":{"controller":"ctl-1","boot":"b1","seq":5,"kind":"door_closed","door":"door-store"}}
{"at":"2026-11-22T09:11:00+09:00","ask":{"terminal":"t-store","account":"tanaka","amr":["pwd"]},"label":"did she go in?"}
=> {"ask":"did she go in?","class":"not_equivalent","outcome":"step_up","reasons":["entry_unconfirmed"],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":["medium_clonable","passage_ambiguous"]}
{"at":"2026-11-22T09:11:01+09:00","ask":{"terminal":"t-store","account":"suzuki","amr":["pwd"]},"label":"did suzuki leave?"}
=> {"ask":"did suzuki leave?","class":"not_equivalent","outcome":"step_up","reasons":["presence_absent"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
