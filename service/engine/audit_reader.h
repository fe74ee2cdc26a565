// Reads the journal for the auditor on a thread and a storage connection of its own.
//
// Promise: reading never delays recording; one page at a time, each bounded. Lives on the loop's
// thread; `done` is called there.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <variant>
#include <vector>

#include "service/engine/audit_filter.h"
#include "service/engine/work_thread.h"
#include "service/ports/loop.h"
#include "service/ports/service.h"
#include "service/ports/store.h"

namespace zonefactor::engine {

using OpenStore = std::function<std::unique_ptr<ports::Store>()>;

class AuditReader {
 public:
  static constexpr std::uint64_t kMostPerPage = 500;
  static constexpr std::uint64_t kMostLookedAt = 100000;  // of one question that leaves some out
  static constexpr std::size_t kMostWaiting = 16;

  struct Page {
    std::vector<ports::JournalRow> rows;
    std::optional<core::EntryRef> next;
  };
  using Result = std::variant<Page, ports::Unavailable>;
  // One reading's place among those at a time; given back when the last copy goes.
  using Place = std::shared_ptr<void>;

  // `open` is called on the reader's thread; it may throw ports::StoreUnavailable.
  AuditReader(OpenStore open, ports::Loop& loop);

  // Null where there are too many.
  Place take_place();
  // From log to log; `end` is the journal's.
  void read(ports::AuditQuery query, AuditFilter filter, core::EntryRef end, Place place,
            std::function<void(Result)> done);

 private:
  ports::Loop& loop_;
  std::shared_ptr<std::size_t> waiting_ = std::make_shared<std::size_t>(0);
  std::shared_ptr<char> alive_ = std::make_shared<char>();
  struct Reading;
  std::shared_ptr<Reading> reading_;  // used on `thread_` alone
  WorkThread thread_;
};

}  // namespace zonefactor::engine
