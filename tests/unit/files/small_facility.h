// A small facility file that is right, for tests that break one thing in it at a time.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <variant>
#include <vector>

#include "adapters/files/facility_toml.h"

namespace zonefactor::files {

inline const std::string kSmallFacility = R"([facility]
id = "chuo"
name = { ja = "中央病院", en = "Chuo Hospital" }
time_zone = "Asia/Tokyo"
profile = "strict"

[[zone]]
id = "pharmacy"
name = "Pharmacy"
basis = { kind = "law", text = "Article 2", review_due = 2027-03-31 }
exit = "identified"

[[zone]]
id = "dispensing"
name = { ja = "調剤室", en = "Dispensing room" }
within = "pharmacy"
exit = "identified"

[[controller]]
id = "ctl-1"
profile = "zonefactor"

[[door]]
id = "ph-door"
controller = "ctl-1"
sides = ["outside", "pharmacy"]
contact = true

[[door]]
id = "disp-door"
controller = "ctl-1"
sides = ["pharmacy", "dispensing"]

[[access_point]]
id = "ph-in"
door = "ph-door"
to = "pharmacy"
methods = [["card"]]

[[access_point]]
id = "disp-in"
door = "disp-door"
to = "dispensing"
methods = [["card", "pin"], ["face"]]
card_read = "cryptographic"

[[access_point]]
id = "disp-desk"
inside = "dispensing"
methods = [["card"]]

[[terminal]]
id = "ph-t01"
zone = "dispensing"
placement = "fixed"
methods = ["pwd", "otp"]
step_up = ["otp"]

[[person]]
id = "p-1042"
kind = "staff"
accounts = ["tanaka"]

[[credential]]
id = "card-77"
person = "p-1042"
kind = "card"
number = "04a1b2c3"
valid_from = 2026-04-01T00:00:00+09:00

[[designation]]
person = "p-1042"
zone = "dispensing"
)";

// The small facility with the first `from` replaced by `to`.
inline std::string with(const std::string& from, const std::string& to) {
  std::string text = kSmallFacility;
  const auto at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

inline std::vector<Fault> faults_of(const std::string& text) {
  const FacilityResult result = parse_facility(text, "f.toml");
  const auto* faults = std::get_if<std::vector<Fault>>(&result);
  return faults == nullptr ? std::vector<Fault>{} : *faults;
}

inline FacilityFile taken(const std::string& text) {
  FacilityResult result = parse_facility(text, "f.toml");
  if (const auto* faults = std::get_if<std::vector<Fault>>(&result)) {
    for (const Fault& fault : *faults) ADD_FAILURE() << to_text(fault);
    return {};
  }
  return std::get<FacilityFile>(std::move(result));
}

// Line of the first occurrence of `part`, from 1.
inline int line_of(const std::string& text, const std::string& part) {
  const auto at = text.find(part);
  return 1 + static_cast<int>(std::count(text.begin(), text.begin() + static_cast<long>(at), '\n'));
}

}  // namespace zonefactor::files
