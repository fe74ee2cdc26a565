# A controller that names a person and no result, or a result and no person, is refused: success is never
# inferred (rule P6). A bare read at the outer reader is not passage: it shows her standing outside.
facility facilities/dispensing.toml

{"at":"2026-11-22T09:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"access_point":"ph-in","credential":"04A1"}}
=> {"refused":1,"why":"malformed","detail":"kind is missing; every event has boot, seq and kind"}
{"at":"2026-11-22T09:00:01+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"access_taken","access_point":"ph-in"}}
=> {"refused":2,"why":"malformed","detail":"access_taken needs credential"}
{"at":"2026-11-22T09:00:02+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"credential_read","access_point":"ph-in","credential":"04A1"}}
{"at":"2026-11-22T09:00:03+09:00","ask":{"terminal":"ph-t01","account":"tanaka","amr":["pwd"]},"label":"read only"}
=> {"ask":"read only","class":"not_equivalent","outcome":"step_up","reasons":["presence_absent"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
