// A facility as configured: zones, doors, readers, terminals, people. Plain values with defaults.
//
// Sources: interfaces.md section 2 (the TOML shapes) and semantics.md (the defaults). Nothing here
// is compiled or checked; `Site` does that. In the service the identifiers of people, accounts,
// credentials and numbers are random handles (rule V2); the shapes are the same.
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "service/core/ids.h"
#include "service/core/time.h"
#include "service/core/words.h"

namespace zonefactor::core {

using namespace std::chrono_literals;

struct LocalText {
  std::string ja;
  std::string en;
  bool operator==(const LocalText&) const = default;
};

// One side of a door: a zone, or `std::nullopt` for "outside", the rest of the world.
using Side = std::optional<ZoneId>;

// `[facility]`.
struct FacilityHead {
  std::string id;
  LocalText name;
  TimeZone time_zone;
  Profile profile = Profile::strict;
  std::optional<LocalText> help;
  Enforcement enforcement = Enforcement::enforce;  // for unknown terminals (rule A3)
  Outcome on_not_equivalent = Outcome::step_up;
  Outcome on_undetermined = Outcome::step_up;
  bool operator==(const FacilityHead&) const = default;
};

// Why law or rule closes a zone (rule Z1). `approved_by` names a person and never enters the
// journal.
struct Basis {
  BasisKind kind = BasisKind::law;
  std::string text;
  Date review_due{};
  std::string law;
  std::string rule;
  std::string approved_by;
  std::optional<Date> approved_on;
  bool operator==(const Basis&) const = default;
};

struct Zone {
  ZoneId id;
  LocalText name;
  std::optional<ZoneId> within;
  std::optional<Basis> basis;
  ExitKind exit = ExitKind::identified;
  Enforcement enforcement = Enforcement::enforce;
  Passage min_passage = Passage::opened;
  Duration grant_window = 10s;
  Duration entry_wait = 3s;
  Duration max_presence = 14h;
  Duration lease = 60min;
  Duration egress_grace = 2min;
  Duration held_after = 60s;
  Duration freeze = 10min;
  int taps_per_opening = 6;
  Outcome on_not_equivalent = Outcome::step_up;
  Outcome on_undetermined = Outcome::step_up;
  std::optional<TerminalProof> min_terminal_proof;  // default by profile (rule T1)
  std::optional<Origin> min_origin;                 // default by profile (rule H6)
  BreakGlass break_glass = BreakGlass::none;
  OnDrift on_drift = OnDrift::flag;
  std::string responsible;  // a person id of the file; never enters the journal
  bool operator==(const Zone&) const = default;
};

struct Controller {
  ControllerId id;
  std::string profile = "zonefactor";
  Duration heartbeat = 30s;
  Duration clock_uncertainty = 1s;
  Duration max_skew = 30s;
  Duration max_delivery_delay = 5s;
  bool operator==(const Controller&) const = default;
};

struct Door {
  DoorId id;
  ControllerId controller;
  Side side_a;
  Side side_b;
  bool contact = false;
  std::optional<Egress> egress;  // default in rule X4
  bool entry_none = false;       // entry = "none": opens only from inside (rule Z2)
  bool key = false;              // has a key cylinder (rule Z2)
  bool operator==(const Door&) const = default;
};

// Any one of these combinations opens; within a combination all methods are needed.
using MethodCombinations = std::vector<Methods>;

// A reader. At a boundary it has `door` and `to`; inside a zone it has `inside` and `controller`.
struct AccessPoint {
  AccessPointId id;
  std::optional<DoorId> door;
  Side to;
  std::optional<ZoneId> inside;
  std::optional<ControllerId> controller;
  MethodCombinations methods;
  CardRead card_read = CardRead::serial;
  bool operator==(const AccessPoint&) const = default;
};

struct Terminal {
  TerminalId id;
  std::optional<ZoneId> zone;
  Placement placement = Placement::fixed;
  std::optional<Amrs> methods;                      // absent: any (rule A2)
  std::optional<std::vector<std::string>> step_up;  // amr values; absent: not stated (rule A8)
  bool operator==(const Terminal&) const = default;
};

struct Person {
  PersonId id;
  PersonKind kind = PersonKind::staff;
  std::vector<AccountId> accounts;
  std::vector<AccountId> emergency_accounts;
  bool operator==(const Person&) const = default;
};

struct Credential {
  CredentialId id;
  PersonId person;
  Method kind = Method::card;
  NumberId number;
  std::optional<Instant> valid_from;   // inclusive
  std::optional<Instant> valid_until;  // exclusive
  CredentialState state = CredentialState::active;
  std::optional<Instant> since;  // when `state` began, where it is not `active`
  bool operator==(const Credential&) const = default;
};

struct Designation {
  PersonId person;
  ZoneId zone;
  std::optional<Instant> valid_from;   // inclusive
  std::optional<Instant> valid_until;  // exclusive
  bool operator==(const Designation&) const = default;
};

struct Facility {
  FacilityHead head;
  std::vector<Zone> zones;
  std::vector<Controller> controllers;
  std::vector<Door> doors;
  std::vector<AccessPoint> access_points;
  std::vector<Terminal> terminals;
  std::vector<Person> persons;
  std::vector<Credential> credentials;
  std::vector<Designation> designations;
  bool operator==(const Facility&) const = default;
};

// One object of a facility, as the journal carries it: one entry per changed object (rule V1).
using FacilityObject = std::variant<FacilityHead, Zone, Controller, Door, AccessPoint, Terminal,
                                    Person, Credential, Designation>;

}  // namespace zonefactor::core
