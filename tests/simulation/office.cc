// The office's acts, one each.
#include "tests/simulation/office.h"

#include <algorithm>
#include <utility>

namespace zonefactor::simulation {

using namespace std::chrono_literals;

void Office::tell(core::Fact fact, std::string words) {
  people_.happen(people_.now(), std::move(fact), std::move(words));
}

void Office::act() {
  switch (dice_.below(8)) {
    case 0:
      return report_card();
    case 1:
      return withdraw();
    case 2:
    case 3:
      return correct();
    case 4:
      return acknowledge();
    case 5:
      return declare();
    default:
      return reconfigure();
  }
}

void Office::report_card() {
  const core::Credential& card = dice_.one_of(site_.credentials);
  core::CredentialChanged report{card.id, core::CredentialState::lost, {}, "office"};
  if (dice_.percent(25)) report.state = core::CredentialState::active;
  if (dice_.percent(60)) report.since = people_.now() - dice_.between(0s, 2h);
  tell(report, card.id.text + " is reported " + std::string(core::name_of(report.state)));
}

void Office::withdraw() {
  if (site_.designations.empty()) return;
  const core::Designation& held = dice_.one_of(site_.designations);
  core::DesignationChanged report{held.person, held.zone, people_.now()};
  if (dice_.percent(30)) report.valid_until = people_.now() - dice_.between(0s, 1h);
  tell(report, held.person.text + " is designated for " + held.zone.text + " no longer");
}

void Office::correct() {
  if (site_.persons.size() < 3) return;
  core::PresenceCorrected correction;
  correction.person = dice_.one_of(site_.persons).id;
  correction.zone = dice_.one_of(site_.zones).id;
  correction.present = dice_.percent(60);
  correction.by = site_.persons[0].id;
  correction.second = site_.persons[1].id;
  tell(correction, correction.person.text + " is said to be " +
                       (correction.present ? "inside " : "outside of ") + correction.zone.text);
}

void Office::acknowledge() {
  core::Acknowledged acknowledged;
  acknowledged.zone = dice_.one_of(site_.zones).id;
  acknowledged.what =
      dice_.percent(70) ? core::Acknowledgeable::breach : core::Acknowledgeable::gap;
  acknowledged.by = site_.persons[0].id;
  tell(acknowledged, "the " + std::string(core::name_of(acknowledged.what)) + " of " +
                         acknowledged.zone.text + " is acknowledged");
}

void Office::declare() {
  core::EmergencyDeclared declared{site_.persons[0].id, {}, people_.now() + 20min};
  for (const core::Zone& zone : in_force_.zones) {
    if (zone.break_glass != core::BreakGlass::none) declared.zones.push_back(zone.id);
  }
  if (declared.zones.empty()) return;
  tell(declared, "an emergency is declared for twenty minutes");
}

void Office::reconfigure() {
  std::string what;
  switch (dice_.below(6)) {
    case 0: {
      core::Door& door = in_force_.doors[dice_.below(in_force_.doors.size())];
      door.egress = core::Egress::handle;
      what = "egress of " + door.id.text;
      break;
    }
    case 1: {
      core::Zone& zone = in_force_.zones[dice_.below(in_force_.zones.size())];
      zone.min_passage = core::Passage::granted;
      zone.lease = 40min;
      what = "policy of " + zone.id.text;
      break;
    }
    case 2: {
      if (in_force_.terminals.empty()) return;
      core::Terminal& terminal = in_force_.terminals[dice_.below(in_force_.terminals.size())];
      terminal.zone = dice_.one_of(in_force_.zones).id;
      what = "place of " + terminal.id.text;
      break;
    }
    case 3: {
      if (in_force_.designations.empty()) return;
      in_force_.designations.erase(in_force_.designations.begin());
      what = "a designation less";
      break;
    }
    case 4: {
      if (in_force_.credentials.size() < 2) return;
      in_force_.credentials.erase(in_force_.credentials.begin());
      what = "a credential less";
      break;
    }
    default: {
      core::Person& person = in_force_.persons[dice_.below(in_force_.persons.size())];
      person.kind = person.kind == core::PersonKind::staff ? core::PersonKind::visitor
                                                           : core::PersonKind::staff;
      what = person.id.text + " is " + std::string(core::name_of(person.kind));
      break;
    }
  }
  people_.happen(people_.now(), in_force_, "a new version of the configuration: " + what);
}

}  // namespace zonefactor::simulation
