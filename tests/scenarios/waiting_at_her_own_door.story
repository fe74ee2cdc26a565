# By the book Tanaka is inside when her card is read at the outside: perhaps she is coming in again, so
# she is pending until the door has had its time. It stays shut: she stands outside, had left unseen, and
# her session locks (rules S4, P1).
facility facilities/dispensing.toml

{"at":"2026-11-22T09:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"access_taken","access_point":"ph-in","credential":"04A1"}}
{"at":"2026-11-22T09:01:00+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"],"session":"s-1"},"label":"inside"}
=> {"ask":"inside","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:01:01+09:00","session":{"terminal":"ph-t01","session":"s-1","account":"tanaka","do":"begin"}}
{"at":"2026-11-22T09:10:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":2,"kind":"access_granted","access_point":"ph-in","credential":"04A1"}}
{"at":"2026-11-22T09:10:05+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"at the outer reader"}
=> {"ask":"at the outer reader","class":"undetermined","outcome":"step_up","reasons":["entry_pending"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:10:14.999+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"not settled yet"}
=> {"ask":"not settled yet","class":"undetermined","outcome":"step_up","reasons":["entry_pending"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:10:15+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"the door stayed shut"}
=> {"finding":"missed_exit","at":"2026-11-22T09:10:15+09:00","person":"tanaka","zone":"dispensing"}
=> {"signal":"lock","at":"2026-11-22T09:10:15+09:00","terminal":"ph-t01","session":"s-1"}
=> {"ask":"the door stayed shut","class":"not_equivalent","outcome":"step_up","reasons":["presence_absent"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
