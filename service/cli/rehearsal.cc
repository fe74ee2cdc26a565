// From input lines to facts, from decisions and consequences to output lines.
#include "service/cli/rehearsal.h"

#include <algorithm>
#include <utility>

#include "adapters/profiles/zonefactor_event.h"
#include "service/core/objects.h"
#include "service/core/site.h"
#include "service/journal/canonical_json.h"

namespace zonefactor::cli {

namespace {

// A rehearsal is one log without a fiscal year.
constexpr std::int32_t kYear = 1;

std::string json_text(std::string_view text) {
  return journal::canonical(journal::Json(text));
}

template <class E>
std::string name_list(core::Set<E> values) {
  std::string list = "[";
  values.each([&](E value) {
    if (list.size() > 1) list += ',';
    list += '"';
    list += name_of(value);
    list += '"';
  });
  return list + "]";
}

template <class IdType>
void add_member(std::string& line, std::string_view name, const std::optional<IdType>& id) {
  if (!id) return;
  line += ",\"";
  line += name;
  line += "\":";
  line += json_text(id->text);
}

}  // namespace

Rehearsal::Rehearsal(const core::Facility& facility,
                     std::set<core::ControllerId> heartbeat_controllers, LoadFacility load_facility)
    : book_(std::move(heartbeat_controllers)), load_facility_(std::move(load_facility)) {
  std::string nothing_printed;
  out_ = &nothing_printed;
  evolve(core::LogOpened{"rehearsal", false});
  configure(facility);
}

void Rehearsal::take(std::uint64_t number, std::string_view line, std::string& out) {
  out_ = &out;
  number_ = number;
  const auto decoded = decoder_.decode(line);
  if (const auto* refusal = std::get_if<files::RehearsalRefusal>(&decoded))
    return refuse(refusal->why);
  const auto& taken = std::get<files::RehearsalLine>(decoded);
  if (begun_ && taken.at < at_) return refuse("`at` is earlier than the line above");
  at_ = taken.at;
  const bool first = !std::exchange(begun_, true);
  if (!first && std::holds_alternative<files::StartUnknownLine>(taken.what)) {
    return refuse("`start` must be the first line");
  }
  print(core::pass_time(book_, at_));
  following_ = {};
  std::visit([this](const auto& what) { perform(what); }, taken.what);
  print(following_);
}

core::EntryRef Rehearsal::evolve(core::Fact fact) {
  const core::EntryRef ref{kYear, next_index_++};
  line_of_[ref.index] = number_;
  core::Consequences more = core::evolve(book_, core::Entry{ref, at_, std::move(fact)});
  const auto append = [](auto& to, auto& from) { to.insert(to.end(), from.begin(), from.end()); };
  append(following_.findings, more.findings);
  append(following_.signals, more.signals);
  append(following_.readjudications, more.readjudications);
  return ref;
}

void Rehearsal::configure(const core::Facility& facility) {
  std::set<std::string> kept;
  for (core::FacilityObject& object : core::objects_of(facility)) {
    kept.insert(core::staging_key(object));
    evolve(core::ObjectPut{std::move(object)});
  }
  for (const std::string& key : configured_) {
    if (kept.contains(key)) continue;
    const std::size_t slash = key.find('/');
    evolve(core::ObjectRemoved{key.substr(0, slash), key.substr(slash + 1)});
  }
  configured_ = std::move(kept);
  time_zone_ = facility.head.time_zone;
  evolve(core::ConfigurationClosed{++version_, {}, "rehearsal"});
}

void Rehearsal::perform(const files::EventLine& line) {
  const ports::DoorMessage message =
      profiles::decode_event(line.json, nullptr, core::Origin::bound);
  if (const auto* undecodable = std::get_if<ports::Undecodable>(&message)) {
    return refuse(name_of(undecodable->why), undecodable->detail);
  }
  observe(std::get<ports::DoorReport>(message));
}

void Rehearsal::observe(const ports::DoorReport& report) {
  core::Observation observation = report.observation;
  if (report.credential) observation.credential = core::NumberId(report.credential->canonical());
  observation.content_tag = report.content;
  core::Admission admission = core::admit(book_, observation, at_);
  if (auto* event = std::get_if<core::DoorEvent>(&admission)) {
    evolve(std::move(*event));
  } else if (auto* refused = std::get_if<core::EventRefused>(&admission)) {
    refuse(name_of(refused->why));
    evolve(std::move(*refused));
  }
}

void Rehearsal::perform(const files::AskLine& line) {
  core::LoginAttempt attempt;
  attempt.terminal = core::TerminalId(line.terminal);
  attempt.account = core::AccountId(line.account);
  attempt.action = line.action;
  attempt.amr = line.amr;
  attempt.unknown_amr = line.unknown_amr;
  if (line.session) attempt.session = core::SessionId(*line.session);
  attempt.session_kind = line.session_kind;
  attempt.attests_console = true;
  attempt.proof = line.proof;
  attempt.emergency = line.emergency_reason.has_value();
  const core::Decision decision = core::decide(book_, attempt);
  const std::string label = line.label.value_or(std::to_string(number_));
  print_answer(label, decision);
  const core::EntryRef ref = evolve(core::LoginDecided{attempt, decision, "rehearsal", {}});
  label_of_[ref.index] = label;
}

void Rehearsal::perform(const files::AcknowledgeLine& line) {
  const core::ZoneId zone(line.zone);
  if (book_.site().zone(zone) == nullptr)
    return refuse("acknowledge.zone is no zone of the facility");
  evolve(core::Acknowledged{zone, line.what, core::PersonId(line.by)});
}

void Rehearsal::perform(const files::CredentialChangeLine& line) {
  const core::CredentialId credential(line.credential);
  if (book_.site().credential(credential) == nullptr) {
    return refuse("change.credential is no credential of the facility");
  }
  evolve(core::CredentialChanged{credential, line.state, line.since});
}

void Rehearsal::perform(const files::DesignationChangeLine& line) {
  const core::PersonPlan* person = book_.site().person(core::PersonId(line.person));
  const core::ZonePlan* zone = book_.site().zone(core::ZoneId(line.zone));
  const bool designated =
      person != nullptr && zone != nullptr &&
      std::any_of(person->designations.begin(), person->designations.end(),
                  [&](const core::DesignationPlan& plan) { return plan.zone == zone->no; });
  if (!designated) {
    return refuse("change.designation is no designation of the facility");
  }
  evolve(core::DesignationChanged{person->person.id, zone->zone.id, line.valid_until});
}

void Rehearsal::perform(const files::PersonChangeLine& line) {
  const core::PersonId person(line.person);
  if (book_.site().person(person) == nullptr)
    return refuse("change.person is no person of the facility");
  evolve(core::PersonChanged{person, line.kind});
}

void Rehearsal::perform(const files::FacilityLine& line) {
  const auto loaded = load_facility_(line.path);
  if (const auto* why = std::get_if<std::string>(&loaded)) return refuse(*why);
  configure(std::get<core::Facility>(loaded));
}

void Rehearsal::perform(const files::StartUnknownLine&) {
  evolve(core::LogOpened{"rehearsal", true});
}

void Rehearsal::perform(const files::SessionLine& line) {
  const core::TerminalId terminal(line.terminal);
  if (book_.site().terminal(terminal) == nullptr) {
    return refuse("session.terminal is no terminal of the facility");
  }
  core::SessionChanged change{terminal, core::SessionId(line.session), std::nullopt, line.what};
  if (line.account) change.account = core::AccountId(*line.account);
  evolve(std::move(change));
}

void Rehearsal::perform(const files::CorrectLine& line) {
  const core::Site& site = book_.site();
  const auto known = [&site](const std::string& id) {
    return site.person(core::PersonId(id)) != nullptr;
  };
  if (!known(line.person)) return refuse("correct.person is no person of the facility");
  if (site.zone(core::ZoneId(line.zone)) == nullptr)
    return refuse("correct.zone is no zone of the facility");
  if (!known(line.by)) return refuse("correct.by is no person of the facility");
  if (!known(line.second)) return refuse("correct.second is no person of the facility");
  if (line.by == line.second)
    return refuse("correct.second must be another person than correct.by");
  evolve(core::PresenceCorrected{core::PersonId(line.person), core::ZoneId(line.zone),
                                 line.to_present, core::PersonId(line.by),
                                 core::PersonId(line.second)});
}

void Rehearsal::perform(const files::EmergencyLine& line) {
  constexpr core::Duration kLongest = std::chrono::hours(4);
  const core::Site& site = book_.site();
  if (site.person(core::PersonId(line.by)) == nullptr)
    return refuse("emergency.by is no person of the facility");
  if (line.until <= at_) return refuse("emergency.until is not after `at`");
  if (line.until > at_ + kLongest) return refuse("emergency.until is more than 4 hours after `at`");
  core::EmergencyDeclared declared{core::PersonId(line.by), {}, line.until};
  for (const std::string& id : line.zones) {
    const core::ZonePlan* zone = site.zone(core::ZoneId(id));
    if (zone == nullptr) return refuse("emergency.zones names no zone of the facility");
    if (zone->zone.break_glass != core::BreakGlass::none) declared.zones.emplace_back(id);
  }
  if (declared.zones.empty()) return refuse("emergency.zones: none of them allows break_glass");
  evolve(std::move(declared));
}

void Rehearsal::refuse(std::string_view why, std::string_view detail) {
  *out_ += "{\"refused\":" + std::to_string(number_) + ",\"why\":" + json_text(why);
  if (!detail.empty()) *out_ += ",\"detail\":" + json_text(detail);
  *out_ += "}\n";
}

std::string Rehearsal::time_text(core::Instant instant) const {
  return json_text(core::format_rfc3339(instant, time_zone_));
}

void Rehearsal::print(const core::Consequences& consequences) {
  for (const core::Finding& finding : consequences.findings) print(finding);
  for (const core::Signal& signal : consequences.signals) print(signal);
  for (const core::Readjudicated& changed : consequences.readjudications) print(changed);
}

void Rehearsal::print_answer(const std::string& label, const core::Decision& decision) {
  std::string& out = *out_;
  out += "{\"ask\":" + json_text(label) + ",\"class\":\"";
  out += name_of(decision.class_);
  out += "\",\"outcome\":\"";
  out += name_of(decision.outcome);
  out += "\",\"reasons\":" + name_list(decision.reasons);
  if (decision.class_ == core::Class::native_two_factor) {
    out += ",\"zone_reasons\":" + name_list(decision.zone_reasons);
  }
  out += ",\"factors\":{\"entry\":" + name_list(decision.entry_kinds) +
         ",\"terminal\":" + name_list(decision.terminal_kinds) + "}";
  out += ",\"warnings\":" + name_list(decision.warnings);
  out += "}\n";
}

void Rehearsal::print(const core::Finding& finding) {
  std::string line = "{\"finding\":\"";
  line += name_of(finding.kind);
  line += "\",\"at\":" + time_text(finding.at);
  add_member(line, "person", finding.person);
  add_member(line, "zone", finding.zone);
  add_member(line, "door", finding.door);
  add_member(line, "access_point", finding.access_point);
  add_member(line, "controller", finding.controller);
  add_member(line, "terminal", finding.terminal);
  add_member(line, "session", finding.session);
  *out_ += line + "}\n";
}

void Rehearsal::print(const core::Signal& signal) {
  std::string line = "{\"signal\":\"";
  line += name_of(signal.kind);
  line += "\",\"at\":" + time_text(signal.at) + ",\"terminal\":" + json_text(signal.terminal.text) +
          ",\"session\":" + json_text(signal.session.text);
  *out_ += line + "}\n";
}

void Rehearsal::print(const core::Readjudicated& changed) {
  std::string line =
      "{\"readjudicated\":" + json_text(label_of_[changed.decision.index]) + ",\"from\":\"";
  line += name_of(changed.from);
  line += "\",\"to\":\"";
  line += name_of(changed.to);
  line += "\",\"cause\":{\"line\":" + std::to_string(line_of_[changed.cause.index]) + "}";
  *out_ += line + "}\n";
}

std::set<core::ControllerId> controllers_with_heartbeat(std::string_view input) {
  std::set<core::ControllerId> controllers;
  files::RehearsalDecoder decoder;
  while (!input.empty()) {
    const std::size_t end = input.find('\n');
    const std::string_view line = input.substr(0, end);
    input = end == std::string_view::npos ? std::string_view{} : input.substr(end + 1);
    if (line.find("heartbeat") == std::string_view::npos) continue;
    const auto decoded = decoder.decode(line);
    const auto* taken = std::get_if<files::RehearsalLine>(&decoded);
    const auto* event = taken == nullptr ? nullptr : std::get_if<files::EventLine>(&taken->what);
    if (event == nullptr) continue;
    const auto message = profiles::decode_event(event->json, nullptr, core::Origin::bound);
    const auto* report = std::get_if<ports::DoorReport>(&message);
    if (report != nullptr && report->observation.kind == core::EventKind::heartbeat) {
      controllers.insert(report->observation.controller);
    }
  }
  return controllers;
}

}  // namespace zonefactor::cli
