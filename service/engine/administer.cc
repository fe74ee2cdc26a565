// What administrators and auditors ask: configuration, acknowledgements, reports, standing, the
// trail.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "service/core/presence.h"
#include "service/core/site.h"
#include "service/engine/configuration_change.h"
#include "service/engine/pseudonyms.h"
#include "service/engine/recording.h"
#include "service/journal/handle.h"

namespace zonefactor::engine {

namespace {

using Configured = std::variant<ports::ConfigurationResult, ports::Declined>;
using Recorded = std::variant<core::EntryRef, ports::Declined>;

std::vector<ports::ZoneStanding> zones_standing(const Folded& folded, core::Instant now) {
  const core::Site& site = folded.book.site();
  const core::State& state = folded.book.state();
  std::map<core::ZoneNo, std::uint64_t> present;
  for (const core::PersonPlan& person : site.persons()) {
    for (const core::Presence& presence : state.person(person.no).presences) {
      const auto view = core::presence_view(state, person.no, presence.zone, now);
      if (view.is == core::PresenceIs::present) ++present[presence.zone];
    }
  }
  std::vector<ports::ZoneStanding> zones;
  for (const core::ZonePlan& plan : site.zones()) {
    zones.push_back({plan.zone.id.text, plan.boundary_faults.empty(),
                     !state.zone(plan.no).breaches.empty(), present[plan.no]});
  }
  return zones;
}

}  // namespace

void Engine::configure(core::Facility facility, std::string peer, ports::Done<Configured> done) {
  if (turned_away(done)) return;
  if (facility.head.id != options_.facility_id) {
    return done(ports::Declined{fmt::format(
        "the file describes facility \"{}\", and this is \"{}\": send it to the service of its own",
        facility.head.id, options_.facility_id)});
  }
  auto planned =
      plan_change(state_->configuration, std::move(facility), state_->names, parts_.random, peer);
  if (const auto* declined = std::get_if<ports::Declined>(&planned)) return done(*declined);
  auto& change = std::get<ConfigurationChange>(planned);
  bring_to_now();
  const std::uint64_t changed = change.changed.size();
  if (change.closed.version != 0) record_change(std::move(change));
  reply<Configured>(std::move(done),
                    ports::ConfigurationResult{state_->configuration.version(),
                                               state_->configuration.digest(), changed});
}

void Engine::record_change(ConfigurationChange change) {
  for (Minted& minted : change.minted) {
    state_->names.learn(minted.row, state_->head.next);
    writer_.add(std::move(minted.row));
    record(std::move(minted.bound));
  }
  for (core::Fact& fact : change.changed) record(std::move(fact));
  record(std::move(change.closed));
  ask_parked_again();
}

void Engine::acknowledge(ports::AcknowledgeRequest request, std::string peer,
                         ports::Done<Recorded> done) {
  if (turned_away(done)) return;
  const core::ZoneId zone(request.zone);
  if (!state_->book.site().zone(zone)) {
    return done(ports::Declined{fmt::format("the facility has no zone \"{}\"", request.zone)});
  }
  const std::string* by = state_->names.handle_of(NameKind::person, request.by);
  if (!by || !state_->book.site().person(core::PersonId(*by))) {
    return done(ports::Declined{fmt::format(
        "the facility has no person \"{}\": name who acknowledges by a person's id", request.by)});
  }
  bring_to_now();
  const core::EntryRef ref =
      record(core::Acknowledged{zone, request.what, core::PersonId(*by), peer}).ref;
  ask_parked_again();
  reply<Recorded>(std::move(done), ref);
}

void Engine::report_credential(ports::CredentialReport report, std::string peer,
                               ports::Done<Recorded> done) {
  if (turned_away(done)) return;
  const std::string* handle = state_->names.handle_of(NameKind::credential, report.credential);
  if (!handle || !state_->book.site().credential(core::CredentialId(*handle))) {
    return done(
        ports::Declined{fmt::format("the facility has no credential \"{}\"", report.credential)});
  }
  bring_to_now();
  const core::EntryRef ref =
      record(core::CredentialChanged{core::CredentialId(*handle), report.state, report.since, peer})
          .ref;
  ask_parked_again();
  reply<Recorded>(std::move(done), ref);
}

core::Facility Engine::facility() const {
  if (!state_) return {};
  return explain(state_->configuration.facility(), state_->names);
}

ports::Standing Engine::standing() const {
  ports::Standing standing;
  standing.facility = options_.facility_id;
  standing.next = durable_.next;
  standing.log_keys = options_.signer->verifier_keys(durable_.next.year);
  standing.next_log_keys = options_.signer->verifier_keys(durable_.next.year + 1);
  const auto& latest = publisher_.latest();
  if (latest && latest->year == durable_.next.year) standing.published = latest->size;
  standing.recording = recording();
  standing.why_not = why_not_;
  if (!state_) return standing;
  standing.clock = words_for(core::own_clock(state_->book));
  const core::Instant now = std::max(parts_.clock.now(), state_->book.now());
  standing.configuration_version = state_->configuration.version();
  standing.configuration_digest = state_->configuration.digest();
  for (const core::ControllerPlan& plan : state_->book.site().controllers()) {
    ports::ControllerStanding controller;
    controller.id = plan.controller.id.text;
    const auto heard = state_->heard.find(plan.controller.id);
    if (heard != state_->heard.end()) {
      controller.boot = heard->second.boot;
      controller.seq = heard->second.seq;
      controller.last_heard = heard->second.at;
      controller.online =
          heard->second.online && now < heard->second.at + 3 * plan.controller.heartbeat;
    }
    standing.controllers.push_back(std::move(controller));
  }
  standing.zones = zones_standing(*state_, now);
  return standing;
}

void Engine::audit(ports::AuditQuery query, ports::Done<ports::AuditPage> done) {
  if (turned_away(done)) return;
  auto place = auditor_.take_place();
  if (!place) {
    return done(ports::Unavailable{std::chrono::seconds(1), "too many audit readings at a time"});
  }
  bring_to_now();
  AuditFilter filter(query, state_.get());
  record(core::AuditRead{query.peer, filter.description()});
  writer_.after_all([this, query = std::move(query), filter = std::move(filter),
                     place = std::move(place),
                     done = std::move(done)](const ports::Unavailable* failed) mutable {
    if (failed) return done(*failed);
    if (!filter.is_answerable()) return done(ports::AuditPage{{}, std::nullopt, true});
    auditor_.read(std::move(query), std::move(filter), durable_.next, std::move(place),
                  [this, done = std::move(done)](AuditReader::Result result) {
                    if (const auto* away = std::get_if<ports::Unavailable>(&result)) {
                      return done(*away);
                    }
                    auto& page = std::get<AuditReader::Page>(result);
                    done(ports::AuditPage{explained(std::move(page.rows)), page.next});
                  });
  });
}

std::vector<ports::AuditEntry> Engine::explained(std::vector<ports::JournalRow> rows) const {
  std::vector<ports::AuditEntry> entries;
  entries.reserve(rows.size());
  for (ports::JournalRow& row : rows) {
    ports::AuditEntry entry{row.ref, row.recorded_at, std::move(row.type), std::move(row.body), {}};
    for (std::string& handle : journal::handles_in(entry.body)) {
      if (!state_) break;
      const std::string* plain = state_->names.plain_of(handle);
      if (plain) entry.explained.emplace_back(std::move(handle), *plain);
    }
    entries.push_back(std::move(entry));
  }
  return entries;
}

}  // namespace zonefactor::engine
