# Tanaka is alone in the store, which is left by a handle. She opens the door from inside to call the next
# patient: somebody may have gone out, and that can only have been her (rules X2, X4). Nothing is locked, her
# running session goes on for two minutes; a card at the desk says that she is still there (rule X3).
facility facilities/clinic.toml

{"at":"2026-11-22T09:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"access_granted","access_point":"in-store","credential":"04A1"}}
{"at":"2026-11-22T09:00:01+09:00","event":{"controller":"ctl-1","boot":"b1","seq":2,"kind":"door_opened","door":"door-store"}}
{"at":"2026-11-22T09:00:04+09:00","event":{"controller":"ctl-1","boot":"b1","seq":3,"kind":"door_closed","door":"door-store"}}
{"at":"2026-11-22T09:01:00+09:00","ask":{"terminal":"t-store","account":"tanaka","amr":["pwd"],"session":"s-1"},"label":"at work"}
=> {"ask":"at work","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":["medium_clonable"]}
{"at":"2026-11-22T09:01:01+09:00","session":{"terminal":"t-store","session":"s-1","account":"tanaka","do":"begin"}}
{"at":"2026-11-22T09:10:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":4,"kind":"exit_requested","door":"door-store"}}
{"at":"2026-11-22T09:10:01+09:00","event":{"controller":"ctl-1","boot":"b1","seq":5,"kind":"door_opened","door":"door-store"}}
{"at":"2026-11-22T09:10:05+09:00","event":{"controller":"ctl-1","boot":"b1","seq":6,"kind":"door_closed","door":"door-store"}}
{"at":"2026-11-22T09:10:30+09:00","ask":{"terminal":"t-store","account":"tanaka","amr":["pwd"]},"label":"a new login"}
=> {"ask":"a new login","class":"not_equivalent","outcome":"step_up","reasons":["presence_absent"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:11:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":7,"kind":"credential_read","access_point":"desk-store","credential":"04A1"}}
{"at":"2026-11-22T09:11:10+09:00","ask":{"terminal":"t-store","account":"tanaka","amr":["pwd"]},"label":"after the desk"}
=> {"ask":"after the desk","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":["medium_clonable"]}
# The second time nobody says that she is there, and her session falls two minutes later.
{"at":"2026-11-22T09:20:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":8,"kind":"exit_requested","door":"door-store"}}
{"at":"2026-11-22T09:20:01+09:00","event":{"controller":"ctl-1","boot":"b1","seq":9,"kind":"door_opened","door":"door-store"}}
{"at":"2026-11-22T09:20:05+09:00","event":{"controller":"ctl-1","boot":"b1","seq":10,"kind":"door_closed","door":"door-store"}}
{"at":"2026-11-22T09:30:00+09:00","ask":{"terminal":"t-store","account":"tanaka","amr":[],"session":"s-1","action":"continue"},"label":"goes on"}
=> {"signal":"step_up","at":"2026-11-22T09:22:01+09:00","terminal":"t-store","session":"s-1"}
=> {"ask":"goes on","class":"not_equivalent","outcome":"step_up","reasons":["presence_absent"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
