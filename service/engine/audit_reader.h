// Reads the journal for the auditor on a thread and a storage connection of its own.
//
// Promise: reading never delays recording; one page at a time, each bounded. Lives on the loop's
// thread; `done` is called there.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <variant>
#include <vector>

#include "service/engine/work_thread.h"
#include "service/ports/loop.h"
#include "service/ports/service.h"
#include "service/ports/store.h"

namespace zonefactor::engine {

using OpenStore = std::function<std::unique_ptr<ports::Store>()>;

class AuditReader {
 public:
  static constexpr std::uint64_t kMostPerPage = 500;
  static constexpr std::uint64_t kMostLookedAt = 100000;  // of one question with a type
  static constexpr std::size_t kMostWaiting = 16;

  using Rows = std::variant<std::vector<ports::JournalRow>, ports::Unavailable>;

  // `open` is called on the reader's thread; it may throw ports::StoreUnavailable.
  AuditReader(OpenStore open, ports::Loop& loop);

  bool full() const { return waiting_ >= kMostWaiting; }
  // Newest first, the page ends below `query.from` (0: the journal's end); else it begins there.
  void read(ports::AuditQuery query, core::EntryRef end, std::function<void(Rows)> done);

 private:
  ports::Loop& loop_;
  std::size_t waiting_ = 0;
  std::shared_ptr<char> alive_ = std::make_shared<char>();
  struct Reading;
  std::shared_ptr<Reading> reading_;  // used on `thread_` alone
  WorkThread thread_;
};

// What the journal says of a reading: "entries newest_first from 0 limit 50 type login.decided".
std::string description_of(const ports::AuditQuery& query);

}  // namespace zonefactor::engine
