// The book as one value that can be written down, and folded on from (rule V6).
//
// Promise: sealing the same journal gives the same value, whoever folds it; and what follows on the
// seal folds to the same answers as in the book that was sealed, as long as nothing of it is about
// what stood before the seal (`reaches_behind_seal`). It keeps no way back: late news of what came
// before needs an earlier seal.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "service/core/book.h"
#include "service/core/objects.h"
#include "service/core/reports.h"
#include "service/core/site.h"
#include "service/core/state.h"

namespace zonefactor::core {

struct SealedState {
  // What versions before the one in force said of a designation (rule I7).
  struct Designated {
    PersonId person;
    ZoneId zone;
    Instant since{};
    std::vector<DesignationPlan::Said> before;
  };
  // A controller's numbers and clock. Up to `through` its numbers were used, or named as used,
  // before the seal; `named` are later words on them.
  struct Boot {
    std::string boot;
    std::optional<std::uint64_t> through;
    std::map<std::uint64_t, Instant> named;
  };
  struct Controller {
    ControllerId controller;
    std::vector<Boot> boots;  // the oldest first
    bool clock_trusted = true;
    std::vector<Duration> offsets;
  };
  struct Silence {
    Instant from{};
    Instant until{};
  };
  struct Liveness {
    bool heard = false;
    Instant lost_at{};
    std::optional<Instant> told_lost;
    bool found = false;
    std::vector<Silence> past;
  };
  struct AwaitedLock {
    SessionKey session;
    Instant due{};
    std::optional<PersonId> person;
  };
  struct Tried {
    TerminalId terminal;
    std::map<AccountId, Instant> at;
    bool told = false;
  };
  struct End {
    Instant at{};
    Reports::End end;
  };
  struct OnePerson {
    PersonNo no{};
    PersonState state;
  };
  struct OneSession {
    SessionKey key;
    Session session;
  };

  Instant now{};
  Instant last{};              // the place of the last step
  Position next_position = 1;  // of the next
  OwnClockJudged own_clock;
  bool everyone_unknown = true;
  std::optional<std::set<ControllerId>> heartbeat_controllers;  // of a rehearsal

  // The numbers that the rest uses, by their places.
  std::vector<ZoneId> zones;
  std::vector<DoorId> doors;
  std::vector<ControllerId> controllers;
  std::vector<PersonId> persons;

  EntryRef closed_at;  // the configuration in force
  std::uint64_t version = 0;
  std::string digest;
  std::vector<StagedObject> in_force;
  std::optional<std::vector<StagedObject>> staged;  // where it differs: not closed yet
  std::vector<Designated> designated;

  std::vector<OnePerson> people;  // of whom anything is known
  std::vector<std::set<PersonNo>> heard_of;
  std::vector<DoorState> door_states;
  std::vector<ZoneState> zone_states;
  std::vector<ControllerState> controller_states;
  std::vector<OneSession> sessions;
  std::vector<Timer> timers;

  std::vector<Controller> ledger;
  std::vector<Liveness> liveness;  // by number
  std::vector<AwaitedLock> awaited;
  std::vector<Tried> tried;
  Reports::History<CredentialId, CredentialState> credential_reports;
  Reports::History<Reports::Designated, std::optional<Instant>> designation_reports;
  Reports::History<PersonId, PersonKind> person_reports;
  std::vector<End> ends;
};

// A book is sealed once it is settled.
SealedState seal(const Book& book);

// std::nullopt where a number or a name in it leads nowhere, which no seal does.
std::optional<Book> unseal(SealedState sealed);

}  // namespace zonefactor::core
