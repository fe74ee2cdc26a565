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
  std::vector<ports::JournalRow> rows;
  std::vector<ports::NameRow> names;
  std::vector<Release> releases;
  std::vector<core::Signal> signals;
};

// The head once `batch` is durable.
inline ports::Head head_after(const Batch& batch) {
  if (batch.rows.empty()) return batch.expected;
  const ports::JournalRow& last = batch.rows.back();
  return {{last.ref.year, last.ref.index + 1}, last.recorded_at};
}

}  // namespace zonefactor::engine
