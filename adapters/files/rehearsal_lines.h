// One line of a rehearsal's input (interfaces.md section 6), decoded or refused with a reason.
//
// Promise: a line is taken whole or not at all; a refusal is one short sentence that names the
// member at fault and repeats no account and no number. Unknown members are ignored; exactly one
// verb stands in a line. A door event is handed on as JSON text, because its decoder is a device
// profile's. Pure, but keeps its buffers: one decoder per thread.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "service/core/time.h"
#include "service/core/words.h"

namespace zonefactor::files {

inline constexpr std::size_t kMaxRehearsalLineBytes = 64 * 1024;
inline constexpr std::size_t kMaxRehearsalDepth = 16;

// `event`: the object as it stands, white space removed.
struct EventLine {
  std::string json;
};

struct AskLine {
  std::string terminal;
  std::string account;
  core::Amrs amr;
  bool unknown_amr = false;  // named a value outside the vocabulary (rule F5)
  core::Action action = core::Action::login;
  std::optional<std::string> session;
  std::optional<core::SessionKind> session_kind;  // absent: console, attested
  core::TerminalProof proof = core::TerminalProof::certificate;
  std::optional<std::string> emergency_reason;  // rule E3
  std::optional<std::string> label;             // absent: the number of the line
};

struct AcknowledgeLine {
  std::string zone;
  core::Acknowledgeable what = core::Acknowledgeable::breach;
  std::string by;
};

struct CredentialChangeLine {
  std::string credential;
  core::CredentialState state = core::CredentialState::active;
  std::optional<core::Instant> since;
};

struct DesignationChangeLine {
  std::string person;
  std::string zone;
  std::optional<core::Instant> valid_until;  // absent: `null`, without an end
};

struct PersonChangeLine {
  std::string person;
  core::PersonKind kind = core::PersonKind::staff;
};

struct FacilityLine {
  std::string path;
};

// `"start": "unknown"`: nobody's presence is known at the beginning (rule S1).
struct StartUnknownLine {};

struct SessionLine {
  std::string terminal;
  std::string session;
  std::optional<std::string> account;
  core::SessionDo what = core::SessionDo::begin;
};

// A manual correction of presence (rule S8).
struct CorrectLine {
  std::string person;
  std::string zone;
  bool to_present = false;  // "to": "present" or "absent"
  std::string reason;
  std::string by;
  std::string second;
};

// A declared emergency (rule E1).
struct EmergencyLine {
  std::string by;
  std::string reason;
  std::vector<std::string> zones;
  core::Instant until{};
};

struct RehearsalLine {
  core::Instant at{};
  std::variant<EventLine, AskLine, AcknowledgeLine, CredentialChangeLine, DesignationChangeLine,
               PersonChangeLine, FacilityLine, StartUnknownLine, SessionLine, CorrectLine,
               EmergencyLine>
      what;
};

struct RehearsalRefusal {
  std::string why;
};

class RehearsalDecoder {
 public:
  RehearsalDecoder();
  ~RehearsalDecoder();
  RehearsalDecoder(RehearsalDecoder&&) noexcept;
  RehearsalDecoder& operator=(RehearsalDecoder&&) noexcept;

  // `line` without its line break.
  std::variant<RehearsalLine, RehearsalRefusal> decode(std::string_view line);

 private:
  class Parser;
  std::unique_ptr<Parser> parser_;
};

}  // namespace zonefactor::files
