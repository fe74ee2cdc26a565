// Runs the core over a file of events and questions: no database, no network (interfaces.md section
// 6).
//
// Promise: the same input tells the same, in the same order; a line that cannot be taken is refused
// and has no effect. What it keeps of a line is its number and its label. One thread.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "adapters/files/rehearsal_lines.h"
#include "service/core/book.h"
#include "service/core/facility.h"
#include "service/ports/service.h"

namespace zonefactor::cli {

// The answer to the `ask` of input line `line`.
struct Answer {
  std::uint64_t line = 0;
  core::Instant at{};
  std::string_view label;
  const core::Decision& decision;
};

// An earlier answer's class that later news changed (rule K6).
struct ChangedVerdict {
  std::string_view label;
  core::Class from{};
  core::Class to{};
  std::uint64_t cause_line = 0;
};

struct RefusedLine {
  std::uint64_t line = 0;
  std::string_view why;
  std::string_view detail;  // may be empty
};

// What a rehearsal tells: one call for each line of the output, in the order of the output.
// `facility_time` is that of the facility in force.
class RehearsalListener {
 public:
  virtual ~RehearsalListener() = default;
  virtual void answered(const Answer& answer, const core::TimeZone& facility_time) = 0;
  virtual void found(const core::Finding& finding, const core::TimeZone& facility_time) = 0;
  virtual void signalled(const core::Signal& signal, const core::TimeZone& facility_time) = 0;
  virtual void verdict_changed(const ChangedVerdict& changed) = 0;
  virtual void refused(const RefusedLine& refused) = 0;
};

// Which input line an entry of the journal came from, and by which label it is known: 8 bytes a
// line and the text of the labels.
class LineBook {
 public:
  // Entries come in order of their index, from 0, and none is left out.
  void note_entry(std::uint64_t line) { lines_.push_back(line); }
  // The label of the entry noted last.
  void note_label(std::string_view label);
  std::uint64_t line_of(std::uint64_t index) const;
  // The number of its line where the entry has no label of its own.
  std::string label_of(std::uint64_t index) const;

 private:
  struct Label {
    std::uint64_t index = 0;
    std::uint64_t begin = 0;  // in `text_`
  };
  std::vector<std::uint64_t> lines_;  // by index
  std::vector<Label> labels_;         // ascending
  std::string text_;
};

class Rehearsal {
 public:
  // Loads the facility of a `facility` line; says in words why it cannot.
  using LoadFacility =
      std::function<std::variant<core::Facility, std::string>(const std::string& path)>;

  // `heartbeat_controllers` are those with a heartbeat line somewhere in the input; the others
  // count as always heard from.
  Rehearsal(const core::Facility& facility, std::set<core::ControllerId> heartbeat_controllers,
            LoadFacility load_facility);

  // Takes input line `number` (from 1) and tells what follows from it.
  void take(std::uint64_t number, std::string_view line, RehearsalListener& listener);
  // The same as text: appends the output lines to `out`, each ended by "\n".
  void take(std::uint64_t number, std::string_view line, std::string& out);

  // What was taken of the last line, but is hardly what was meant; empty where there is nothing.
  const std::string& note() const { return note_; }

  // The configuration in force.
  const core::Site& site() const { return book_.site(); }
  // The `at` of the first and the last line taken.
  std::optional<std::pair<core::Instant, core::Instant>> span() const;

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

  void observe(ports::DoorReport report);
  void configure(const core::Facility& facility);
  core::EntryRef evolve(core::Fact fact);
  void refuse(std::string_view why, std::string_view detail = {});
  void tell(const core::Consequences& consequences);

  core::Book book_;
  files::RehearsalDecoder decoder_;
  LoadFacility load_facility_;
  core::TimeZone time_zone_;
  std::set<std::string> configured_;  // staging keys in force
  std::uint64_t version_ = 0;
  std::uint64_t next_index_ = 0;
  bool begun_ = false;
  core::Instant first_at_{};
  core::Instant at_{};
  std::uint64_t number_ = 0;
  core::Consequences following_;  // of the line in hand
  std::string note_;
  LineBook lines_;
  RehearsalListener* listener_ = nullptr;
};

// Looks through the lines of an input for the controllers that have a heartbeat line in it.
class HeartbeatScan {
 public:
  void see(std::string_view line);
  const std::set<core::ControllerId>& controllers() const { return controllers_; }

 private:
  files::RehearsalDecoder decoder_;
  std::set<core::ControllerId> controllers_;
};

// The same over `input`, lines parted by "\n".
std::set<core::ControllerId> controllers_with_heartbeat(std::string_view input);

}  // namespace zonefactor::cli
