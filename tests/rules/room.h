// A dispensing room to test rules in: one controller, one door with a reader each way, a reader and
// a terminal inside, Tanaka and her card.
//
// Time reads as the wall clock of the room, at("09:00:01"), on 22 November 2026 in Tokyo. Each
// event takes the next number of boot "b1" unless the test says otherwise. One thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "service/core/book.h"
#include "service/core/fact.h"

namespace zonefactor::core {

// "09:00:01.5" of the day, or "2026-11-23T09:00:00" of another.
Instant at(const char* local_time);

// The room's facility; tests change what they are about before they open a Room with it.
Facility room_facility();

Observation event(EventKind kind);
Observation granted(std::string_view reader = "in", std::string_view number = "04A1");
Observation taken(std::string_view reader = "in", std::string_view number = "04A1");
Observation not_taken(std::string_view reader = "in", std::string_view number = "04A1");
Observation read(std::string_view reader, std::string_view number = "04A1");
Observation door_event(EventKind kind);

LoginAttempt password(std::string_view account = "tanaka");

class Room {
 public:
  explicit Room(const Facility& facility = room_facility(), bool everyone_unknown = false);

  // The room `lived`, folded on from another book of it.
  Room(const Room& lived, Book other)
      : book(std::move(other)),
        next_seq(lived.next_seq),
        next_(lived.next_),
        version_(lived.version_) {}

  // What the room's controller says at `now`, and must be admitted; it takes the next number unless
  // it carries one.
  Consequences hear(Instant now, Observation observation);
  // The same, where late news may wait to be folded together (`take`).
  Consequences hear_later(Instant now, Observation observation);
  // The entry told last.
  EntryRef last() const { return EntryRef{2026, next_ - 1}; }
  Consequences tell(Instant now, Fact fact);
  Decision ask(Instant now, const LoginAttempt& attempt = password());
  // What the closing of the version gives rise to.
  Consequences configure(Instant now, const Facility& facility);

  Book book;
  std::uint64_t next_seq = 1;

 private:
  Entry entry_of(Instant now, Observation observation);

  std::uint64_t next_ = 1;
  std::uint64_t version_ = 0;
};

}  // namespace zonefactor::core
