# The lease begins anew with each read at the desk: an hour from the last one, to the millisecond, however
# often (rules X1, X3). It does not make the entry younger: after fourteen hours no read helps (rule S6).
facility facilities/clinic.toml

{"at":"2026-11-22T08:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"access_taken","access_point":"in-store","credential":"04A1"}}
{"at":"2026-11-22T08:50:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":2,"kind":"credential_read","access_point":"desk-store","credential":"04A1"}}
{"at":"2026-11-22T09:50:00+09:00","ask":{"terminal":"t-store","account":"tanaka","amr":["pwd"]},"label":"an hour from the read"}
=> {"ask":"an hour from the read","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":["medium_clonable"]}
{"at":"2026-11-22T09:50:00.001+09:00","ask":{"terminal":"t-store","account":"tanaka","amr":["pwd"]},"label":"and a moment"}
=> {"ask":"and a moment","class":"undetermined","outcome":"step_up","reasons":["presence_uncertain"],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":["medium_clonable"]}
{"at":"2026-11-22T10:40:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":3,"kind":"credential_read","access_point":"desk-store","credential":"04A1"}}
{"at":"2026-11-22T11:40:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":4,"kind":"credential_read","access_point":"desk-store","credential":"04A1"}}
{"at":"2026-11-22T12:40:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":5,"kind":"credential_read","access_point":"desk-store","credential":"04A1"}}
{"at":"2026-11-22T13:40:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":6,"kind":"credential_read","access_point":"desk-store","credential":"04A1"}}
{"at":"2026-11-22T14:40:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":7,"kind":"credential_read","access_point":"desk-store","credential":"04A1"}}
{"at":"2026-11-22T15:40:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":8,"kind":"credential_read","access_point":"desk-store","credential":"04A1"}}
{"at":"2026-11-22T16:40:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":9,"kind":"credential_read","access_point":"desk-store","credential":"04A1"}}
{"at":"2026-11-22T17:40:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":10,"kind":"credential_read","access_point":"desk-store","credential":"04A1"}}
{"at":"2026-11-22T18:40:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":11,"kind":"credential_read","access_point":"desk-store","credential":"04A1"}}
{"at":"2026-11-22T19:40:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":12,"kind":"credential_read","access_point":"desk-store","credential":"04A1"}}
{"at":"2026-11-22T20:40:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":13,"kind":"credential_read","access_point":"desk-store","credential":"04A1"}}
{"at":"2026-11-22T21:40:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":14,"kind":"credential_read","access_point":"desk-store","credential":"04A1"}}
{"at":"2026-11-22T22:00:00+09:00","ask":{"terminal":"t-store","account":"tanaka","amr":["pwd"]},"label":"fourteen hours"}
=> {"ask":"fourteen hours","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":["medium_clonable"]}
{"at":"2026-11-22T22:00:00.001+09:00","ask":{"terminal":"t-store","account":"tanaka","amr":["pwd"]},"label":"and a moment more"}
=> {"ask":"and a moment more","class":"undetermined","outcome":"step_up","reasons":["presence_uncertain"],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":["medium_clonable"]}
{"at":"2026-11-22T22:10:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":15,"kind":"credential_read","access_point":"desk-store","credential":"04A1"}}
{"at":"2026-11-22T22:11:00+09:00","ask":{"terminal":"t-store","account":"tanaka","amr":["pwd"]},"label":"after another read"}
=> {"ask":"after another read","class":"undetermined","outcome":"step_up","reasons":["presence_uncertain"],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":["medium_clonable"]}
