// Has one checkpoint a day stamped by a time-stamping authority, beside the loop.
//
// Promise: what is stamped is a kept checkpoint, and both are stored; where the authority is away
// it is asked again with the next kept checkpoint, and nothing else waits. Lives on the loop's
// thread; authority and store are used on its own.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "service/engine/audit_reader.h"
#include "service/engine/work_thread.h"
#include "service/ports/loop.h"
#include "service/ports/store.h"
#include "service/ports/timestamp_authority.h"

namespace zonefactor::engine {

class DailyStamp {
 public:
  struct Parts {
    OpenStore open;                                        // called on its thread
    std::shared_ptr<ports::TimestampAuthority> authority;  // null: none is asked
    ports::Loop& loop;
    std::function<void(const std::string& why)> on_trouble;
  };
  explicit DailyStamp(Parts parts);

  // A kept checkpoint; stamped if it is the day's first.
  void offer(const ports::CheckpointRow& checkpoint, core::Instant now);

 private:
  struct Work;

  Parts parts_;
  std::optional<std::int64_t> day_stamped_;
  bool under_way_ = false;
  std::shared_ptr<char> alive_ = std::make_shared<char>();
  std::shared_ptr<Work> work_;  // used on `thread_` alone
  WorkThread thread_;
};

}  // namespace zonefactor::engine
