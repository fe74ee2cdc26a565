// A new version of the configuration: today's policy judges today's login, and what the old version
// let us know may be known no longer (rules G4, I4, I7).
#include <algorithm>
#include <map>
#include <utility>

#include "service/core/fold.h"
#include "service/core/judge.h"

namespace zonefactor::core {

namespace {

bool designated(const Site& site, PersonNo person, ZoneNo zone, Instant t) {
  const PersonPlan* plan = site.person(person);
  const DesignationPlan* designation = plan == nullptr ? nullptr : designation_for(*plan, zone);
  return designation != nullptr && designation->said.holds_at(t);
}

// Whether it is the person's, and counts.
bool usable(const Site& site, const Tap& tap, Instant t) {
  const CredentialPlan* plan = site.credential(tap.credential);
  if (plan == nullptr || plan->person != tap.person) return false;
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
    if (reader.door && declared_anew)
      state_.change_door(*reader.door).drifts.erase(reader.point.id);
  }
}

void Fold::drop_moved_terminals(const Site& before) {
  for (const auto& [key, session] : state_.sessions()) {
    if (!is_allowing(session.class_)) continue;
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
  std::map<std::pair<PersonNo, ZoneNo>, Reason> withdrawn;
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
                                   usable(before, *presence->entry->tap, occasion_.at) &&
                                   !usable(site, *presence->entry->tap, occasion_.at);
      if (lost_credential) withdrawn[{person, zone}] = Reason::credential_revoked;
      if (lost_designation) withdrawn[{person, zone}] = Reason::not_designated;
    }
  }
  for (const auto& [who_where, why] : withdrawn) withdraw(who_where.first, who_where.second, why);
}

// Rules I4, I7: what the person founded on the credential, or was designated for, holds no longer.
void Fold::end(const Reports::Ended& ended) {
  const Site& site = state_.site();
  if (const auto* designated = std::get_if<Reports::Designated>(&ended)) {
    const PersonPlan* person = site.person(designated->first);
    const ZonePlan* zone = site.zone(designated->second);
    if (person == nullptr || zone == nullptr) return;
    return withdraw(person->no, zone->no, Reason::not_designated);
  }
  const auto& credential = std::get<CredentialId>(ended);
  const CredentialPlan* plan = site.credential(credential);
  if (plan == nullptr) return;
  for (const Presence& presence : state_.person(plan->person).presences) {
    const bool founded = presence.standing == Standing::present && presence.entry &&
                         presence.entry->tap->credential == credential;
    if (founded) withdraw(plan->person, presence.zone, Reason::credential_revoked);
  }
}

// Rule T4: locked, and fallen whether it locks or not.
void Fold::withdraw(PersonNo person, ZoneNo zone, Reason why) {
  sessions_fall(person, zone, why);
  lock_sessions(person, zone);
}

}  // namespace zonefactor::core
