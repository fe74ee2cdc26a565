# Until ten the reader asks for card and PIN, then it is set to ask for the card only. After that the
# message comes that Suzuki went in at twenty past nine: the reader then asked for both, so both count,
# and her login of half past nine is judged again by that (rules G4, K6). Who comes in at eleven has the
# card only.
facility facilities/pharmacy.toml

{"at":"2026-11-22T09:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"access_taken","access_point":"outer-in","credential":"04A1","occurred_at":"2026-11-22T09:00:00+09:00"}}
{"at":"2026-11-22T09:30:00+09:00","ask":{"terminal":"t-pharmacy","account":"suzuki","amr":["hwk"]},"label":"nobody saw suzuki come in"}
=> {"ask":"nobody saw suzuki come in","class":"not_equivalent","outcome":"step_up","reasons":["presence_absent"],"factors":{"entry":[],"terminal":["possession"]},"warnings":[]}
=> {"finding":"missed_entry","at":"2026-11-22T09:30:00+09:00","person":"suzuki","zone":"pharmacy"}
{"at":"2026-11-22T10:00:00+09:00","facility":"facilities/pharmacy_card_only.toml"}
{"at":"2026-11-22T10:05:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":2,"kind":"access_taken","access_point":"outer-in","credential":"04B2","occurred_at":"2026-11-22T09:20:00+09:00"}}
=> {"readjudicated":"nobody saw suzuki come in","from":"not_equivalent","to":"zone_equivalent","cause":{"line":4}}
{"at":"2026-11-22T11:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":3,"kind":"access_taken","access_point":"outer-out","credential":"04A1","occurred_at":"2026-11-22T11:00:00+09:00"}}
{"at":"2026-11-22T11:00:30+09:00","event":{"controller":"ctl-1","boot":"b1","seq":4,"kind":"access_taken","access_point":"outer-in","credential":"04A1","occurred_at":"2026-11-22T11:00:30+09:00"}}
{"at":"2026-11-22T11:01:00+09:00","ask":{"terminal":"t-pharmacy","account":"tanaka","amr":["hwk"]},"label":"came in at eleven"}
=> {"ask":"came in at eleven","class":"not_equivalent","outcome":"step_up","reasons":["factors_insufficient"],"factors":{"entry":["possession"],"terminal":["possession"]},"warnings":[]}
