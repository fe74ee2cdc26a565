// The facility, object by object: zones first, then the doors that reach them, then people.
#include "tests/simulation/a_site.h"

#include <algorithm>

namespace zonefactor::simulation {

namespace {

using core::Amr;
using core::Method;
using namespace std::chrono_literals;

const core::Date kDue{std::chrono::year{2027} / 3 / 31};
const core::Date kPast{std::chrono::year{2026} / 11 / 20};
const core::Date kToday{std::chrono::year{2026} / 11 / 22};

class Maker {
 public:
  explicit Maker(Dice& dice) : dice_(dice) {}

  core::Facility make() {
    head();
    const std::size_t zones = 1 + dice_.below(6);
    const std::size_t controllers = 1 + dice_.below(std::min<std::size_t>(3, zones));
    for (std::size_t i = 0; i < controllers; ++i) controller(i);
    for (std::size_t i = 0; i < zones; ++i) zone(i);
    for (const core::Zone& made : site_.zones) furnish(made);
    const std::size_t people = dice_.percent(80) ? 3 + dice_.below(10) : 3 + dice_.below(38);
    for (std::size_t i = 0; i < people; ++i) person(i);
    return std::move(site_);
  }

 private:
  void head() {
    site_.head.id = "sim";
    site_.head.time_zone = core::TimeZone{"Asia/Tokyo", 9h, {}};
    site_.head.profile = dice_.percent(50) ? core::Profile::strict : core::Profile::guideline;
    if (dice_.percent(10)) site_.head.on_not_equivalent = core::Outcome::deny;
  }

  void controller(std::size_t i) {
    core::Controller made;
    made.id = core::ControllerId("c" + std::to_string(i + 1));
    made.heartbeat = dice_.percent(70) ? 120s : 300s;
    site_.controllers.push_back(made);
  }

  void zone(std::size_t i) {
    core::Zone made;
    made.id = core::ZoneId("z" + std::to_string(i + 1));
    if (i > 0 && dice_.percent(40)) made.within = dice_.one_of(site_.zones).id;
    if (!dice_.percent(6)) {
      made.basis = core::Basis{};
      made.basis->text = "Closed by law";
      made.basis->review_due = dice_.percent(6) ? kPast : dice_.percent(6) ? kToday : kDue;
      if (dice_.percent(12)) made.basis->kind = core::BasisKind::internal_rule;
    }
    if (dice_.percent(30)) made.exit = core::ExitKind::anonymous;
    if (dice_.percent(10)) made.enforcement = core::Enforcement::monitor;
    const unsigned passage = static_cast<unsigned>(dice_.below(10));
    made.min_passage = passage < 6   ? core::Passage::opened
                       : passage < 9 ? core::Passage::granted
                                     : core::Passage::passed;
    if (dice_.percent(15)) made.max_presence = 2h;
    if (dice_.percent(30)) made.lease = 20min;
    if (dice_.percent(20)) made.taps_per_opening = 2;
    if (dice_.percent(10)) made.on_undetermined = core::Outcome::deny;
    if (dice_.percent(30)) made.min_terminal_proof = core::TerminalProof::gateway;
    if (dice_.percent(30)) made.min_origin = core::Origin::bound;
    const unsigned glass = static_cast<unsigned>(dice_.below(3));
    made.break_glass = glass == 0   ? core::BreakGlass::none
                       : glass == 1 ? core::BreakGlass::declared
                                    : core::BreakGlass::self;
    site_.zones.push_back(made);
  }

  // Doors that reach the zone, a desk reader, terminals. Every third zone is reached through
  // another of the same surroundings: that one is its vestibule.
  void furnish(const core::Zone& zone) {
    core::Side before = zone.within;
    for (const core::Zone& other : site_.zones) {
      if (other.id == zone.id) break;
      if (other.within == zone.within && dice_.percent(33)) before = other.id;
    }
    reader_door(before, zone.id);
    if (dice_.percent(30)) reader_door(zone.within, zone.id);
    if (dice_.percent(25)) fire_exit(zone);
    if (dice_.percent(6)) unread_door(zone);
    if (dice_.percent(50)) desk(zone);
    const std::size_t terminals = dice_.percent(15) ? 0 : 1 + dice_.below(3);
    for (std::size_t i = 0; i < terminals; ++i) terminal(zone.id);
    if (dice_.percent(10)) terminal(std::nullopt);
  }

  core::Door& door(core::Side from, core::Side to) {
    core::Door made;
    made.id = core::DoorId("d" + std::to_string(site_.doors.size() + 1));
    made.controller = dice_.one_of(site_.controllers).id;
    made.side_a = std::move(from);
    made.side_b = std::move(to);
    made.contact = !dice_.percent(25);
    site_.doors.push_back(std::move(made));
    return site_.doors.back();
  }

  void reader_door(const core::Side& from, const core::ZoneId& to) {
    core::Door& made = door(from, to);
    if (dice_.percent(3)) made.key = true;
    const bool out = dice_.percent(65);
    if (!out && dice_.percent(40)) made.egress = core::Egress::handle;
    reader(made.id, to);
    if (out) reader(made.id, from);
  }

  void fire_exit(const core::Zone& zone) {
    core::Door& made = door(zone.within, zone.id);
    made.entry_none = true;
    made.egress = core::Egress::handle;
  }

  void unread_door(const core::Zone& zone) { door(zone.within, zone.id); }

  core::AccessPoint& reader(const core::DoorId& door, const core::Side& to) {
    core::AccessPoint made;
    made.id = core::AccessPointId("r" + std::to_string(site_.access_points.size() + 1));
    made.door = door;
    made.to = to;
    made.methods = methods();
    if (!dice_.percent(30)) made.card_read = core::CardRead::cryptographic;
    site_.access_points.push_back(std::move(made));
    return site_.access_points.back();
  }

  void desk(const core::Zone& zone) {
    core::AccessPoint made;
    made.id = core::AccessPointId("r" + std::to_string(site_.access_points.size() + 1));
    made.inside = zone.id;
    for (const core::Door& candidate : site_.doors) {
      if (candidate.side_b == zone.id) made.controller = candidate.controller;
    }
    made.methods = {core::Methods{Method::card}};
    made.card_read = core::CardRead::cryptographic;
    site_.access_points.push_back(std::move(made));
  }

  core::MethodCombinations methods() {
    switch (dice_.below(12)) {
      case 0:
        return {core::Methods{Method::card, Method::pin}};
      case 1:
        return {core::Methods{Method::card}, core::Methods{Method::pin}};
      case 2:
        return {core::Methods{Method::face}};
      case 3:
        return {core::Methods{Method::card}, core::Methods{Method::vein}};
      case 4:
        return {core::Methods{Method::pin}};
      case 5:
        return {core::Methods{Method::mobile}, core::Methods{Method::card}};
      case 6:
        if (dice_.percent(20)) return {core::Methods{Method::code}};
        break;
      default:
        break;
    }
    return {core::Methods{Method::card}};
  }

  void terminal(std::optional<core::ZoneId> zone) {
    core::Terminal made;
    made.id = core::TerminalId("t" + std::to_string(site_.terminals.size() + 1));
    made.zone = std::move(zone);
    if (dice_.percent(12)) made.placement = core::Placement::portable;
    if (dice_.percent(30)) made.methods = core::Amrs{Amr::pwd, Amr::sc, Amr::otp, Amr::fpt};
    if (dice_.percent(60)) made.step_up = std::vector<std::string>{"otp"};
    site_.terminals.push_back(std::move(made));
  }

  void person(std::size_t i) {
    core::Person made;
    made.id = core::PersonId("p" + std::to_string(i + 1));
    if (dice_.percent(8)) made.kind = core::PersonKind::visitor;
    made.accounts = {core::AccountId("a" + std::to_string(i + 1))};
    if (dice_.percent(12)) made.accounts.emplace_back("ward");
    if (dice_.percent(8)) {
      made.emergency_accounts = {core::AccountId("e" + std::to_string(i + 1))};
      made.accounts.push_back(made.emergency_accounts.front());
    }
    carries(made.id, Method::card, 95);
    carries(made.id, Method::pin, 60);
    carries(made.id, Method::face, 60);
    carries(made.id, Method::vein, 40);
    carries(made.id, Method::mobile, 15);
    for (const core::Zone& zone : site_.zones) {
      if (!dice_.percent(82)) continue;
      core::Designation designation{made.id, zone.id, {}, {}};
      if (dice_.percent(5)) designation.valid_until = noon_;
      if (dice_.percent(3)) designation.valid_from = noon_;
      site_.designations.push_back(designation);
    }
    site_.persons.push_back(std::move(made));
  }

  void carries(const core::PersonId& person, Method kind, unsigned chances) {
    if (!dice_.percent(chances)) return;
    core::Credential made;
    made.id = core::CredentialId(person.text + "-" + std::string(core::name_of(kind)));
    made.person = person;
    made.kind = kind;
    made.number = core::NumberId("n-" + made.id.text);
    if (dice_.percent(4)) made.valid_until = noon_;
    if (dice_.percent(2)) {
      made.state = core::CredentialState::lost;
      made.since = noon_ - 1h;
    }
    site_.credentials.push_back(std::move(made));
  }

  Dice& dice_;
  const core::Instant noon_ = *core::parse_rfc3339("2026-11-22T12:00:00+09:00");
  core::Facility site_;
};

}  // namespace

core::Facility a_site(Dice& dice) {
  return Maker(dice).make();
}

bool lies_in(const core::Facility& site, const core::ZoneId& zone, const core::Side& side) {
  for (core::Side at = side; at;) {
    if (*at == zone) return true;
    const core::Zone* around = find_by_id(site.zones, *at);
    at = around == nullptr ? std::nullopt : around->within;
  }
  return false;
}

std::string word_of(const core::Side& side) {
  return side ? side->text : "outside";
}

}  // namespace zonefactor::simulation
