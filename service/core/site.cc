// Compiling a configuration: numbers for identifiers, sides of doors, nesting, and the boundary's
// faults.
#include "service/core/site.h"

#include <algorithm>

#include "service/core/factors.h"
#include "service/core/overloaded.h"

namespace zonefactor::core {

namespace {

template <class Plan, class Key>
const Plan* look_up(const std::unordered_map<Key, std::size_t>& index,
                    const std::vector<Plan>& plans, const Key& key) {
  const auto place = index.find(key);
  return place == index.end() ? nullptr : &plans[place->second];
}

constexpr std::size_t kNoPlan = static_cast<std::size_t>(-1);

template <class No>
void note_place(std::vector<std::size_t>& by_no, No no, std::size_t place) {
  if (by_no.size() <= index_of(no)) by_no.resize(index_of(no) + 1, kNoPlan);
  by_no[index_of(no)] = place;
}

template <class Plan, class No>
const Plan* look_up_no(const std::vector<std::size_t>& by_no, const std::vector<Plan>& plans,
                       No no) {
  if (index_of(no) >= by_no.size() || by_no[index_of(no)] == kNoPlan) return nullptr;
  return &plans[by_no[index_of(no)]];
}

// Versions whose word on one designation is kept; an entry is no older than a working day.
constexpr std::size_t kMostSaid = 16;

void add_once(std::vector<ZoneNo>& list, ZoneNo value) {
  if (std::find(list.begin(), list.end(), value) == list.end()) list.push_back(value);
}

}  // namespace

Site::Site(const Staging& staging, Ordinals& ordinals, EntryRef closed_at, std::uint64_t version,
           std::string digest)
    : closed_at_(closed_at), version_(version), digest_(std::move(digest)) {
  std::vector<std::pair<Credential, EntryRef>> credentials;
  std::vector<std::pair<Designation, EntryRef>> designations;
  for (const auto& [key, staged] : staging) {
    const EntryRef ref = staged.ref;
    std::visit(Overloaded{
                   [&](const FacilityHead& o) { head_ = o; },
                   [&](const Zone& o) {
                     zone_by_id_.emplace(o.id, zones_.size());
                     ZonePlan plan;
                     plan.zone = o;
                     plan.no = ordinals.zones.enrol(o.id);
                     plan.ref = ref;
                     zones_.push_back(std::move(plan));
                   },
                   [&](const Controller& o) {
                     controller_by_id_.emplace(o.id, controllers_.size());
                     controllers_.push_back({o, ordinals.controllers.enrol(o.id), ref, {}});
                   },
                   [&](const Door& o) {
                     DoorPlan plan;
                     plan.door = o;
                     plan.no = ordinals.doors.enrol(o.id);
                     plan.ref = ref;
                     doors_.push_back(std::move(plan));
                   },
                   [&](const AccessPoint& o) {
                     ReaderPlan plan;
                     plan.point = o;
                     plan.ref = ref;
                     readers_.push_back(std::move(plan));
                   },
                   [&](const Terminal& o) {
                     terminal_by_id_.emplace(o.id, terminals_.size());
                     terminals_.push_back({o, ref, std::nullopt});
                   },
                   [&](const Person& o) {
                     person_by_id_.emplace(o.id, persons_.size());
                     persons_.push_back({o, ordinals.persons.enrol(o.id), ref, {}, {}});
                   },
                   [&](const Credential& o) { credentials.emplace_back(o, ref); },
                   [&](const Designation& o) { designations.emplace_back(o, ref); },
               },
               staged.object);
  }
  compile_zones();
  compile_doors();
  compile_readers();
  compile_egress();
  compile_controllers();
  compile_people(credentials, designations);
  qualify_boundaries();
}

void Site::compile_zones() {
  const bool strict = head_.profile == Profile::strict;
  for (std::size_t i = 0; i < zones_.size(); ++i) {
    note_place(zone_by_no_, zones_[i].no, i);
  }
  for (ZonePlan& plan : zones_) {
    const Zone& zone = plan.zone;
    for (std::optional<ZoneId> outer = zone.within; outer && plan.around.size() < zones_.size();) {
      const ZonePlan* around = this->zone(*outer);
      if (around == nullptr) break;
      plan.around.push_back(around->no);
      outer = around->zone.within;
    }
    if (zone.basis) {
      plan.basis_counts = zone.basis->kind == BasisKind::law || !strict;
      plan.basis_ends = head_.time_zone.midnight(
          Date{std::chrono::sys_days{zone.basis->review_due} + std::chrono::days{1}});
    }
    plan.min_terminal_proof =
        zone.min_terminal_proof.value_or(strict ? TerminalProof::certificate : TerminalProof::key);
    plan.min_origin = zone.min_origin.value_or(strict ? Origin::bound : Origin::open);
  }
  for (TerminalPlan& plan : terminals_) {
    if (!plan.terminal.zone) continue;
    if (const ZonePlan* zone = this->zone(*plan.terminal.zone)) plan.zone = zone->no;
  }
}

ZoneNo Site::side_number(const Side& side) const {
  if (!side) return kOutside;
  const ZonePlan* plan = zone(*side);
  return plan == nullptr ? kOutside : plan->no;
}

void Site::compile_doors() {
  std::erase_if(
      doors_, [this](const DoorPlan& plan) { return controller(plan.door.controller) == nullptr; });
  for (std::size_t i = 0; i < doors_.size(); ++i) {
    DoorPlan& plan = doors_[i];
    const ControllerPlan* owner = controller(plan.door.controller);
    plan.controller = owner->no;
    plan.max_delivery_delay = owner->controller.max_delivery_delay;
    plan.side_a = side_number(plan.door.side_a);
    plan.side_b = side_number(plan.door.side_b);
    door_by_id_.emplace(plan.door.id, i);
    note_place(door_by_no_, plan.no, i);
    for (ZonePlan& zone : zones_) {
      if (contains(zone.no, plan.side_a) != contains(zone.no, plan.side_b)) {
        zone.boundary.push_back(plan.no);
        if (std::find(zone.controllers.begin(), zone.controllers.end(), plan.controller) ==
            zone.controllers.end()) {
          zone.controllers.push_back(plan.controller);
        }
      }
    }
  }
}

void Site::compile_readers() {
  std::vector<ReaderPlan> kept;
  for (ReaderPlan& plan : readers_) {
    const AccessPoint& point = plan.point;
    if (point.door) {
      const DoorPlan* through = door(*point.door);
      if (through == nullptr) continue;
      plan.door = through->no;
      plan.controller = through->controller;
      plan.to = side_number(point.to);
      plan.from = plan.to == through->side_a ? through->side_b : through->side_a;
    } else {
      if (!point.inside || !point.controller) continue;
      const ControllerPlan* owner = controller(*point.controller);
      if (owner == nullptr || zone(*point.inside) == nullptr) continue;
      plan.controller = owner->no;
      plan.from = plan.to = zone(*point.inside)->no;
    }
    const ZonePlan* governing = zone(plan.to != kOutside ? plan.to : plan.from);
    if (governing != nullptr) {
      plan.grant_window = governing->zone.grant_window;
      plan.taps_per_opening = governing->zone.taps_per_opening;
    }
    reader_by_id_.emplace(point.id, kept.size());
    kept.push_back(std::move(plan));
  }
  readers_ = std::move(kept);
}

// Rule X4: how each door is left, and what a person has time for there.
void Site::compile_egress() {
  for (DoorPlan& door : doors_) {
    for (const ZonePlan& plan : zones_) {
      if (contains(plan.no, door.side_a) == contains(plan.no, door.side_b)) continue;
      door.grant_window = std::max(door.grant_window, plan.zone.grant_window);
      door.held_after = door.bounds.empty() ? plan.zone.held_after
                                            : std::min(door.held_after, plan.zone.held_after);
      door.bounds.push_back(plan.no);
    }
    const bool reader_leads_out =
        std::any_of(readers_.begin(), readers_.end(), [&](const ReaderPlan& reader) {
          return reader.door == door.no && !entered(reader.to, reader.from).empty();
        });
    door.egress = door.door.egress.value_or(reader_leads_out ? Egress::reader : Egress::rex);
  }
}

void Site::compile_controllers() {
  for (std::size_t i = 0; i < controllers_.size(); ++i) {
    ControllerPlan& plan = controllers_[i];
    note_place(controller_by_no_, plan.no, i);
    std::vector<ZoneNo> bounded;
    for (const ZonePlan& zone : zones_) {
      if (std::find(zone.controllers.begin(), zone.controllers.end(), plan.no) !=
          zone.controllers.end()) {
        bounded.push_back(zone.no);
      }
    }
    for (const ZonePlan& zone : zones_) {
      for (const ZoneNo outer : bounded) {
        if (contains(outer, zone.no)) add_once(plan.zones, zone.no);
      }
    }
  }
}

void Site::compile_people(const std::vector<std::pair<Credential, EntryRef>>& credentials,
                          const std::vector<std::pair<Designation, EntryRef>>& designations) {
  for (std::size_t i = 0; i < persons_.size(); ++i) {
    const PersonPlan& plan = persons_[i];
    note_place(person_by_no_, plan.no, i);
    const auto hold = [&](const AccountId& account) {
      std::vector<PersonNo>& holders = holders_[account];
      if (std::find(holders.begin(), holders.end(), plan.no) == holders.end())
        holders.push_back(plan.no);
    };
    for (const AccountId& account : plan.person.accounts) hold(account);
    for (const AccountId& account : plan.person.emergency_accounts) hold(account);
  }
  for (const auto& [credential, ref] : credentials) {
    PersonPlan* holder = person_plan(credential.person);
    if (holder == nullptr) continue;
    const CredentialPlan plan{credential, holder->no, ref};
    credentials_[credential.number].push_back(plan);
    credential_by_id_.emplace(credential.id, plan);
    holder->credentials.push_back(plan);
  }
  for (const auto& [designation, ref] : designations) {
    PersonPlan* holder = person_plan(designation.person);
    const ZonePlan* place = zone(designation.zone);
    if (holder == nullptr || place == nullptr) continue;
    holder->designations.push_back(
        {place->no, {designation.valid_from, designation.valid_until, ref}, {}});
  }
}

void Site::follow(const Site& before, Instant closed) {
  if (before.version() == 0) return;
  for (PersonPlan& person : persons_) {
    const PersonPlan* was = before.person(person.person.id);
    for (DesignationPlan& plan : person.designations) {
      plan.said.since = closed;
      const DesignationPlan* old = was == nullptr ? nullptr : designation_for(*was, plan.zone);
      if (old == nullptr) continue;
      plan.before = old->before;
      if (old->said.ref == plan.said.ref) {
        plan.said.since = old->said.since;
        continue;
      }
      plan.before.push_back(old->said);
      if (plan.before.size() > kMostSaid) plan.before.erase(plan.before.begin());
    }
  }
}

bool Site::recall(const PersonId& person, const ZoneId& zone, Instant since,
                  std::vector<DesignationPlan::Said> before) {
  PersonPlan* plan = person_plan(person);
  const ZonePlan* place = this->zone(zone);
  if (plan == nullptr || place == nullptr) return false;
  for (DesignationPlan& designation : plan->designations) {
    if (designation.zone != place->no) continue;
    designation.said.since = since;
    designation.before = std::move(before);
    return true;
  }
  return false;
}

const DesignationPlan::Said* DesignationPlan::said_at(Instant t) const {
  if (said.since <= t) return &said;
  const auto next = std::find_if(before.rbegin(), before.rend(),
                                 [t](const Said& earlier) { return earlier.since <= t; });
  return next == before.rend() ? nullptr : &*next;
}

const DesignationPlan* designation_for(const PersonPlan& person, ZoneNo zone) {
  const auto place =
      std::find_if(person.designations.begin(), person.designations.end(),
                   [zone](const DesignationPlan& plan) { return plan.zone == zone; });
  return place == person.designations.end() ? nullptr : &*place;
}

PersonPlan* Site::person_plan(const PersonId& id) {
  const auto place = person_by_id_.find(id);
  return place == person_by_id_.end() ? nullptr : &persons_[place->second];
}

void Site::qualify_boundaries() {
  for (ZonePlan& zone : zones_) {
    for (const DoorNo no : zone.boundary) {
      const DoorPlan& plan = *door(no);
      if (plan.door.key && !plan.door.contact) {
        zone.boundary_faults.push_back({BoundaryFaultKind::key_without_contact, plan.door.id, {}});
      }
      bool has_reader = false;
      for (const ReaderPlan& reader : readers_) {
        if (reader.door != no || !contains(zone.no, reader.to)) continue;
        has_reader = true;
        if (!identifies_persons(reader.point.methods)) {
          zone.boundary_faults.push_back(
              {BoundaryFaultKind::reader_identifies_nobody, plan.door.id, reader.point.id});
        }
      }
      if (!has_reader && !plan.door.entry_none) {
        zone.boundary_faults.push_back({BoundaryFaultKind::no_reader, plan.door.id, {}});
      }
    }
  }
}

const ZonePlan* Site::zone(ZoneNo no) const {
  return look_up_no(zone_by_no_, zones_, no);
}
const ZonePlan* Site::zone(const ZoneId& id) const {
  return look_up(zone_by_id_, zones_, id);
}
const DoorPlan* Site::door(DoorNo no) const {
  return look_up_no(door_by_no_, doors_, no);
}
const DoorPlan* Site::door(const DoorId& id) const {
  return look_up(door_by_id_, doors_, id);
}
const ReaderPlan* Site::reader(const AccessPointId& id) const {
  return look_up(reader_by_id_, readers_, id);
}
const ControllerPlan* Site::controller(ControllerNo no) const {
  return look_up_no(controller_by_no_, controllers_, no);
}
const ControllerPlan* Site::controller(const ControllerId& id) const {
  return look_up(controller_by_id_, controllers_, id);
}
const TerminalPlan* Site::terminal(const TerminalId& id) const {
  return look_up(terminal_by_id_, terminals_, id);
}
const PersonPlan* Site::person(PersonNo no) const {
  return look_up_no(person_by_no_, persons_, no);
}
const PersonPlan* Site::person(const PersonId& id) const {
  return look_up(person_by_id_, persons_, id);
}

const std::vector<PersonNo>& Site::holders(const AccountId& account) const {
  static const std::vector<PersonNo> kNobody;
  const auto place = holders_.find(account);
  return place == holders_.end() ? kNobody : place->second;
}

std::optional<PersonNo> Site::sole_holder(const AccountId& account) const {
  const std::vector<PersonNo>& all = holders(account);
  return all.size() == 1 ? std::optional(all.front()) : std::nullopt;
}

const std::vector<CredentialPlan>& Site::credentials(const NumberId& number) const {
  static const std::vector<CredentialPlan> kNone;
  const auto place = credentials_.find(number);
  return place == credentials_.end() ? kNone : place->second;
}

const CredentialPlan* Site::credential(const CredentialId& id) const {
  const auto place = credential_by_id_.find(id);
  return place == credential_by_id_.end() ? nullptr : &place->second;
}

bool Site::contains(ZoneNo outer, ZoneNo side) const {
  if (side == kOutside || outer == kOutside) return false;
  if (outer == side) return true;
  const ZonePlan* plan = zone(side);
  return plan != nullptr &&
         std::find(plan->around.begin(), plan->around.end(), outer) != plan->around.end();
}

bool Site::has_same_boundary(const ZonePlan& zone, const Site& other) const {
  const auto boundary_in = [&zone](const Site& site) {
    std::map<DoorId, Door> doors;
    std::map<AccessPointId, AccessPoint> readers;
    const ZonePlan* plan = site.zone(zone.no);
    if (plan == nullptr) return std::pair(doors, readers);
    for (const DoorNo no : plan->boundary) {
      const DoorPlan& door = *site.door(no);
      Door& kept = doors.emplace(door.door.id, door.door).first->second;
      kept.egress = door.egress;  // said or not
      if (kept.side_b < kept.side_a) std::swap(kept.side_a, kept.side_b);
    }
    for (const ReaderPlan& reader : site.readers()) {
      if (reader.point.door && doors.contains(*reader.point.door)) {
        AccessPoint& kept = readers.emplace(reader.point.id, reader.point).first->second;
        kept.methods.clear();  // past events keep the mode of their time
        kept.card_read = {};
      }
    }
    return std::pair(doors, readers);
  };
  return boundary_in(*this) == boundary_in(other);
}

std::vector<ZoneNo> Site::enclosing(ZoneNo side) const {
  std::vector<ZoneNo> zones;
  if (const ZonePlan* plan = side == kOutside ? nullptr : zone(side)) {
    zones.push_back(plan->no);
    zones.insert(zones.end(), plan->around.begin(), plan->around.end());
  }
  return zones;
}

std::vector<ZoneNo> Site::entered(ZoneNo from, ZoneNo to) const {
  std::vector<ZoneNo> zones = enclosing(to);
  std::erase_if(zones, [&](ZoneNo zone) { return contains(zone, from); });
  return zones;
}

}  // namespace zonefactor::core
