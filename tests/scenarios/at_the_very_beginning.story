# Nobody knows who is where when the service first starts: everyone is unknown, and unknown is no ground
# for a login (rule S1). A reader inside does not settle it; leaving and coming in does, and leaving is
# then no finding (rule S5).
facility facilities/dispensing.toml

{"at":"2026-11-22T08:00:00+09:00","start":"unknown"}
{"at":"2026-11-22T08:00:01+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"unknown"}
=> {"ask":"unknown","class":"undetermined","outcome":"step_up","reasons":["presence_unknown"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T08:10:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"credential_read","access_point":"ph-desk","credential":"04A1"}}
{"at":"2026-11-22T08:10:01+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"still unknown"}
=> {"ask":"still unknown","class":"undetermined","outcome":"step_up","reasons":["presence_unknown"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T08:20:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":2,"kind":"access_taken","access_point":"ph-out","credential":"04A1"}}
{"at":"2026-11-22T08:20:01+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"known to be out"}
=> {"ask":"known to be out","class":"not_equivalent","outcome":"step_up","reasons":["presence_absent"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":3,"kind":"access_taken","access_point":"ph-in","credential":"04A1"}}
{"at":"2026-11-22T09:00:01+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"known to be in"}
=> {"ask":"known to be in","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
