// From input lines to facts, and what followed from them to whoever listens.
#include "service/cli/rehearsal.h"

#include <algorithm>

#include "adapters/profiles/zonefactor_event.h"
#include "service/cli/rehearsal_printer.h"
#include "service/core/objects.h"
#include "service/core/site.h"
#include "service/core/state.h"
#include "service/journal/sha256.h"
#include "service/ports/refusal_words.h"

namespace zonefactor::cli {

namespace {

// A rehearsal is one log without a fiscal year.
constexpr std::int32_t kYear = 1;

// What tells a repeated event from another one with its number (rule K7), short enough that a
// string keeps it without a place of its own: there is one for each event remembered.
std::string tag_of(std::string_view content) {
  constexpr std::size_t kTagBytes = 15;
  const journal::Digest digest = journal::sha256(content);
  return std::string(digest.begin(), digest.begin() + kTagBytes);
}

// While a facility is put in force before the first line nobody listens.
class NobodyListens final : public RehearsalListener {
 public:
  void answered(const Answer&, const core::TimeZone&) override {}
  void found(const core::Finding&, const core::TimeZone&) override {}
  void signalled(const core::Signal&, const core::TimeZone&) override {}
  void verdict_changed(const ChangedVerdict&) override {}
  void refused(const RefusedLine&) override {}
};

}  // namespace

void LineBook::note_label(std::string_view label) {
  labels_.push_back({lines_.size() - 1, text_.size()});
  text_ += label;
}

std::uint64_t LineBook::line_of(std::uint64_t index) const {
  return index < lines_.size() ? lines_[index] : 0;
}

std::string LineBook::label_of(std::uint64_t index) const {
  const auto label =
      std::lower_bound(labels_.begin(), labels_.end(), index,
                       [](const Label& each, std::uint64_t sought) { return each.index < sought; });
  if (label == labels_.end() || label->index != index) return std::to_string(line_of(index));
  const auto next = std::next(label);
  const std::uint64_t end = next == labels_.end() ? text_.size() : next->begin;
  return text_.substr(label->begin, end - label->begin);
}

Rehearsal::Rehearsal(const core::Facility& facility,
                     std::set<core::ControllerId> heartbeat_controllers, LoadFacility load_facility)
    : book_(std::move(heartbeat_controllers)), load_facility_(std::move(load_facility)) {
  NobodyListens nobody;
  listener_ = &nobody;
  evolve(core::LogOpened{"rehearsal", false});
  configure(facility);
  listener_ = nullptr;
}

void Rehearsal::take(std::uint64_t number, std::string_view line, std::string& out) {
  RehearsalPrinter printer(out);
  take(number, line, printer);
}

void Rehearsal::take(std::uint64_t number, std::string_view line, RehearsalListener& listener) {
  listener_ = &listener;
  number_ = number;
  note_.clear();
  const auto decoded = decoder_.decode(line);
  if (const auto* refusal = std::get_if<files::RehearsalRefusal>(&decoded))
    return refuse(refusal->why);
  const auto& taken = std::get<files::RehearsalLine>(decoded);
  if (begun_ && taken.at < at_) return refuse("`at` is earlier than the line above");
  at_ = taken.at;
  const bool first = !std::exchange(begun_, true);
  if (first) first_at_ = at_;
  if (!first && std::holds_alternative<files::StartUnknownLine>(taken.what)) {
    return refuse("`start` must be the first line");
  }
  tell(core::pass_time(book_, at_));
  following_ = {};
  std::visit([this](const auto& what) { perform(what); }, taken.what);
  tell(following_);
}

std::optional<std::pair<core::Instant, core::Instant>> Rehearsal::span() const {
  if (!begun_) return std::nullopt;
  return std::pair(first_at_, at_);
}

core::EntryRef Rehearsal::evolve(core::Fact fact) {
  const core::EntryRef ref{kYear, next_index_++};
  lines_.note_entry(number_);
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
  ports::DoorMessage message = profiles::decode_event(line.json, nullptr, core::Origin::bound);
  if (const auto* undecodable = std::get_if<ports::Undecodable>(&message)) {
    return refuse(name_of(undecodable->why), undecodable->detail);
  }
  observe(std::get<ports::DoorReport>(std::move(message)));
}

void Rehearsal::observe(ports::DoorReport report) {
  core::Observation& observation = report.observation;
  if (report.credential) {
    observation.credential = core::NumberId(report.credential->canonical());
    observation.lossy = report.credential->lossy;
  }
  observation.content_tag = tag_of(report.content);
  core::Admission admission = core::admit(book_, observation, at_);
  if (auto* event = std::get_if<core::DoorEvent>(&admission)) {
    evolve(std::move(*event));
  } else if (auto* refused = std::get_if<core::EventRefused>(&admission)) {
    refuse(name_of(refused->why), ports::why_refused(book_.site(), observation, refused->why));
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
  listener_->answered({number_, at_, line.label.value_or(std::to_string(number_)), decision},
                      time_zone_);
  evolve(core::LoginDecided{std::move(attempt), decision, "rehearsal", {}});
  if (line.label) lines_.note_label(*line.label);
}

void Rehearsal::perform(const files::AcknowledgeLine& line) {
  const core::ZoneId zone(line.zone);
  if (book_.site().zone(zone) == nullptr)
    return refuse("acknowledge.zone is no zone of the facility");
  if (book_.site().person(core::PersonId(line.by)) == nullptr) {
    note_ = "acknowledge.by is no person of the facility; the running service would refuse it";
  }
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
  const auto& facility = std::get<core::Facility>(loaded);
  const std::string& in_force = book_.site().head().id;
  if (facility.head.id != in_force) {
    return refuse("the file is of facility " + facility.head.id + ", and " + in_force +
                  " is rehearsed; name a version of that one");
  }
  configure(facility);
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
  if (line.what != core::SessionDo::begin &&
      book_.state().session({terminal, change.session}) == nullptr) {
    note_ =
        "session.session is not known at session.terminal: no ask and no begin named it there, or "
        "it has ended; the line changes nothing";
  }
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
  listener_->refused({number_, why, detail});
}

// In order of time; at one time findings first (interfaces.md section 6).
void Rehearsal::tell(const core::Consequences& consequences) {
  auto signal = consequences.signals.begin();
  const auto signals_before = [&](core::Instant at) {
    for (; signal != consequences.signals.end() && signal->at < at; ++signal) {
      listener_->signalled(*signal, time_zone_);
    }
  };
  for (const core::Finding& finding : consequences.findings) {
    signals_before(finding.at);
    listener_->found(finding, time_zone_);
  }
  signals_before(core::Instant::max());
  for (const core::Readjudicated& changed : consequences.readjudications) {
    listener_->verdict_changed({lines_.label_of(changed.decision.index), changed.from, changed.to,
                                lines_.line_of(changed.cause.index)});
  }
}

void HeartbeatScan::see(std::string_view line) {
  // An escape may spell the word in another way.
  if (line.find("heartbeat") == std::string_view::npos &&
      line.find('\\') == std::string_view::npos) {
    return;
  }
  const auto decoded = decoder_.decode(line);
  const auto* taken = std::get_if<files::RehearsalLine>(&decoded);
  const auto* event = taken == nullptr ? nullptr : std::get_if<files::EventLine>(&taken->what);
  if (event == nullptr) return;
  const auto message = profiles::decode_event(event->json, nullptr, core::Origin::bound);
  const auto* report = std::get_if<ports::DoorReport>(&message);
  if (report != nullptr && report->observation.kind == core::EventKind::heartbeat) {
    controllers_.insert(report->observation.controller);
  }
}

std::set<core::ControllerId> controllers_with_heartbeat(std::string_view input) {
  HeartbeatScan scan;
  while (!input.empty()) {
    const std::size_t end = input.find('\n');
    scan.see(input.substr(0, end));
    input = end == std::string_view::npos ? std::string_view{} : input.substr(end + 1);
  }
  return scan.controllers();
}

}  // namespace zonefactor::cli
