#include "tests/edition/recorder.h"

#include <algorithm>
#include <chrono>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <utility>

#include "adapters/files/facility_toml.h"
#include "adapters/files/rehearsal_lines.h"
#include "adapters/profiles/zonefactor_event.h"
#include "service/cli/rehearsal.h"
#include "service/core/site.h"
#include "service/engine/configuration_change.h"
#include "service/engine/fiscal_year.h"
#include "service/engine/folded.h"
#include "service/engine/keyed_digest.h"
#include "service/engine/names.h"
#include "service/journal/entry_codec.h"
#include "service/journal/sha256.h"
#include "service/journal/state_codec.h"
#include "tests/unit/engine/counting_randomness.h"

namespace zonefactor::edition {

namespace {

using engine::NameKind;
using namespace std::chrono_literals;

constexpr core::Duration kInForceBefore = std::chrono::days(10);
constexpr core::Duration kNoHeartbeat = std::chrono::days(1000);
constexpr core::Duration kSettleWithin = 60ms;  // as service/engine/record.cc has it
constexpr const char* kPeer = "golden";

std::string text_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

core::Instant time_of(const std::string& text) {
  const auto at = core::parse_rfc3339(text);
  if (!at) throw std::runtime_error(text + " is no time");
  return *at;
}

class Recorder {
 public:
  explicit Recorder(const Script& script)
      : script_(script),
        digests_(journal::sha256("edition 1")),
        random_(engine::counting_randomness(script.name)) {
    std::string all;
    for (const std::string& line : script.lines) all += line + "\n";
    heard_from_ = cli::controllers_with_heartbeat(all);
  }

  RecordedLog play() {
    begin();
    for (const std::string& line : script_.lines) play(line);
    bring_to(now_ + kSettleWithin);
    seal();
    if (next_year_ != 0) append(core::LogClosed{next_year_});
    return {script_.name, std::move(entries_)};
  }

  // The verbs of a rehearsal (interfaces.md section 6).
  void operator()(const files::EventLine& line) {
    const ports::DoorMessage message = profiles::decode_event(line.json, nullptr, origin_);
    if (const auto* broken = std::get_if<ports::Undecodable>(&message)) {
      append(core::EventRefused{
          {}, broken->why, {}, 0, digests_.tag("content", "\n" + broken->content)});
      return;
    }
    const auto& report = std::get<ports::DoorReport>(message);
    core::Observation observation = report.observation;
    if (report.credential) {
      observation.credential =
          core::NumberId(handle(NameKind::number, report.credential->canonical()));
    }
    observation.content_tag =
        digests_.tag("content", observation.controller.text + "\n" + report.content);
    core::Admission admission = core::admit(folded_.book, observation, now_);
    if (auto* event = std::get_if<core::DoorEvent>(&admission)) append(std::move(*event));
    if (auto* refused = std::get_if<core::EventRefused>(&admission)) append(std::move(*refused));
  }
  void operator()(const files::AskLine& line) {
    core::LoginAttempt attempt;
    attempt.terminal = core::TerminalId(line.terminal);
    if (site().terminal(attempt.terminal) == nullptr) {
      attempt.terminal = core::TerminalId(digests_.unknown("terminal", line.terminal));
    }
    attempt.account = core::AccountId(handle(NameKind::account, line.account));
    attempt.action = line.action;
    attempt.amr = line.amr;
    attempt.unknown_amr = line.unknown_amr;
    if (line.session) attempt.session = session(*line.session);
    attempt.session_kind = line.session_kind;
    attempt.attests_console = attests_console_;
    attempt.proof = line.proof;
    attempt.emergency = line.emergency_reason.has_value();
    if (core::is_enumerating(folded_.book, attempt)) return;
    append(core::settle(folded_.book));
    core::Decision decision = core::decide(folded_.book, attempt);
    append(core::LoginDecided{std::move(attempt), std::move(decision), kPeer, {}});
  }
  void operator()(const files::AcknowledgeLine& line) {
    if (!has_zone(line.zone)) return;
    append(core::Acknowledged{core::ZoneId(line.zone), line.what, person(line.by), kPeer});
  }
  void operator()(const files::CredentialChangeLine& line) {
    const core::CredentialId credential(handle(NameKind::credential, line.credential));
    if (site().credential(credential) == nullptr) return;
    append(core::CredentialChanged{credential, line.state, line.since, kPeer});
  }
  void operator()(const files::DesignationChangeLine& line) {
    if (!has_person(line.person) || !has_zone(line.zone)) return;
    append(
        core::DesignationChanged{person(line.person), core::ZoneId(line.zone), line.valid_until});
  }
  void operator()(const files::PersonChangeLine& line) {
    if (has_person(line.person)) append(core::PersonChanged{person(line.person), line.kind});
  }
  void operator()(const files::FacilityLine& line) { configure(line.path); }
  void operator()(const files::StartUnknownLine&) {}  // the log was opened so
  void operator()(const files::SessionLine& line) {
    const core::TerminalId terminal(line.terminal);
    if (site().terminal(terminal) == nullptr) return;
    core::SessionChanged change{terminal, session(line.session), std::nullopt, line.what};
    if (line.account) change.account = core::AccountId(handle(NameKind::account, *line.account));
    append(std::move(change));
  }
  void operator()(const files::CorrectLine& line) {
    if (!has_person(line.person) || !has_zone(line.zone) || line.by == line.second) return;
    append(core::PresenceCorrected{person(line.person), core::ZoneId(line.zone), line.to_present,
                                   person(line.by), person(line.second)});
  }
  void operator()(const files::EmergencyLine& line) {
    if (!has_person(line.by) || line.until <= now_ || line.until > now_ + 4h) return;
    core::EmergencyDeclared declared{person(line.by), {}, line.until};
    for (const std::string& id : line.zones) {
      const core::ZonePlan* zone = site().zone(core::ZoneId(id));
      if (zone == nullptr) return;
      if (zone->zone.break_glass != core::BreakGlass::none) declared.zones.emplace_back(id);
    }
    if (!declared.zones.empty()) append(std::move(declared));
  }

 private:
  void begin() {
    bool everyone_unknown = false;
    for (const std::string& line : script_.lines) {
      const auto decoded = decoder_.decode(line);
      const auto* taken = std::get_if<files::RehearsalLine>(&decoded);
      if (line.front() != '@' && taken == nullptr) continue;
      now_ = (taken ? taken->at : time_of(line.substr(2, line.find(' ', 2) - 2))) - kInForceBefore;
      everyone_unknown = taken && std::holds_alternative<files::StartUnknownLine>(taken->what);
      break;
    }
    const std::int32_t year = engine::fiscal_year_of(now_);
    folded_.head.next = {year, 0};
    append(core::LogOpened{"zonefactor/chuo/" + std::to_string(year), everyone_unknown});
    append(core::ServiceStarted{"golden", core::kRuleEdition});
    configure(script_.facility);
  }

  void play(const std::string& line) {
    if (line.front() == '@') return play_beyond_rehearsal(line);
    if (line == "origin open") return void(origin_ = core::Origin::open);
    if (line == "origin bound") return void(origin_ = core::Origin::bound);
    if (line == "origin signed") return void(origin_ = core::Origin::signed_);
    if (line == "console unattested") return void(attests_console_ = false);
    if (line == "console attested") return void(attests_console_ = true);
    const auto decoded = decoder_.decode(line);
    const auto* taken = std::get_if<files::RehearsalLine>(&decoded);
    if (taken == nullptr || taken->at < now_) return;
    bring_to(taken->at);
    std::visit(*this, taken->what);
  }

  void play_beyond_rehearsal(const std::string& line) {
    std::istringstream words(line.substr(1));
    std::string at;
    std::string verb;
    std::string first;
    std::string second;
    words >> at >> verb >> first >> second;
    bring_to(time_of(at));
    if (verb == "started") {
      append(core::ServiceStarted{"golden", core::kRuleEdition});
    } else if (verb == "status") {
      append(core::ControllerStatus{core::ControllerId(first), second == "online"});
    } else if (verb == "own_clock") {
      append(core::OwnClockJudged{core::Duration(std::stoll(first)), second == "synchronised"});
    } else if (verb == "quarantined") {
      append(
          core::InputQuarantined{journal::hex(journal::sha256(line)), core::ControllerId(first)});
    } else if (verb == "read") {
      append(core::AuditRead{kPeer, first});
    } else if (verb == "exported") {
      append(core::EvidenceExported{
          kPeer, core::from_name<core::ExportPurpose>(first).value(), {}, folded_.head.next, true});
    } else if (verb == "erased") {
      append(core::PersonErased{person(first), std::stoull(second), kPeer});
    } else if (verb == "keys") {
      append(core::LogKeys{{first}});
    } else if (verb == "pruned") {
      append(core::LogPruned{std::stoi(first), std::stoull(second), kPeer});
    } else if (verb == "closed") {
      next_year_ = std::stoi(first);
    } else {
      throw std::runtime_error(script_.name + ": nothing is known of \"" + line + "\"");
    }
  }

  // Rule V6.
  void seal() {
    append(core::settle(folded_.book));
    const std::string state = journal::encode_state(core::seal(folded_.book));
    append(core::StateSealed{journal::hex(journal::sha256(state)), state.size()});
  }

  void configure(const std::string& path) {
    auto parsed = files::parse_facility(text_of(script_.folder / path), path);
    auto* file = std::get_if<files::FacilityFile>(&parsed);
    if (file == nullptr) return;  // refused whole
    for (core::Controller& controller : file->facility.controllers) {
      if (!heard_from_.contains(controller.id)) controller.heartbeat = kNoHeartbeat;
    }
    auto planned = engine::plan_change(folded_.configuration, std::move(file->facility),
                                       folded_.names, random_, kPeer);
    auto& change = std::get<engine::ConfigurationChange>(planned);
    if (change.closed.version == 0) return;
    for (engine::Minted& minted : change.minted) {
      folded_.names.learn(minted.row);
      if (script_.binds_names) append(std::move(minted.bound));
    }
    for (core::Fact& fact : change.changed) append(std::move(fact));
    append(std::move(change.closed));
  }

  // Late news is settled shortly after it came, whether or not anything else comes.
  void bring_to(core::Instant now) {
    const core::Instant settled = folded_.head.last_recorded_at + kSettleWithin;
    if (!core::is_settled(folded_.book) && now > settled) pass(settled);
    pass(now);
  }
  void pass(core::Instant now) {
    now_ = now;
    append(core::pass_time(folded_.book, now_));
  }

  void append(const core::Consequences& consequences) {
    for (const core::Finding& finding : consequences.findings) append_one(finding);
    for (const core::Signal& signal : consequences.signals) append_one(signal);
    for (const core::Readjudicated& changed : consequences.readjudications) append_one(changed);
  }
  void append(core::Fact fact) { append(append_one(std::move(fact))); }
  core::Consequences append_one(core::Fact fact) {
    const core::Entry entry{folded_.head.next, now_, std::move(fact)};
    std::string bytes = journal::encode(entry.fact, entry.recorded_at);
    std::string leaf = journal::hex(journal::leaf_hash(bytes));
    entries_.push_back({script_.name, entry.ref, std::move(bytes), std::move(leaf)});
    return engine::fold(folded_, entry);
  }

  const core::Site& site() const { return folded_.book.site(); }
  bool has_zone(const std::string& id) const { return site().zone(core::ZoneId(id)) != nullptr; }
  bool has_person(const std::string& id) const { return site().person(person(id)) != nullptr; }
  std::string handle(NameKind kind, const std::string& plain) const {
    const std::string* known = folded_.names.handle_of(kind, plain);
    return known ? *known : digests_.unknown(engine::spelling(kind), plain);
  }
  core::PersonId person(const std::string& id) const {
    return core::PersonId(handle(NameKind::person, id));
  }
  core::SessionId session(const std::string& id) const {
    return core::SessionId(digests_.unknown("session", id));
  }

  const Script& script_;
  engine::KeyedDigest digests_;
  engine::Randomness random_;
  std::set<core::ControllerId> heard_from_;
  std::int32_t next_year_ = 0;  // the log is closed for it at the end; 0: it stays open
  files::RehearsalDecoder decoder_;
  engine::Folded folded_;
  core::Instant now_{};
  core::Origin origin_ = core::Origin::bound;
  bool attests_console_ = true;
  std::vector<RecordedEntry> entries_;
};

}  // namespace

RecordedLog record(const Script& script) {
  return Recorder(script).play();
}

}  // namespace zonefactor::edition
