# Tanaka is forced to open the door and gives the silent sign. Those outside are told at once; inside
# nothing shows it: the answer is that of any other morning, to the byte (rule P9).
facility facilities/dispensing.toml

{"at":"2026-11-22T09:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"access_granted","access_point":"ph-in","credential":"04A1"}}
{"at":"2026-11-22T09:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":2,"kind":"duress","access_point":"ph-in","credential":"04A1"}}
=> {"finding":"duress","at":"2026-11-22T09:00:00+09:00","person":"tanaka","access_point":"ph-in"}
{"at":"2026-11-22T09:00:02+09:00","event":{"controller":"ctl-1","boot":"b1","seq":3,"kind":"door_opened","door":"ph-door"}}
{"at":"2026-11-22T09:00:05+09:00","event":{"controller":"ctl-1","boot":"b1","seq":4,"kind":"door_closed","door":"ph-door"}}
{"at":"2026-11-22T09:01:00+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"],"session":"s-1"},"label":"forced"}
=> {"ask":"forced","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T10:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":5,"kind":"access_taken","access_point":"ph-out","credential":"04A1"}}
# The same morning without the sign.
{"at":"2026-11-22T11:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":6,"kind":"access_granted","access_point":"ph-in","credential":"04A1"}}
{"at":"2026-11-22T11:00:02+09:00","event":{"controller":"ctl-1","boot":"b1","seq":7,"kind":"door_opened","door":"ph-door"}}
{"at":"2026-11-22T11:00:05+09:00","event":{"controller":"ctl-1","boot":"b1","seq":8,"kind":"door_closed","door":"ph-door"}}
{"at":"2026-11-22T11:01:00+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"],"session":"s-2"},"label":"of her own will"}
=> {"ask":"of her own will","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
