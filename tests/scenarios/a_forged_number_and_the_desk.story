# Number 1 comes a second time and says something else: one of the two is forged, the later one is
# refused, and nobody can be sure of a presence until it is affirmed. A card at the desk does it (rules
# K7, X3).
facility facilities/dispensing.toml

{"at":"2026-11-22T09:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"access_taken","access_point":"ph-in","credential":"04A1"}}
{"at":"2026-11-22T09:01:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"door_closed","door":"ph-door"}}
=> {"refused":2,"why":"equivocation","detail":"seq 1 of boot \"b1\" was used before with other content; a number stands for one event, and a restart brings a new boot"}
=> {"finding":"equivocation","at":"2026-11-22T09:01:00+09:00","controller":"ctl-1"}
{"at":"2026-11-22T09:02:00+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"in doubt"}
=> {"ask":"in doubt","class":"undetermined","outcome":"step_up","reasons":["presence_uncertain"],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:03:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":2,"kind":"credential_read","access_point":"ph-desk","credential":"04A1"}}
{"at":"2026-11-22T09:04:00+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"at the desk"}
=> {"ask":"at the desk","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
