# The alarm releases the pharmacy. When its doors are locked again nobody is known there, nor in the
# dispensing room within it, nor whoever was outside before: Suzuki, who never came in, is as unknown as
# Tanaka. The office is another place, and nothing changed there (rules Z6, S9).
facility facilities/pharmacy.toml

{"at":"2026-11-22T08:59:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":1,"kind":"access_taken","access_point":"outer-in","credential":"04A1","methods":["card","pin"]}}
{"at":"2026-11-22T09:00:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":2,"kind":"access_taken","access_point":"inner-in","credential":"04A1"}}
{"at":"2026-11-22T09:01:00+09:00","ask":{"terminal":"t-dispensing","account":"tanaka","amr":["pwd"],"session":"s-1"},"label":"before"}
=> {"ask":"before","class":"zone_equivalent","outcome":"allow","reasons":[],"factors":{"entry":["knowledge","possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:01:01+09:00","session":{"terminal":"t-dispensing","session":"s-1","account":"tanaka","do":"begin"}}
{"at":"2026-11-22T09:10:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":3,"kind":"emergency_release","zone":"pharmacy"}}
{"at":"2026-11-22T09:11:00+09:00","ask":{"terminal":"t-pharmacy","account":"tanaka","amr":["pwd"]},"label":"while it is open"}
=> {"ask":"while it is open","class":"not_equivalent","outcome":"step_up","reasons":["zone_open"],"factors":{"entry":["knowledge","possession"],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:11:01+09:00","ask":{"terminal":"t-pharmacy","account":"tanaka","amr":["pwd","otp"]},"label":"while it is open, two factors of its own"}
=> {"ask":"while it is open, two factors of its own","class":"native_two_factor","outcome":"allow","reasons":[],"zone_reasons":["zone_open"],"factors":{"entry":["knowledge","possession"],"terminal":["knowledge","possession"]},"warnings":[]}
{"at":"2026-11-22T09:20:00+09:00","event":{"controller":"ctl-1","boot":"b1","seq":4,"kind":"emergency_restored","zone":"pharmacy"}}
{"at":"2026-11-22T09:21:00+09:00","ask":{"terminal":"t-dispensing","account":"tanaka","amr":["pwd"]},"label":"tanaka in the inner room"}
=> {"ask":"tanaka in the inner room","class":"undetermined","outcome":"step_up","reasons":["presence_unknown"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:21:01+09:00","ask":{"terminal":"t-pharmacy","account":"suzuki","amr":["pwd"]},"label":"suzuki in the pharmacy"}
=> {"ask":"suzuki in the pharmacy","class":"undetermined","outcome":"step_up","reasons":["presence_unknown"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
{"at":"2026-11-22T09:21:02+09:00","ask":{"terminal":"t-office","account":"suzuki","amr":["pwd"]},"label":"suzuki in the office"}
=> {"ask":"suzuki in the office","class":"not_equivalent","outcome":"step_up","reasons":["presence_absent"],"factors":{"entry":[],"terminal":["knowledge"]},"warnings":[]}
