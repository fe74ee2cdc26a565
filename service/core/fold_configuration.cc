// A new version of the configuration: today's policy judges today's login, and what the old version
// let us know may be known no longer (rules G4, I4, I7).
#include <algorithm>
#include <set>
#include <utility>

#include "service/core/fold.h"

namespace zonefactor::core {

namespace {

bool designated(const Site& site, PersonNo person, ZoneNo zone, Instant t) {
  const PersonPlan* plan = site.person(person);
  return plan != nullptr &&
         std::any_of(plan->designations.begin(), plan->designations.end(),
                     [&](const DesignationPlan& d) { return d.zone == zone && d.holds_at(t); });
}

bool usable(const Site& site, const CredentialId& id, Instant t) {
  const CredentialPlan* plan = site.credential(id);
  if (plan == nullptr) return false;
  const Credential& credential = plan->credential;
  return credential.state == CredentialState::active || (credential.since && *credential.since > t);
}

}  // namespace

void Fold::configuration(std::shared_ptr<const Site> site) {
  const std::shared_ptr<const Site> before = state_.shared_site();
  state_.change_site(std::move(site));
  if (before->version() == 0) return;  // the first version changes nothing that was known
  forget_changed_zones(*before);
  forget_old_drift(*before);
  drop_moved_terminals(*before);
  lock_the_withdrawn(*before);
}

void Fold::forget_changed_zones(const Site& before) {
  const Site& site = state_.site();
  for (const ZonePlan& changed : site.zones()) {
    if (site.has_same_boundary(changed, before)) continue;
    for (const ZonePlan& within : site.zones()) {
      if (site.contains(changed.no, within.no)) {
        state_.change_zone(within.no).unknown_before = occasion_.position;
      }
    }
  }
}

// Rule G2: what a reader does is measured against what is declared of it now.
void Fold::forget_old_drift(const Site& before) {
  for (const ReaderPlan& reader : state_.site().readers()) {
    const ReaderPlan* was = before.reader(reader.point.id);
    const bool declared_anew = was == nullptr || !(was->point == reader.point);
    if (reader.door && declared_anew) forget_drift(*reader.door);
  }
}

void Fold::drop_moved_terminals(const Site& before) {
  for (const auto& [key, session] : state_.sessions()) {
    if (session.class_ != Class::zone_equivalent) continue;
    const TerminalPlan* was = before.terminal(key.first);
    const TerminalPlan* is = state_.site().terminal(key.first);
    const bool stands = was != nullptr && is != nullptr && was->zone == is->zone;
    if (stands) continue;
    fall(key, Reason::terminal_not_in_zone);
    step_up(key);
  }
}

// Whoever is no longer designated, or came in by a credential that counts no longer.
void Fold::lock_the_withdrawn(const Site& before) {
  const Site& site = state_.site();
  std::set<std::pair<PersonNo, ZoneNo>> withdrawn;
  for (const auto& [key, session] : state_.sessions()) {
    const TerminalPlan* terminal = site.terminal(key.first);
    if (!session.person || terminal == nullptr || !terminal->zone) continue;
    const PersonNo person = *session.person;
    for (const ZoneNo zone : site.enclosing(*terminal->zone)) {
      const Presence* presence = find_presence(state_.person(person), zone);
      const bool lost_designation = designated(before, person, zone, occasion_.at) &&
                                    !designated(site, person, zone, occasion_.at);
      const bool lost_credential = presence != nullptr && presence->standing == Standing::present &&
                                   presence->entry &&
                                   usable(before, presence->entry->tap->credential, occasion_.at) &&
                                   !usable(site, presence->entry->tap->credential, occasion_.at);
      if (lost_designation || lost_credential) withdrawn.emplace(person, zone);
    }
  }
  for (const auto& [person, zone] : withdrawn) lock_sessions(person, zone);
}

}  // namespace zonefactor::core
