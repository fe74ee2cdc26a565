# Tanaka's exit was only inferred, so her running session is not locked. It keeps its class for two
# minutes and falls at the end of them, unless a read says that she is there; two minutes of doubt are the
# most (rules X2, F8).
facility facilities/clinic.toml

{"at":"2026-11-22T09:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"access_taken","access_point":"in-store","credential":"04A1"}}
{"at":"2026-11-22T09:01:00+09:00","ask":{"terminal":"t-store","account":"tanaka","amr":["pwd"],"session":"s-1"},"label":"at work"}
=> {"ask":"at work","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":["medium_clonable"]}
{"at":"2026-11-22T09:01:01+09:00","session":{"terminal":"t-store","session":"s-1","account":"tanaka","do":"begin"}}
{"at":"2026-11-22T09:10:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":2,"kind":"exit_requested","door":"door-store"}}
{"at":"2026-11-22T09:10:01+09:00","event":{"controller":"ctl-1","boot":"b1","seq":3,"kind":"door_opened","door":"door-store"}}
{"at":"2026-11-22T09:10:04+09:00","event":{"controller":"ctl-1","boot":"b1","seq":4,"kind":"door_closed","door":"door-store"}}
{"at":"2026-11-22T09:12:00.999+09:00","event":{"controller":"ctl-1","boot":"b1","seq":5,"kind":"credential_read","access_point":"desk-store","credential":"04A1"}}
{"at":"2026-11-22T09:13:00+09:00","ask":{"terminal":"t-store","account":"tanaka","amr":[],"session":"s-1","action":"continue"},"label":"affirmed in time"}
=> {"ask":"affirmed in time","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":["medium_clonable"]}
{"at":"2026-11-22T09:20:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":6,"kind":"exit_requested","door":"door-store"}}
{"at":"2026-11-22T09:20:01+09:00","event":{"controller":"ctl-1","boot":"b1","seq":7,"kind":"door_opened","door":"door-store"}}
{"at":"2026-11-22T09:20:04+09:00","event":{"controller":"ctl-1","boot":"b1","seq":8,"kind":"door_closed","door":"door-store"}}
{"at":"2026-11-22T09:22:02+09:00","event":{"controller":"ctl-1","boot":"b1","seq":9,"kind":"credential_read","access_point":"desk-store","credential":"04A1"}}
=> {"signal":"step_up","at":"2026-11-22T09:22:01+09:00","terminal":"t-store","session":"s-1"}
{"at":"2026-11-22T09:23:00+09:00","ask":{"terminal":"t-store","account":"tanaka","amr":[],"session":"s-1","action":"continue"},"label":"affirmed too late"}
=> {"ask":"affirmed too late","class":"not_equivalent","outcome":"step_up","reasons":["presence_absent"],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":["medium_clonable"]}
{"at":"2026-11-22T09:24:00+09:00","ask":{"terminal":"t-store","account":"tanaka","amr":["pwd"],"session":"s-1","action":"unlock"},"label":"unlocked"}
=> {"ask":"unlocked","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":["medium_clonable"]}
