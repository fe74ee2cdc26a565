// The output of a rehearsal as interfaces.md section 6 has it: one JSON object per line.
//
// Promise: lines are appended to the given string, whole, each ended by "\n".
#pragma once

#include <string>

#include "service/cli/rehearsal.h"

namespace zonefactor::cli {

class RehearsalPrinter final : public RehearsalListener {
 public:
  // Appends to `out`, which outlives the printer.
  explicit RehearsalPrinter(std::string& out) : out_(out) {}

  void answered(const Answer& answer, const core::TimeZone& facility_time) override;
  void found(const core::Finding& finding, const core::TimeZone& facility_time) override;
  void signalled(const core::Signal& signal, const core::TimeZone& facility_time) override;
  void verdict_changed(const ChangedVerdict& changed) override;
  void refused(const RefusedLine& refused) override;

 private:
  std::string& out_;
};

}  // namespace zonefactor::cli
