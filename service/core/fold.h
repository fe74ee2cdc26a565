// Folding one step into the state: what a door event, a login, an acknowledgement changes.
//
// A step is folded at its place in time, whatever has been heard since; the timeline takes care of
// order. What follows from a step is put into `Emission`; whether it is news, the timeline decides.
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "service/core/presence.h"
#include "service/core/reports.h"
#include "service/core/state.h"

namespace zonefactor::core {

// Where and when a step stands.
struct Occasion {
  Instant at{};  // its place in time
  Instant recorded_at{};
  EntryRef ref;
  Position position = 0;
};

struct Emission {
  struct Raised {
    Finding finding;
    EntryRef source;
  };
  struct Sent {
    Signal signal;
    EntryRef source;
    // Whose absence from where it rests on; absent where it rests on neither (rule T3).
    std::optional<std::pair<PersonNo, ZoneNo>> left;
  };
  // Rule S5: from `since` on the person's absence in the zone was not known after all.
  struct MissedEntry {
    PersonNo person{};
    ZoneNo zone{};
    Instant since{};
    EntryRef source;
  };
  std::vector<Raised> findings;
  std::vector<Sent> signals;
  std::vector<MissedEntry> missed_entries;
};

// Whether a heartbeat says nothing new of its controller's numbers.
bool is_expected(const State& state, ControllerNo no, const Observation& heartbeat);

class Fold {
 public:
  Fold(State& state, const Occasion& occasion, Emission& emission)
      : state_(state), occasion_(occasion), emission_(emission) {}

  void configuration(std::shared_ptr<const Site> site);
  void door_event(const DoorEvent& event);
  void equivocation(const ControllerId& controller);
  // A number was used, and nothing more is known of when.
  void count(const Observation& observation);
  void login(const LoginAttempt& attempt, Class judged, Reasons reasons);
  void session(const SessionChanged& change);
  void acknowledgement(const Acknowledged& acknowledged);
  void correction(const PresenceCorrected& correction);
  void declaration(const EmergencyDeclared& declared);
  void fire(const Timer& timer);
  // Rules I4, I7: a report has ended it.
  void end(const Reports::Ended& ended);

 private:
  // fold_configuration.cc: what a new version takes away
  void forget_changed_zones(const Site& before);
  void forget_old_drift(const Site& before);
  void drop_moved_terminals(const Site& before);
  void lock_the_withdrawn(const Site& before);
  void withdraw(PersonNo person, ZoneNo zone, Reason why);

  // fold_session.cc
  void tell_emergency_account(const LoginAttempt& attempt, Class judged);
  void own_emergency(PersonNo person, const TerminalPlan& terminal);
  void step_up(const SessionKey& session);
  void fall(const SessionKey& session, Reason why);
  void send(SignalKind kind, const SessionKey& session,
            std::optional<std::pair<PersonNo, ZoneNo>> left);
  Session& touch(const SessionKey& key);
  void give(const SessionKey& key, std::optional<PersonNo> person);
  void activity(const SessionKey& key);
  void sessions_fall(PersonNo person, ZoneNo zone, Reason why);
  void lock_sessions(PersonNo person, ZoneNo zone);
  void hand_over(const SessionKey& key, const AccountId& account);

  // fold_controller.cc: numbers, boots, life signs
  void follow_sequence(const Observation& observation, ControllerNo controller);
  void doubt_after_gap(const Timer& timer);

  // fold_door.cc: the door leaf and its mode
  void contact(const DoorPlan& door, bool open);
  void let_through(const DoorPlan& door);
  void let_through(const DoorPlan& door, std::size_t index);
  void opened(const DoorPlan& door);
  void breach(const DoorPlan& door);
  void explain_opening(const DoorPlan& door);
  void held_open(const DoorPlan& door);
  void mode(const DoorPlan& door, DoorMode mode);
  void emergency(const Observation& observation);
  void disturbance(const Observation& observation);
  void duress(const DoorEvent& event);

  // fold_access.cc: reads, grants, passages
  void access(const DoorEvent& event);
  void use(const Observation& observation, const ReaderPlan& reader, const TapPtr& tap);
  TapPtr resolve(const DoorEvent& event, const ReaderPlan& reader);
  void doubt_number(Tap& tap);
  void follow_mode(const DoorPlan& door, const Tap& tap);
  void granted(const ReaderPlan& reader, const TapPtr& tap);
  void taken(const ReaderPlan& reader, const TapPtr& tap, bool methods_said);
  void not_taken(const ReaderPlan& reader, const TapPtr& tap);
  void seen_outside(const ReaderPlan& reader, const Tap& tap, bool may_pass);
  void read_seen(const ReaderPlan& reader, const Tap& tap, bool may_pass);
  void confirm(DoorNo door, std::size_t index, Passage level);
  void upgrade(DoorNo door, std::size_t index, Passage level);
  void settle_tap(const Timer& timer);
  void leave_in_maintenance(const Tap& tap);
  void affirm_passage(const Tap& tap);
  void affirm_around(const Tap& tap);

  // fold_transaction.cc: a permission until its transaction is over
  static constexpr std::size_t kNoTap = static_cast<std::size_t>(-1);
  void await(const ReaderPlan& reader, const DoorPlan& door, const TapPtr& tap);
  void make_room(DoorNo door);
  std::size_t find_tap(DoorNo door, const Tap& like) const;
  std::size_t index_of_tap(DoorNo door, Position made) const;
  bool stands(const OpenTap& open) const;
  void forget_tap(DoorNo door, std::size_t index);
  void replace_tap(DoorNo door, std::size_t index, Tap tap);
  void supersede(const Tap& by, Position before);
  void give_up_elsewhere(const Tap& read, bool is_told_of);
  void forget_effect(const OpenTap& cancelled);
  void cancel(DoorNo door, std::size_t index);
  void prune(const DoorPlan& door);
  void leave_what_is_elsewhere(const Tap& tap);

  // fold_contradiction.cc: one person in two places
  void look_for_contradiction(const DoorEvent& event, const ReaderPlan& reader, const Tap& tap);
  bool is_contradicted_at(ZoneNo zone) const;
  void doubt_contradicted(PersonNo person);

  // fold_presence.cc: who is where
  Origin weakest(const Tap& tap) const;
  Passage capped(const Tap& tap, Passage level) const;
  bool is_disturbed(const ReaderPlan& reader) const;
  void enter(PersonNo person, ZoneNo zone, const TapPtr& tap, Passage level);
  void exit(PersonNo person, ZoneNo zone);
  void implied_exit(PersonNo person, ZoneNo zone);
  void imply(PersonNo person, ZoneNo zone);
  void become_implied(PersonNo person, ZoneNo zone);
  void reaffirm(PersonNo person, ZoneNo zone, bool report_absence);
  void remember_affirmed(PersonNo person, ZoneNo zone);
  void become_absent(PersonNo person, ZoneNo zone);

  // fold_egress.cc: exits nobody can name
  void exit_requested(const DoorPlan& door);
  bool is_requested(const DoorPlan& door) const;
  bool is_granted(const DoorPlan& door) const;
  bool is_locked(const DoorPlan& door) const;
  void anonymous_egress(const DoorPlan& door, Egressed* kept);
  bool is_entrance(const Presence& record) const;
  bool was_inside(const PersonState& person, ZoneNo zone) const;
  bool somebody_is_unknown(ZoneNo zone) const;
  void leave_anonymously(ZoneNo zone, Egressed* kept);
  void doubt_all_inside(ZoneNo zone, Egressed* kept);
  void infer_absence(PersonNo person, ZoneNo zone, Egressed* kept);
  void take_back(const Egressed& egressed);
  void end_grace(const Timer& timer);
  Presence& change_presence(PersonNo person, ZoneNo zone);

  Finding& raise(FindingKind kind);
  void raise_about(FindingKind kind, PersonNo person, ZoneNo zone);

  State& state_;
  const Occasion& occasion_;
  Emission& emission_;
  Origin origin_ = Origin::open;      // of the event in hand (rule H6)
  bool clock_trusted_ = true;         // of the event in hand (rule K3)
  std::vector<TapPtr> entrants_;      // through the opening in hand
  std::vector<ZoneNo> contradicted_;  // zones of which the read in hand and another disagree
};

}  // namespace zonefactor::core
