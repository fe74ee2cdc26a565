// Runs the core over a file of events and questions: no database, no network (interfaces.md section
// 6).
//
// Promise: the same input gives the same output, byte for byte; a line that cannot be taken is
// refused and has no effect. One thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "adapters/files/rehearsal_lines.h"
#include "service/core/book.h"
#include "service/core/facility.h"
#include "service/ports/service.h"

namespace zonefactor::cli {

class Rehearsal {
 public:
  // Loads the facility of a `facility` line; says in words why it cannot.
  using LoadFacility =
      std::function<std::variant<core::Facility, std::string>(const std::string& path)>;

  // `heartbeat_controllers` are those with a heartbeat line somewhere in the input; the others
  // count as always heard from.
  Rehearsal(const core::Facility& facility, std::set<core::ControllerId> heartbeat_controllers,
            LoadFacility load_facility);

  // Takes input line `number` (from 1) and appends what it prints to `out`, each line ended by
  // "\n".
  void take(std::uint64_t number, std::string_view line, std::string& out);

 private:
  void perform(const files::EventLine& line);
  void perform(const files::AskLine& line);
  void perform(const files::AcknowledgeLine& line);
  void perform(const files::CredentialChangeLine& line);
  void perform(const files::DesignationChangeLine& line);
  void perform(const files::PersonChangeLine& line);
  void perform(const files::FacilityLine& line);
  void perform(const files::StartUnknownLine& line);
  void perform(const files::SessionLine& line);
  void perform(const files::CorrectLine& line);
  void perform(const files::EmergencyLine& line);

  void observe(const ports::DoorReport& report);
  void configure(const core::Facility& facility);
  core::EntryRef evolve(core::Fact fact);
  void refuse(std::string_view why, std::string_view detail = {});
  void print(const core::Consequences& consequences);
  void print(const core::Finding& finding);
  void print(const core::Signal& signal);
  void print(const core::Readjudicated& changed);
  void print_answer(const std::string& label, const core::Decision& decision);
  std::string time_text(core::Instant instant) const;

  core::Book book_;
  files::RehearsalDecoder decoder_;
  LoadFacility load_facility_;
  core::TimeZone time_zone_;
  std::set<std::string> configured_;  // staging keys in force
  std::uint64_t version_ = 0;
  std::uint64_t next_index_ = 0;
  bool begun_ = false;
  core::Instant at_{};
  std::uint64_t number_ = 0;
  core::Consequences following_;                    // of the line in hand
  std::map<std::uint64_t, std::string> label_of_;   // by index of a decision
  std::map<std::uint64_t, std::uint64_t> line_of_;  // by index of an entry
  std::string* out_ = nullptr;
};

// The controllers that have a heartbeat line in `input` (lines parted by "\n").
std::set<core::ControllerId> controllers_with_heartbeat(std::string_view input);

}  // namespace zonefactor::cli
