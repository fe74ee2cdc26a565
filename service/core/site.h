// A configuration compiled for the rules: who holds what, which door bounds which zone, what is
// wrong.
//
// Immutable once compiled. Every plan carries the journal entry that put its object in force, so
// that a decision can name it. Rules Z1 and Z2 are computed here because they rest on configuration
// alone.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "service/core/decision.h"
#include "service/core/objects.h"
#include "service/core/ordinals.h"

namespace zonefactor::core {

// Why a door disqualifies a zone's boundary (rule Z2).
enum class BoundaryFaultKind : std::uint8_t {
  no_reader,
  reader_identifies_nobody,
  key_without_contact
};
template <>
struct Spelling<BoundaryFaultKind> {
  static constexpr std::array<std::string_view, 3> names{"no_reader", "reader_identifies_nobody",
                                                         "key_without_contact"};
};

struct BoundaryFault {
  BoundaryFaultKind kind = BoundaryFaultKind::no_reader;
  DoorId door;
  std::optional<AccessPointId> access_point;
  bool operator==(const BoundaryFault&) const = default;
};

struct ZonePlan {
  Zone zone;
  ZoneNo no{};
  EntryRef ref;
  std::vector<ZoneNo> around;  // the zones it lies in, nearest first, without itself
  bool basis_counts = false;   // rule Z1: there is one, and the profile takes its kind
  Instant basis_ends{};        // 00:00 facility time of the day after the review date
  std::vector<BoundaryFault> boundary_faults;
  TerminalProof min_terminal_proof = TerminalProof::key;
  Origin min_origin = Origin::open;
  std::vector<DoorNo> boundary;           // doors with one side in the zone and one not
  std::vector<ControllerNo> controllers;  // of those doors
};

struct DoorPlan {
  Door door;
  DoorNo no{};
  EntryRef ref;
  ControllerNo controller{};
  ZoneNo side_a = kOutside;
  ZoneNo side_b = kOutside;
  Duration max_delivery_delay{};
  std::vector<ZoneNo> bounds;   // zones with one side in them and one not
  Egress egress = Egress::rex;  // rule X4
  Duration grant_window{};      // the longest, and the shortest, of the zones it bounds
  Duration held_after{};
};

// A reader; `from` is the side on which a person stands while reading.
struct ReaderPlan {
  AccessPoint point;
  EntryRef ref;
  ControllerNo controller{};
  std::optional<DoorNo> door;  // absent for a reader inside a zone
  ZoneNo from = kOutside;
  ZoneNo to = kOutside;
  Duration grant_window{};  // of the zone entered, or left where it leads outside
  int taps_per_opening = 0;
};

struct ControllerPlan {
  Controller controller;
  ControllerNo no{};
  EntryRef ref;
  std::vector<ZoneNo> zones;  // those its doors bound, and zones within (rule K8)
};

struct TerminalPlan {
  Terminal terminal;
  EntryRef ref;
  std::optional<ZoneNo> zone;
};

struct CredentialPlan {
  Credential credential;
  PersonNo person{};
  EntryRef ref;
};

// A person's designation for a zone, and what versions before this one said of it: whoever enters
// is judged by what was in force then (rule I7).
struct DesignationPlan {
  struct Said {
    std::optional<Instant> valid_from;
    std::optional<Instant> valid_until;
    EntryRef ref;
    Instant since = kLongAgo;  // when the version came into force
    bool holds_at(Instant t) const {
      return (!valid_from || *valid_from <= t) && (!valid_until || t < *valid_until);
    }
  };
  ZoneNo zone{};
  Said said;
  std::vector<Said> before;  // oldest first, each until the next
  // Null before anything was said.
  const Said* said_at(Instant t) const;
};

// A person with what a login of theirs is judged by.
struct PersonPlan {
  Person person;
  PersonNo no{};
  EntryRef ref;
  std::vector<DesignationPlan> designations;
  std::vector<CredentialPlan> credentials;
};

// Null where the person has none.
const DesignationPlan* designation_for(const PersonPlan& person, ZoneNo zone);

class Site {
 public:
  Site() = default;
  // Compiles what is staged. References that lead nowhere are left out, which only takes away.
  Site(const Staging& staging, Ordinals& ordinals, EntryRef closed_at, std::uint64_t version,
       std::string digest);

  // Takes over what the version that it replaces at `closed` had said.
  void follow(const Site& before, Instant closed);
  // The same for one designation, as it was sealed. False where there is none such.
  bool recall(const PersonId& person, const ZoneId& zone, Instant since,
              std::vector<DesignationPlan::Said> before);

  const FacilityHead& head() const { return head_; }
  EntryRef closed_at() const { return closed_at_; }
  std::uint64_t version() const { return version_; }
  const std::string& digest() const { return digest_; }

  // Null where the configuration has no such object.
  const ZonePlan* zone(ZoneNo no) const;
  const ZonePlan* zone(const ZoneId& id) const;
  const DoorPlan* door(DoorNo no) const;
  const DoorPlan* door(const DoorId& id) const;
  const ReaderPlan* reader(const AccessPointId& id) const;
  const ControllerPlan* controller(ControllerNo no) const;
  const ControllerPlan* controller(const ControllerId& id) const;
  const TerminalPlan* terminal(const TerminalId& id) const;
  const PersonPlan* person(PersonNo no) const;
  const PersonPlan* person(const PersonId& id) const;
  // Everyone who holds the account (rule I8: more than one, and it is shared).
  const std::vector<PersonNo>& holders(const AccountId& account) const;
  // The account's one holder; none where it has no holder or several.
  std::optional<PersonNo> sole_holder(const AccountId& account) const;
  const std::vector<CredentialPlan>& credentials(const NumberId& number) const;
  const CredentialPlan* credential(const CredentialId& id) const;

  const std::vector<ZonePlan>& zones() const { return zones_; }
  const std::vector<DoorPlan>& doors() const { return doors_; }
  const std::vector<ReaderPlan>& readers() const { return readers_; }
  const std::vector<ControllerPlan>& controllers() const { return controllers_; }
  const std::vector<TerminalPlan>& terminals() const { return terminals_; }
  const std::vector<PersonPlan>& persons() const { return persons_; }

  // Whether `side` lies in zone `outer`, itself included; nothing contains the outside.
  bool contains(ZoneNo outer, ZoneNo side) const;
  // The zones a passage enters: they contain `to` and not `from` (rule S3). Innermost first.
  std::vector<ZoneNo> entered(ZoneNo from, ZoneNo to) const;
  // Whether the zone's doors and their readers are what they are in `other` (rule G4).
  bool has_same_boundary(const ZonePlan& zone, const Site& other) const;
  // `side` and the zones around it; empty for the outside.
  std::vector<ZoneNo> enclosing(ZoneNo side) const;

 private:
  void compile_zones();
  void compile_doors();
  void compile_readers();
  void compile_egress();
  void compile_controllers();
  void compile_people(const std::vector<std::pair<Credential, EntryRef>>& credentials,
                      const std::vector<std::pair<Designation, EntryRef>>& designations);
  PersonPlan* person_plan(const PersonId& id);
  void qualify_boundaries();
  ZoneNo side_number(const Side& side) const;

  FacilityHead head_;
  EntryRef closed_at_;
  std::uint64_t version_ = 0;
  std::string digest_;
  std::vector<ZonePlan> zones_;
  std::vector<DoorPlan> doors_;
  std::vector<ReaderPlan> readers_;
  std::vector<ControllerPlan> controllers_;
  std::vector<TerminalPlan> terminals_;
  std::vector<PersonPlan> persons_;
  std::unordered_map<ZoneId, std::size_t> zone_by_id_;
  std::unordered_map<DoorId, std::size_t> door_by_id_;
  std::unordered_map<AccessPointId, std::size_t> reader_by_id_;
  std::unordered_map<ControllerId, std::size_t> controller_by_id_;
  std::unordered_map<TerminalId, std::size_t> terminal_by_id_;
  std::unordered_map<PersonId, std::size_t> person_by_id_;
  // By number; `kNoPlan` where a number is of another configuration.
  std::vector<std::size_t> zone_by_no_;
  std::vector<std::size_t> door_by_no_;
  std::vector<std::size_t> controller_by_no_;
  std::vector<std::size_t> person_by_no_;
  std::unordered_map<AccountId, std::vector<PersonNo>> holders_;
  std::unordered_map<NumberId, std::vector<CredentialPlan>> credentials_;
  std::unordered_map<CredentialId, CredentialPlan> credential_by_id_;
};

}  // namespace zonefactor::core
