// The journal as a naive reader has it: what was told of whom, at which door, in the order in which
// it happened. The invariants are judged by it and by where people truly are.
//
// It shares no code with the core's fold: every question looks through what was told. One thread.
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "service/core/fact.h"
#include "tests/simulation/a_site.h"

namespace zonefactor::simulation {

// A door event taken in.
struct Told {
  core::EntryRef ref;
  core::Instant recorded_at{};
  core::Instant at{};  // when it happened, by rule K4
  core::Observation observation;
  bool clock_trusted = true;
};

// Whether `a` happened before `b` (rule K4).
bool before(const Told& a, const Told& b);

// The two sides of a reader; of one inside, twice the zone.
struct Sides {
  core::Side from;
  core::Side to;
};

// Something told or decided that shows a person at a place.
struct Sighting {
  const Told* told = nullptr;
  const core::AccessPoint* reader = nullptr;
  Sides sides;
};

class History {
 public:
  void take(const core::Entry& entry);

  // The version in force at `at`.
  const core::Facility& site_at(core::Instant at) const;
  const core::Facility& site() const { return versions_.back().second; }
  // When a later version than the first came into force.
  const std::vector<std::pair<core::Instant, core::Facility>>& versions() const {
    return versions_;
  }

  const std::set<core::PersonId>& holders(const core::AccountId& account) const;
  Sides sides_of(const core::AccessPoint& reader) const;
  // Whether the reader says who was there.
  static bool identifies(const core::AccessPoint& reader);

  // What was told of the person, in no order.
  std::vector<Sighting> sightings(const core::PersonId& person) const;
  // Of a person, by a credential in force then; none for a number nobody has.
  std::optional<core::Credential> credential_of(const Told& told) const;
  const Told* told_at(core::EntryRef ref) const;
  const std::vector<const Told*>& told_of(const core::DoorId& door) const;
  // The mode last told of the door at `at`; locked where none was.
  core::DoorMode mode_of(const core::DoorId& door, core::Instant at) const;
  const std::deque<Told>& all() const { return told_; }

  // The first numbers told after a number that is missing, by controller and boot.
  const std::map<std::pair<core::ControllerId, std::string>, std::map<std::uint64_t, Told*>>&
  numbers() const {
    return numbers_;
  }
  // What each heartbeat named as the last number used, and when.
  const std::vector<std::pair<std::uint64_t, core::Instant>>& beats_of(
      const std::pair<core::ControllerId, std::string>& boot) const;
  // When each controller was caught using a number twice.
  const std::vector<std::pair<core::ControllerId, core::Instant>>& equivocations() const {
    return equivocations_;
  }
  // The content this number was first told with.
  const std::string* tag_of(const core::Observation& observation) const;

  struct Reports {
    std::vector<std::pair<core::Instant, core::CredentialChanged>> credentials;
    std::vector<std::pair<core::Instant, core::DesignationChanged>> designations;
    std::vector<std::pair<core::EntryRef, core::Acknowledged>> acknowledgements;
    std::vector<std::pair<core::Instant, core::PresenceCorrected>> corrections;
    std::vector<std::pair<core::Instant, core::EmergencyDeclared>> emergencies;
  };
  const Reports& reports() const { return reports_; }
  const std::vector<std::pair<core::Instant, core::LoginAttempt>>& logins() const {
    return logins_;
  }

  struct Session {
    core::AccountId account;
    core::Instant begun{};
  };
  // Those begun and not ended.
  const std::map<std::pair<core::TerminalId, core::SessionId>, Session>& sessions() const {
    return sessions_;
  }

 private:
  void take_event(const core::Entry& entry, const core::DoorEvent& event);
  void take_session(const core::Entry& entry, const core::SessionChanged& change);
  void close_version(core::Instant at);
  void settle_time(Told& told);
  // The number was used no later than `at`.
  void name(const std::pair<core::ControllerId, std::string>& boot, std::uint64_t seq,
            core::Instant at);
  void lower(const std::pair<core::ControllerId, std::string>& boot, std::uint64_t seq,
             core::Instant at);

  std::map<std::string, core::FacilityObject> staged_;
  std::vector<std::pair<core::Instant, core::Facility>> versions_;
  std::map<core::AccountId, std::set<core::PersonId>> holders_;
  std::deque<Told> told_;
  std::map<core::EntryRef, const Told*> by_ref_;
  std::map<core::NumberId, std::vector<const Told*>> by_number_;
  std::map<core::DoorId, std::vector<const Told*>> by_door_;
  std::map<std::pair<core::ControllerId, std::string>, std::map<std::uint64_t, Told*>> numbers_;
  std::map<std::pair<core::ControllerId, std::string>,
           std::vector<std::pair<std::uint64_t, core::Instant>>>
      beats_;
  std::vector<std::pair<core::ControllerId, core::Instant>> equivocations_;
  std::vector<std::pair<core::Instant, core::LoginAttempt>> logins_;
  std::map<std::pair<core::TerminalId, core::SessionId>, Session> sessions_;
  Reports reports_;
};

}  // namespace zonefactor::simulation
