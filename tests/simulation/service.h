// The service as far as the rules are concerned: stamps what arrives, admits, records, folds, and
// comes back from its journal.
//
// It does what service/engine does with the core's verbs, over entries as bytes. Promise: every
// arrival leaves exactly one entry besides its consequences, or is a repetition and leaves none;
// every entry is what its bytes say.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "service/core/book.h"
#include "tests/simulation/a_wire.h"

namespace zonefactor::simulation {

struct Row {
  core::EntryRef ref;
  std::string bytes;
};

// What one arrival, or the passing of time, left in the journal.
struct Recorded {
  std::vector<core::Entry> entries;
  std::optional<core::Entry> input;  // absent where nothing, or a repetition, came
};

// A book made of the rows alone. Every consequence that follows anew must be the one recorded, and
// every recorded decision the one the book gives (rules A6, V4).
core::Book folded(const std::vector<Row>& rows);

core::Entry entry_of(const Row& row);

class Service {
 public:
  // Opens the log and puts the facility in force.
  Service(core::Instant at, const core::Facility& facility);

  const core::Book& book() const { return book_; }
  const std::vector<Row>& rows() const { return rows_; }

  Recorded bring_to(core::Instant at);
  // At the book's time.
  Recorded take(const Arrival& arrival);

  // What is recorded so far outlives a crash.
  void commit() { committed_ = rows_.size(); }
  bool all_committed() const { return committed_ == rows_.size(); }
  // Throws its state away, with it what is not committed, and folds the journal.
  void lose_the_uncommitted();
  // Says so in the journal, after that. Call `bring_to` first.
  Recorded start_again();

 private:
  core::Entry append(core::Fact fact);
  void record(core::Fact fact, Recorded& recorded);
  void record_consequences(const core::Consequences& consequences, Recorded& recorded);
  void configure(const core::Facility& facility, Recorded& recorded);

  core::Book book_;
  core::Instant now_;
  std::vector<Row> rows_;
  std::size_t committed_ = 0;
  core::Facility facility_;
  std::uint64_t version_ = 0;
  core::Consequences following_;
};

}  // namespace zonefactor::simulation
