// Where in the journal a time is, found by its rows: they are in order of their recording, so a few
// of them tell. One thread at a time; blocking.
#pragma once

#include <cstdint>
#include <functional>

#include "service/ports/store.h"

namespace zonefactor::engine {

class StoredTimes {
 public:
  // `store` outlives it.
  explicit StoredTimes(ports::Store& store) : store_(store) {}

  // The first entry recorded at `time` or later, or where it would stand. Throws StoreUnavailable.
  core::EntryRef first_at(core::Instant time) const;
  // How many entries a log has. Throws StoreUnavailable.
  std::uint64_t size_of(std::int32_t year) const;

 private:
  using IsBefore = std::function<bool(const ports::JournalRow&)>;
  std::uint64_t partition(std::int32_t year, const IsBefore& is_before) const;
  bool holds(core::EntryRef ref, const IsBefore& is_before) const;

  ports::Store& store_;
};

}  // namespace zonefactor::engine
