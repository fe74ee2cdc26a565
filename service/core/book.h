// The folded journal: who is in which room on what evidence, and the three verbs over it.
//
//   admit   may this observation become a fact, and which?          (pure)
//   evolve  fold one entry in; says what followed from it
//   decide  does this login count?                                    (pure, at the book's time)
//
// Promise: the same entries in the same places give the same book and the same answers, byte for
// byte (rule A6). Time moves only by `pass_time` and by the entries' `recorded_at`. One thread at a
// time; nothing here locks.
#pragma once

#include <memory>
#include <set>
#include <variant>

#include "service/core/decision.h"
#include "service/core/fact.h"

namespace zonefactor::core {

class Site;
class State;
class Timeline;

// What `admit` makes of an observation: a fact, the same event again (rule K7), or a refusal.
struct Repeated {};
using Admission = std::variant<DoorEvent, Repeated, EventRefused>;

class Book {
 public:
  // Every controller owes heartbeats from its first message on.
  Book();
  // Only these do; the others count as always heard from (a rehearsal without heartbeat lines).
  explicit Book(std::set<ControllerId> heartbeat_controllers);
  ~Book();
  Book(Book&&) noexcept;
  Book& operator=(Book&&) noexcept;

  // The configuration in force; an empty site before the first one is closed.
  const Site& site() const;
  // The latest time the book has been brought to.
  Instant now() const;
  // For readers of standing: who is where, which controller was heard when.
  const State& state() const;

 private:
  friend class Sealing;
  friend class Unsealing;
  friend Admission admit(const Book&, const Observation&, Instant);
  friend Consequences take(Book&, const Entry&);
  friend Consequences settle(Book&);
  friend bool is_settled(const Book&);
  friend bool is_enumerating(const Book&, const LoginAttempt&);
  friend const OwnClockJudged& own_clock(const Book&);
  friend Consequences pass_time(Book&, Instant);
  friend Decision decide(const Book&, const LoginAttempt&);
  friend bool reaches_behind_seal(const Book&);
  std::unique_ptr<Timeline> timeline_;
};

// Judges an observation recorded at `now` (never before the book's time).
Admission admit(const Book& book, const Observation& observation, Instant now);

// Folds `entry` in. Entries come in journal order, `recorded_at` never going backwards (rule K9).
Consequences evolve(Book& book, const Entry& entry);

// The same, but a door event that comes late may wait for others before the state is folded again,
// once for all of them: until an entry of another kind, `settle`, or 50 ms of the book's time. The
// book ends in the same state. Settle before you decide.
Consequences take(Book& book, const Entry& entry);
Consequences settle(Book& book);
bool is_settled(const Book& book);

// Brings the book to `now` and says what fell due, in order of due time.
Consequences pass_time(Book& book, Instant now);

// Whether so many accounts were tried at the terminal that this question is not to be answered
// (rule T6); one about a session that has begun always is.
bool is_enumerating(const Book& book, const LoginAttempt& attempt);

// What the journal says of our own clock (rule K9).
const OwnClockJudged& own_clock(const Book& book);

// Judges `attempt` at the book's time. Call `pass_time` first.
Decision decide(const Book& book, const LoginAttempt& attempt);

// Whether an entry since the seal was about what stood before it: what the book says is then not to
// be relied on. Never, for a book that was folded from the beginning.
bool reaches_behind_seal(const Book& book);

}  // namespace zonefactor::core
