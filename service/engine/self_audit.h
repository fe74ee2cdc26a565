// Recomputes the stored journal against its published checkpoints while the service runs, slowly
// and over and over.
//
// Promise: it never delays recording: a slice of rows at a time, on a thread and a storage
// connection of its own, with a pause between. What does not fit is told once for each thing. Lives
// on the loop's thread.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>

#include "service/engine/audit_reader.h"
#include "service/engine/journal_check.h"
#include "service/engine/work_thread.h"
#include "service/ports/loop.h"

namespace zonefactor::engine {

class SelfAudit {
 public:
  // A quarter of a second for so many rows: ten million take an hour and a half.
  static constexpr std::uint64_t kRowsPerSlice = 512;
  static constexpr std::chrono::milliseconds kPause{250};
  static constexpr std::chrono::minutes kBetweenPasses{60};

  struct Parts {
    OpenStore open;  // called on its thread; may throw StoreUnavailable
    ports::Loop& loop;
    std::function<void(const JournalFault&)> on_fault;       // once for each
    std::function<void(const JournalSound&)> on_sound;       // of each pass
    std::function<void(const std::string& why)> on_trouble;  // the pass begins anew later
  };
  SelfAudit(Parts parts, std::string facility);

  // Begins the first pass, after a pause.
  void start();

 private:
  struct Work;
  struct Away {
    std::string why;
  };
  using Outcome = std::variant<JournalStep, Away>;
  void later(std::chrono::milliseconds pause);
  void slice();
  void done(Outcome outcome);

  Parts parts_;
  std::set<std::string> told_;
  std::shared_ptr<char> alive_ = std::make_shared<char>();
  std::shared_ptr<Work> work_;  // used on `thread_` alone
  WorkThread thread_;
};

}  // namespace zonefactor::engine
