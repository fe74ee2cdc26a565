# What is told up to seven days late still changes what is known; what is older is written down, a finding
# says so, and nothing changes (rule K10). Two exits of last week are told today: Tanaka's out of the
# pharmacy by a second too late, Suzuki's out of the office just in time, and Suzuki's login of that day
# is judged again (rule K6).
facility facilities/pharmacy.toml

{"at":"2026-11-15T09:59:58+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"access_taken","access_point":"outer-in","credential":"04A1","methods":["card","pin"],"occurred_at":"2026-11-15T09:59:58+09:00"}}
{"at":"2026-11-15T09:59:59+09:00","event":{"controller":"ctl-2","boot":"b1","seq":1,"kind":"access_taken","access_point":"office-in","credential":"04B2","occurred_at":"2026-11-15T09:59:59+09:00"}}
{"at":"2026-11-15T11:00:00+09:00","ask":{"terminal":"t-pharmacy","account":"tanaka","amr":["pwd"]},"label":"tanaka that day"}
=> {"ask":"tanaka that day","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["knowledge","possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-15T11:00:01+09:00","ask":{"terminal":"t-office","account":"suzuki","amr":["pwd"]},"label":"suzuki that day"}
=> {"ask":"suzuki that day","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T10:00:01+09:00","event":{"controller":"ctl-1","boot":"b1","seq":2,"kind":"access_taken","access_point":"outer-out","credential":"04A1","occurred_at":"2026-11-15T10:00:00+09:00"}}
=> {"finding":"too_late","at":"2026-11-22T10:00:01+09:00","controller":"ctl-1"}
{"at":"2026-11-22T10:00:01+09:00","event":{"controller":"ctl-2","boot":"b1","seq":2,"kind":"access_taken","access_point":"office-out","credential":"04B2","occurred_at":"2026-11-15T10:00:01+09:00"}}
=> {"readjudicated":"suzuki that day","from":"zone_equivalent","to":"not_equivalent","cause":{"line":6}}
{"at":"2026-11-22T10:01:00+09:00","ask":{"terminal":"t-pharmacy","account":"tanaka","amr":["pwd"]},"label":"tanaka a week later"}
=> {"ask":"tanaka a week later","class":"undetermined","outcome":"step_up","reasons":["presence_uncertain"],"factors":{"entry":["knowledge","possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T10:01:01+09:00","ask":{"terminal":"t-office","account":"suzuki","amr":["pwd"]},"label":"suzuki a week later"}
=> {"ask":"suzuki a week later","class":"not_equivalent","outcome":"step_up","reasons":["presence_absent"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
