# The laboratory has a vestibule with two doors, a zone of its own without a terminal. Behind the first
# door Tanaka is in the vestibule and not in the laboratory; only the second one makes her present there,
# and going back to the vestibule ends it (rules S10, S3).
facility facilities/annex.toml

{"at":"2026-11-22T09:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"access_taken","access_point":"in-first","credential":"04A1"}}
{"at":"2026-11-22T09:00:10+09:00","ask":{"terminal":"t-lab","account":"tanaka","amr":["pwd"]},"label":"in the vestibule"}
=> {"ask":"in the vestibule","class":"not_equivalent","outcome":"step_up","reasons":["presence_absent"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:00:20+09:00","event":{"controller":"ctl-1","boot":"b1","seq":2,"kind":"access_granted","access_point":"in-second","credential":"04A1"}}
{"at":"2026-11-22T09:00:21+09:00","ask":{"terminal":"t-lab","account":"tanaka","amr":["pwd"]},"label":"the second door has not moved"}
=> {"ask":"the second door has not moved","class":"undetermined","outcome":"step_up","reasons":["entry_pending"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:00:22+09:00","event":{"controller":"ctl-1","boot":"b1","seq":3,"kind":"door_opened","door":"d-second"}}
{"at":"2026-11-22T09:00:25+09:00","event":{"controller":"ctl-1","boot":"b1","seq":4,"kind":"door_closed","door":"d-second"}}
{"at":"2026-11-22T09:01:00+09:00","ask":{"terminal":"t-lab","account":"tanaka","amr":["pwd"],"session":"s-1"},"label":"in the laboratory"}
=> {"ask":"in the laboratory","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:01:01+09:00","session":{"terminal":"t-lab","session":"s-1","account":"tanaka","do":"begin"}}
{"at":"2026-11-22T09:30:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":5,"kind":"access_taken","access_point":"out-second","credential":"04A1"}}
=> {"signal":"lock","at":"2026-11-22T09:30:00+09:00","terminal":"t-lab","session":"s-1"}
{"at":"2026-11-22T09:30:01+09:00","ask":{"terminal":"t-lab","account":"tanaka","amr":["pwd"]},"label":"back in the vestibule"}
=> {"ask":"back in the vestibule","class":"not_equivalent","outcome":"step_up","reasons":["presence_absent"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
