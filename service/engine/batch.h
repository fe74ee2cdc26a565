// Entries that become durable together, and what may leave the process once they are.
#pragma once

#include <functional>
#include <vector>

#include "service/core/fact.h"
#include "service/ports/service.h"
#include "service/ports/store.h"

namespace zonefactor::engine {

// Lets an answer go: with null once its entry is durable, else with why it never will be.
using Release = std::function<void(const ports::Unavailable* failed)>;

struct Batch {
  ports::Head expected;  // where its first row stands
  ports::Writing writing;
  std::vector<Release> releases;
  std::vector<core::Signal> signals;
};

// The head once `batch` is durable.
inline ports::Head head_after(const Batch& batch) {
  const ports::Writing& writing = batch.writing;
  if (writing.rows.empty())
    return {batch.expected.next, batch.expected.last_recorded_at, writing.frontier};
  const ports::JournalRow& last = writing.rows.back();
  return {{last.ref.year, last.ref.index + 1}, last.recorded_at, writing.frontier};
}

}  // namespace zonefactor::engine
