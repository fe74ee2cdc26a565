// A hospital that works in memory, for benchmarks: people come in, log in and go, as its rules see
// it.
//
// Promise: what it records is what the engine would have recorded, consequences and seals included,
// so that the entries can be derived again; the same calls give the same bytes.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "service/core/book.h"

namespace zonefactor::bench {

class Hospital {
 public:
  static constexpr int kZones = 100;
  // A visit: four door events in, four logins of people inside, a heartbeat, four door events out.
  static constexpr int kEntriesPerVisit = 13;

  // Gets every entry in order.
  using Recorded =
      std::function<void(core::EntryRef, core::Instant, const core::Fact&, std::string bytes)>;
  // Opens the log of 2026, and puts a facility of so many people in force.
  Hospital(int persons, core::Instant opened_at, Recorded recorded);

  void pass_to(core::Instant now);
  // `visit` counts from 0. Who came `stay` visits before goes, once there were as many.
  void take_visit(int visit, int stay);

  // Somebody comes in, and with the next event goes out again.
  void pass_reader(int turn);
  // The same people log in at a terminal of the zone they are designated for.
  void log_in(int turn);
  // Returns the state that its last entry seals.
  std::string seal();

  core::Instant now() const { return now_; }
  core::EntryRef next() const { return {kYear, next_}; }

 private:
  static constexpr int kYear = 2026;

  int person_of(int turn) const;
  core::Observation at_zone(int zone, core::EventKind kind);
  void at_reader(int person, core::EventKind kind, bool in);
  void at_door(int person, core::EventKind kind);
  void observe(core::Observation observation);
  void decide(int person);
  void record(core::Fact fact);
  void record(const core::Consequences& consequences);
  core::Consequences append(core::Fact fact);

  int persons_;
  core::Book book_;
  core::Instant now_;
  std::uint64_t next_ = 0;
  std::vector<std::uint64_t> numbers_ = std::vector<std::uint64_t>(kZones);
  Recorded recorded_;
};

}  // namespace zonefactor::bench
