// What the fold remembers: doors, controllers, zones, people, sessions, and what falls due.
//
// Every change goes through a `change_*` method, which first keeps the old value, so that the state
// can be taken back to an earlier mark and folded again with late news in its place (rule K4).
#pragma once

#include <algorithm>
#include <array>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <variant>
#include <vector>

#include "service/core/fact.h"
#include "service/core/factors.h"
#include "service/core/liveness.h"
#include "service/core/ordinals.h"
#include "service/core/site.h"

namespace zonefactor::core {

// The place of a step in the fold; later steps have larger positions.
using Position = std::uint64_t;

// One transaction at a reader by one identified person: who, where, verified how.
struct Tap {
  PersonNo person{};
  AccessPointId reader;
  ZoneNo from = kOutside;
  ZoneNo to = kOutside;
  NumberId number;
  CredentialId credential;
  bool credential_expired = false;  // rule I5
  bool lossy = false;               // another's card may have the same number (rule I2)
  bool card_by_serial = false;
  ReadFactors factors;       // as profile `guideline` counts them
  FactorKinds strict_kinds;  // as profile `strict` does (rule F6)
  Origin origin = Origin::open;
  bool clock_trusted = true;
  bool disturbed = false;  // read between tamper or fault and its clearing (rule H2)
  bool anonymous = false;  // at a door standing open by mode, or by a code for many (rules Z5, F4)
  Instant at{};
  EntryRef ref;
  Position position = 0;

  FactorKinds kinds(Profile profile) const {
    return profile == Profile::strict ? strict_kinds : factors.kinds;
  }
  bool clonable(Profile profile) const { return profile == Profile::guideline && factors.clonable; }
};
using TapPtr = std::shared_ptr<const Tap>;

// How well a passage is told, by those who are trusted at least so far (rule H6). Anybody may tell
// of a permission.
class PassageTold {
 public:
  using Levels = std::array<Passage, 3>;  // by origin

  PassageTold() = default;
  explicit PassageTold(const Levels& levels) : levels_(levels) {}
  const Levels& levels() const { return levels_; }
  void tell(Origin by, Passage level) {
    for (std::size_t i = 0; i <= static_cast<std::size_t>(by); ++i)
      levels_[i] = std::max(levels_[i], level);
  }
  Passage by(Origin least) const { return levels_[static_cast<std::size_t>(least)]; }
  bool operator==(const PassageTold&) const = default;

 private:
  Levels levels_{Passage::granted, Passage::granted, Passage::granted};
};

// The entry a presence rests on.
struct FoundingEntry {
  TapPtr tap;
  PassageTold passage;
  bool ambiguous = false;  // rule P7
  Instant at{};            // when the passage was confirmed
  EntryRef confirmed_by;
  Position position = 0;
};

enum class Standing : std::uint8_t { initial, absent, present };
template <>
struct Spelling<Standing> {
  static constexpr std::array<std::string_view, 3> names{"initial", "absent", "present"};
};

// One person in one zone, as far as events tell; `presence_view` says what holds at a time.
struct Presence {
  ZoneNo zone{};
  Standing standing = Standing::initial;
  bool absent_by_inference = false;    // only an anonymous exit says so (rule X2)
  std::optional<FoundingEntry> entry;  // absent while present by implication (rule S9)
  EntryRef implied_by;
  Instant present_since{};
  Instant affirmed_at{};
  Position affirmed = 0;
  EntryRef affirmed_by;
  Position spared = 0;  // came in through the opening by which others may have left (rule P7)
  Instant absence_known_at{};
  Position known = 0;         // last step that made absence or presence known
  Position contradicted = 0;  // affirmed no later than this, it is in doubt (rule S7)
  TapPtr pending;             // a grant into the zone that is not settled (rule P1)

  // Not there, as became known so.
  void set_absent(Instant at, Position position, EntryRef by) {
    standing = Standing::absent;
    absent_by_inference = false;
    entry.reset();
    absence_known_at = at;
    known = position;
    affirmed_by = by;
  }
};

// A read of the person's: where, and between when and when (rule K2).
struct SeenAt {
  ControllerNo controller{};
  ZoneNo place = kOutside;
  Instant earliest{};
  Instant latest{};
  Position position = 0;
  bool contradicted = false;  // another read says the person was elsewhere then (rule S7)
};

// A permission of the person's that waits at a door.
struct Waiting {
  DoorNo door{};
  Position made = 0;
};

struct PersonState {
  std::vector<Presence> presences;
  std::vector<SeenAt> seen;      // lately, oldest first
  std::vector<Waiting> waiting;  // some may be over
  Position last_read = 0;        // at a door's reader
};

enum class TimerKind : std::uint8_t {
  settle_tap,
  sequence_gap,
  held_open,
  egress_grace,
  emergency_review
};
template <>
struct Spelling<TimerKind> {
  static constexpr std::array<std::string_view, 5> names{"settle_tap", "sequence_gap", "held_open",
                                                         "egress_grace", "emergency_review"};
};

// Something that becomes true by the passing of time alone.
struct Timer {
  Instant due{};
  TimerKind kind = TimerKind::settle_tap;
  Position position = 0;  // of the tap, the first event after the gap, the opening, the egress
  DoorNo door{};
  ControllerNo controller{};
  PersonNo person{};
  ZoneNo zone{};
  EntryRef ref;
  auto operator<=>(const Timer&) const = default;
};

// A value that its copies share until one of them is changed: the old states kept to go back to
// cost no more than what differs.
template <class T>
class Shared {
 public:
  explicit Shared(T value) : value_(std::make_shared<T>(std::move(value))) {}
  const T& operator*() const { return *value_; }
  const T* operator->() const { return value_.get(); }
  T& change() {
    if (value_.use_count() > 1) value_ = std::make_shared<T>(*value_);
    return *value_;
  }

 private:
  std::shared_ptr<T> value_;
};

// A tap at a door, until its transaction is over.
struct OpenTap {
  TapPtr tap;
  Passage level = Passage::none;  // none: still pending
  bool taken = false;
  bool awaits_opening = false;  // stands as granted at a door open by mode; an opening says more
  bool ambiguous = false;       // somebody asked to go out through the same opening (rule P7)
  bool seen_beyond = false;     // its person was read beyond the door before it was said to open
  Position opening = 0;         // the opening it was made through; 0: none yet
  Instant confirmed_at{};
  Position confirmed_position = 0;
  std::vector<Presence> before;  // the presences it changed, as they were
};

// What is tampered with or at fault and not cleared, part by part (rule H2): each of a door's
// readers, and the door or controller itself, which has no name here.
struct Disturbances {
  using Part = std::optional<AccessPointId>;
  std::set<Part> tampered;
  std::set<Part> at_fault;
  bool any() const { return !tampered.empty() || !at_fault.empty(); }
};

// What an unexplained opening made of those inside: taken back where an explanation follows (X4).
struct Egressed {
  struct Absent {
    PersonNo person{};
    Presence before;
  };
  struct Doubted {
    ZoneNo zone{};
    Position egress_before = 0;
    EntryRef egress_by;
  };
  Position at = 0;
  std::vector<Absent> absent;
  std::vector<Doubted> doubted;
};

enum class Contact : std::uint8_t { unknown, closed, open };
template <>
struct Spelling<Contact> {
  static constexpr std::array<std::string_view, 3> names{"unknown", "closed", "open"};
};

// Rule G2: grants in a row unlike the reader's declared mode; since when that is drift.
struct Drift {
  int grants = 0;
  std::optional<EntryRef> found;
};

struct DoorState {
  Contact contact = Contact::unknown;
  Position opened = 0;  // the opening under way, or the last one
  int taps_in_opening = 0;
  bool requested_in_opening = false;  // somebody asked to go out through it (rule P7)
  bool request_used = false;          // an opening has followed the latest request
  // When anybody was last let through here, or asked to go out (rule X4).
  std::optional<Instant> granted_at;
  std::optional<Instant> requested_at;
  std::optional<EntryRef> unexplained;  // the opening under way, where nothing explains it
  std::optional<Egressed> egressed;     // by the opening under way, where nothing explains it
  std::optional<Timer> hold;            // when it will have been open for too long (rule Z4)
  DoorMode mode = DoorMode::locked;
  Position mode_since = 0;
  EntryRef mode_ref;
  bool held = false;
  Disturbances disturbances;
  std::map<AccessPointId, Drift> drifts;
  std::vector<Shared<OpenTap>> taps;
};

// Rule Z6: of the zone as a whole, or by one of its doors.
struct Release {
  ControllerNo controller{};
  std::optional<DoorNo> door;
  EntryRef by;
};

struct ZoneState {
  std::vector<EntryRef> breaches;  // not acknowledged, in their order
  // Presences affirmed before these places are in doubt (rules K8, K7).
  Position gap_before = 0;
  EntryRef gap_by;
  Position equivocation_before = 0;
  EntryRef equivocation_by;
  Position egress_before = 0;  // rule X2
  Position last_egress = 0;    // of anybody, or nobody we knew of
  EntryRef egress_by;
  // Emergency releases (rule Z6): open to everyone until each has been taken back; after it nobody
  // is known who was not seen since.
  std::vector<Release> releases;
  // Declared emergency (rule E1).
  std::optional<Instant> emergency_until;
  EntryRef emergency_by;
  Position unknown_before = 0;
};

inline bool is_released(const ZoneState& zone) {
  return !zone.releases.empty();
}

struct BootState {
  std::string boot;
  std::uint64_t last_seq = 0;
};

struct ControllerState {
  std::vector<BootState> boots;  // oldest first, bounded
  bool unnumbered = false;       // it cannot show a loss (rule K8)
  Disturbances disturbances;
};

// A session is named by its terminal, and no other terminal's of the same name is the same.
using SessionKey = std::pair<TerminalId, SessionId>;

struct Session {
  std::optional<PersonNo> person;  // who held the account when it was said whose the session is
  AccountId account;
  bool self_declared = false;  // an emergency by its own person's word (rule E3)
  Amrs amr;
  bool unknown_amr = false;
  Class class_ = Class::not_equivalent;  // of its latest question (rule F8)
  Reasons reasons;
  bool begun = false;
  Position asked = 0;          // of its latest question or message
  Position authenticated = 0;  // of its latest login, unlock or begin (rule T5)
};

// Rule Z5: whether nobody is identified at a door in this mode; `maintenance` counts as unlocked.
bool stands_open(DoorMode mode);

class State {
 public:
  using Mark = std::uint64_t;

  Ordinals ordinals;
  bool everyone_unknown = true;  // of people never heard of (rule S1)
  // Where set, only these controllers owe heartbeats; otherwise every one from its first message
  // on.
  std::optional<std::set<ControllerId>> heartbeat_controllers;
  Liveness liveness;  // of those; never rolled back

  bool judged_by_heartbeat(const ControllerId& controller) const {
    return !heartbeat_controllers || heartbeat_controllers->contains(controller);
  }
  const Site& site() const { return *site_; }
  std::shared_ptr<const Site> shared_site() const { return site_; }
  void change_site(std::shared_ptr<const Site> site);

  const PersonState& person(PersonNo no) const;
  PersonState& change_person(PersonNo no);
  // Everybody who has, or may have, a presence in the zone, in order; never rolled back.
  const std::set<PersonNo>& heard_of_in(ZoneNo no) const;
  void note_heard_of(ZoneNo zone, PersonNo person);
  const DoorState& door(DoorNo no) const;
  DoorState& change_door(DoorNo no);
  const ZoneState& zone(ZoneNo no) const;
  ZoneState& change_zone(ZoneNo no);
  const ControllerState& controller(ControllerNo no) const;
  ControllerState& change_controller(ControllerNo no);
  // The boot's last number; cheaper to take back than a change of the whole controller.
  void change_last_seq(ControllerNo no, std::size_t boot, std::uint64_t last_seq);
  const Session* session(const SessionKey& key) const;
  Session& change_session(const SessionKey& key);
  // Says whose the session is.
  void give_session(const SessionKey& key, std::optional<PersonNo> person);
  void drop_session(const SessionKey& key);
  const std::map<SessionKey, Session>& sessions() const { return sessions_; }
  // The sessions of one person, in order.
  std::vector<SessionKey> sessions_of(PersonNo person) const;

  const std::set<Timer>& timers() const { return timers_; }
  void add_timer(const Timer& timer);
  void drop_timer(const Timer& timer);

  Mark mark() const { return base_ + undo_.size(); }
  void roll_back(Mark mark);
  // Forgets how to go back before `mark`.
  void forget(Mark mark);

 private:
  friend class Sealing;
  friend class Unsealing;
  template <class No, class Old>
  struct Was {
    No no;
    Old state;
  };
  using PersonWas = Was<PersonNo, PersonState>;
  using DoorWas = Was<DoorNo, DoorState>;
  using ZoneWas = Was<ZoneNo, ZoneState>;
  using ControllerWas = Was<ControllerNo, ControllerState>;
  struct SessionWas {
    SessionKey key;
    std::optional<Session> state;
  };
  struct LastSeqWas {
    ControllerNo no;
    std::size_t boot;
    std::uint64_t last_seq;
  };
  struct TimerAdded {
    Timer timer;
  };
  struct TimerDropped {
    Timer timer;
  };
  struct SiteWas {
    std::shared_ptr<const Site> site;
  };
  using Undo = std::variant<PersonWas, DoorWas, ZoneWas, ControllerWas, LastSeqWas, SessionWas,
                            TimerAdded, TimerDropped, SiteWas>;
  void undo(Undo& change);
  void index_session(const SessionKey& key, const Session& session);
  void unindex_session(const SessionKey& key, const Session& session);
  // The state numbered `no`, its old value kept first.
  template <class Kept, class No>
  Kept& changed(std::deque<Kept>& container, No no);

  std::shared_ptr<const Site> site_ = std::make_shared<const Site>();
  std::deque<PersonState> persons_;
  std::vector<std::set<PersonNo>> heard_of_;  // by zone
  std::deque<DoorState> doors_;
  std::deque<ZoneState> zones_;
  std::deque<ControllerState> controllers_;
  std::map<SessionKey, Session> sessions_;
  std::set<std::pair<PersonNo, SessionKey>> sessions_by_person_;
  std::set<Timer> timers_;
  std::deque<Undo> undo_;
  Mark base_ = 0;
};

}  // namespace zonefactor::core
