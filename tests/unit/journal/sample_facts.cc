#include "tests/unit/journal/sample_facts.h"

#include <utility>

namespace zonefactor::journal {

namespace {

using namespace core;
using namespace std::chrono_literals;

constexpr Instant kMorning = instant_of_us(1'795'305'601'250'000);  // 2026-11-22T09:00:01.25+09:00
const std::string kDigest = "b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9";

Date day(int year, unsigned month, unsigned day_of_month) {
  return Date{std::chrono::year{year}, std::chrono::month{month}, std::chrono::day{day_of_month}};
}

FacilityHead head() {
  FacilityHead head;
  head.id = "chuo";
  head.name = {.ja = "中央病院", .en = "Chuo Hospital"};
  head.time_zone = {.name = "Asia/Tokyo",
                    .initial_offset = 33'539s,
                    .transitions = {{instant_of_us(-2'587'712'400'000'000), 32'400s},
                                    {instant_of_us(-683'802'000'000'000), 36'000s}}};
  head.profile = Profile::guideline;
  head.help = LocalText{.ja = "内線 1234", .en = "Extension 1234, \"day\" and night"};
  head.enforcement = Enforcement::monitor;
  head.on_undetermined = Outcome::deny;
  return head;
}

Zone zone() {
  Zone zone;
  zone.id = ZoneId("dispensing");
  zone.name = {.ja = "調剤室", .en = "Dispensing room"};
  zone.within = ZoneId("pharmacy");
  zone.basis = Basis{.kind = BasisKind::law,
                     .text = "薬局等構造設備規則",
                     .review_due = day(2027, 3, 31),
                     .law = "336M50000100002",
                     .rule = "第1条",
                     .approved_by = "",
                     .approved_on = day(2026, 4, 1)};
  zone.exit = ExitKind::anonymous;
  zone.min_passage = Passage::passed;
  zone.min_terminal_proof = TerminalProof::certificate;
  zone.min_origin = Origin::signed_;
  zone.break_glass = BreakGlass::self;
  zone.on_drift = OnDrift::undetermined;
  return zone;
}

Zone bare_zone() {
  Zone zone;
  zone.id = ZoneId("radiology");
  return zone;
}

Controller controller() {
  Controller controller;
  controller.id = ControllerId("ctl-1");
  return controller;
}

Door door() {
  Door door;
  door.id = DoorId("ph-door");
  door.controller = ControllerId("ctl-1");
  door.side_a = ZoneId("pharmacy");
  door.side_b = ZoneId("dispensing");
  door.contact = true;
  door.egress = Egress::rex;
  door.entry_none = true;
  door.key = true;
  return door;
}

AccessPoint boundary_reader() {
  AccessPoint point;
  point.id = AccessPointId("ph-in");
  point.door = DoorId("ph-door");
  point.to = ZoneId("dispensing");
  point.methods = {{Method::card}, {Method::pin, Method::card}};
  point.card_read = CardRead::cryptographic;
  return point;
}

AccessPoint inside_reader() {
  AccessPoint point;
  point.id = AccessPointId("ph-desk");
  point.inside = ZoneId("dispensing");
  point.controller = ControllerId("ctl-1");
  return point;
}

Terminal terminal() {
  Terminal terminal;
  terminal.id = TerminalId("ph-t01");
  terminal.zone = ZoneId("dispensing");
  terminal.methods = Amrs{Amr::pwd, Amr::sc};
  terminal.step_up = std::vector<std::string>{};
  return terminal;
}

Terminal portable_terminal() {
  Terminal terminal;
  terminal.id = TerminalId("cart-1");
  terminal.placement = Placement::portable;
  terminal.step_up = std::vector<std::string>{"otp", "hwk"};
  return terminal;
}

Person person() {
  Person person;
  person.id = PersonId("p-4qzk7m2w");
  person.kind = PersonKind::visitor;
  person.accounts = {AccountId("a-91x0cc3t"), AccountId("a-hh27d0pe")};
  person.emergency_accounts = {AccountId("a-0kf5s8vb")};
  return person;
}

Credential credential() {
  Credential credential;
  credential.id = CredentialId("c-6t1n9yhd");
  credential.person = PersonId("p-4qzk7m2w");
  credential.kind = Method::mobile;
  credential.number = NumberId("n-z2m8v5ak");
  credential.valid_from = kMorning - 24h;
  credential.valid_until = instant_of_us(253'402'268'399'000'000);  // 9999-12-31T23:59:59+09:00
  credential.state = CredentialState::lost;
  credential.since = kMorning;
  return credential;
}

Designation designation() {
  return {.person = PersonId("p-4qzk7m2w"),
          .zone = ZoneId("dispensing"),
          .valid_from = kMorning,
          .valid_until = kMorning + 24h};
}

DoorEvent passage() {
  DoorEvent event;
  event.observation.controller = ControllerId("ctl-1");
  event.observation.boot = "b7";
  event.observation.seq = 1042;
  event.observation.kind = EventKind::access_taken;
  event.observation.access_point = AccessPointId("ph-in");
  event.observation.credential = NumberId("n-z2m8v5ak");
  event.observation.methods = Methods{Method::card};
  event.observation.occurred_at = kMorning;
  event.observation.sent_at = kMorning + 50ms;
  event.observation.origin = Origin::bound;
  event.observation.content_tag = "k-7d2e91bb04c8";
  event.happened = kMorning;
  event.uncertainty = 1s;
  return event;
}

DoorEvent new_boot() {
  DoorEvent event;
  event.observation.controller = ControllerId("ctl-1");
  event.observation.boot = "b8";
  event.observation.seq = 1;
  event.observation.kind = EventKind::boot;
  event.observation.previous = PreviousBoot{.boot = "b7", .seq = 18'446'744'073'709'551'615U};
  event.happened = kMorning;
  event.uncertainty = 5s;
  event.clock_trusted = false;
  return event;
}

DoorEvent mode_change() {
  DoorEvent event;
  event.observation.controller = ControllerId("ctl-1");
  event.observation.boot = "b7";
  event.observation.seq = 1043;
  event.observation.kind = EventKind::door_mode;
  event.observation.door = DoorId("ph-door");
  event.observation.zone = ZoneId("dispensing");
  event.observation.mode = DoorMode::locked_open;
  event.observation.methods = Methods{};
  event.observation.unknown_methods = true;
  event.happened = kMorning;
  return event;
}

LoginDecided equivalent_login() {
  LoginDecided login;
  login.attempt.terminal = TerminalId("ph-t01");
  login.attempt.account = AccountId("a-91x0cc3t");
  login.attempt.amr = {Amr::pwd};
  login.attempt.session = SessionId("s-88");
  login.attempt.session_kind = SessionKind::console;
  login.attempt.proof = TerminalProof::certificate;
  login.decision.class_ = Class::zone_equivalent;
  login.decision.outcome = Outcome::allow;
  login.decision.entry_kinds = {FactorKind::possession};
  login.decision.terminal_kinds = {FactorKind::knowledge};
  login.decision.zone = ZoneId("dispensing");
  login.decision.person = PersonId("p-4qzk7m2w");
  login.decision.evidence = {{0, {2026, 3}},       {0, {2026, 5}},  {1, {2026, 8}},
                             {2, {2025, 88'120}},  {2, {2026, 12}}, {2, {2026, 184'490}},
                             {3, {2026, 184'490}}, {4, {2026, 10}}, {5, {2026, 184'490}}};
  login.decision.valid_until = kMorning + 14h;
  login.decision.configuration = {2026, 40};
  login.peer = "ph-t01";
  return login;
}

LoginDecided refused_login() {
  LoginDecided login;
  login.attempt.terminal = TerminalId("cart-1");
  login.attempt.account = AccountId("a-hh27d0pe");
  login.attempt.action = Action::unlock;
  login.attempt.unknown_amr = true;
  login.attempt.attests_console = true;
  login.decision.class_ = Class::undetermined;
  login.decision.reasons = {Reason::entry_pending, Reason::clock_untrusted};
  login.decision.zone_reasons = {Reason::zone_open};
  login.decision.warnings = {Warning::medium_clonable, Warning::origin_open};
  login.decision.terminal_mismatch = true;
  login.decision.retry_ms = 2'500;
  login.decision.amr_values = {"otp", "hwk"};
  login.decision.configuration = {2026, 40};
  login.peer = "gateway-1";
  login.request_tag = "q-5b0e77c1";
  return login;
}

LoginDecided emergency_login() {
  LoginDecided login;
  login.attempt.terminal = TerminalId("ph-t01");
  login.attempt.account = AccountId("a-91x0cc3t");
  login.attempt.amr = {Amr::pwd};
  login.attempt.emergency = true;
  login.decision.class_ = Class::emergency;
  login.decision.outcome = Outcome::allow;
  login.decision.reasons = {Reason::presence_absent};
  login.decision.terminal_kinds = {FactorKind::knowledge};
  login.decision.zone = ZoneId("dispensing");
  login.decision.person = PersonId("p-4qzk7m2w");
  login.decision.configuration = {2026, 40};
  login.peer = "ph-t01";
  return login;
}

core::DoorEvent unnumbered_event() {
  core::DoorEvent event;
  event.observation.controller = ControllerId("lock-3");
  event.observation.boot = "adapter-1";
  event.observation.seq = 7;
  event.observation.kind = core::EventKind::access_granted;
  event.observation.access_point = core::AccessPointId("store-in");
  event.observation.unnumbered = true;
  event.happened = kMorning;
  return event;
}

core::DoorEvent lossy_event() {
  core::DoorEvent event = unnumbered_event();
  event.observation.unnumbered = false;
  event.observation.credential = core::NumberId("n-3f8a");
  event.observation.lossy = true;
  return event;
}

Finding own_finding() {
  Finding finding;
  finding.kind = FindingKind::journal_mismatch;
  finding.at = kMorning;
  finding.noticed = true;
  return finding;
}

std::vector<std::pair<std::string, Fact>> facts() {
  return {
      {"log opened", LogOpened{.origin = "zonefactor/chuo/2026", .everyone_unknown = true}},
      {"log of a rehearsal opened",
       LogOpened{.origin = "zonefactor/chuo/2026", .everyone_unknown = false}},
      {"service started", ServiceStarted{.version = "0.1.0", .edition = 1}},
      {"name bound", NameBound{.handle = "p-4qzk7m2w", .kind = "person", .commitment = kDigest}},
      {"facility put", ObjectPut{.object = head()}},
      {"zone put", ObjectPut{.object = zone()}},
      {"zone with only what it must have put", ObjectPut{.object = bare_zone()}},
      {"controller put", ObjectPut{.object = controller()}},
      {"door put", ObjectPut{.object = door()}},
      {"reader at a boundary put", ObjectPut{.object = boundary_reader()}},
      {"reader inside put", ObjectPut{.object = inside_reader()}},
      {"terminal put", ObjectPut{.object = terminal()}},
      {"portable terminal put", ObjectPut{.object = portable_terminal()}},
      {"person put", ObjectPut{.object = person()}},
      {"credential put", ObjectPut{.object = credential()}},
      {"designation put", ObjectPut{.object = designation()}},
      {"object removed", ObjectRemoved{.kind = "designation", .id = "p-4qzk7m2w/dispensing"}},
      {"configuration closed",
       ConfigurationClosed{.version = 7, .digest = kDigest, .by = "it-office"}},
      {"passage", passage()},
      {"boot after a boot that ran out of numbers", new_boot()},
      {"door mode", mode_change()},
      {"event refused", EventRefused{.controller = ControllerId("ctl-1"),
                                     .why = Refusal::equivocation,
                                     .boot = "b7",
                                     .seq = 1042,
                                     .content_tag = "k-7d2e91bb04c8"}},
      {"event of nobody refused", EventRefused{.controller = std::nullopt,
                                               .why = Refusal::malformed,
                                               .boot = "",
                                               .seq = 0,
                                               .content_tag = "k-02"}},
      {"controller online", ControllerStatus{.controller = ControllerId("ctl-1"), .online = true}},
      {"controller offline",
       ControllerStatus{.controller = ControllerId("ctl-1"), .online = false}},
      {"equivalent login", equivalent_login()},
      {"undetermined unlock", refused_login()},
      {"session begun", SessionChanged{.terminal = TerminalId("ph-t01"),
                                       .session = SessionId("s-88"),
                                       .account = AccountId("a-91x0cc3t"),
                                       .what = SessionDo::begin}},
      {"breach acknowledged", Acknowledged{.zone = ZoneId("dispensing"),
                                           .what = Acknowledgeable::breach,
                                           .by = PersonId("p-4qzk7m2w")}},
      {"credential stolen", CredentialChanged{.credential = CredentialId("c-6t1n9yhd"),
                                              .state = CredentialState::stolen,
                                              .since = kMorning - 1h}},
      {"designation ended", DesignationChanged{.person = PersonId("p-4qzk7m2w"),
                                               .zone = ZoneId("dispensing"),
                                               .valid_until = kMorning}},
      {"person changed",
       PersonChanged{.person = PersonId("p-4qzk7m2w"), .kind = PersonKind::visitor}},
      {"input quarantined",
       InputQuarantined{.digest = kDigest, .controller = ControllerId("ctl-1")}},
      {"audit read", AuditRead{.peer = "auditor-1", .what = "entries 0 to 49"}},
      {"finding", Finding{.kind = FindingKind::missed_exit,
                          .at = kMorning,
                          .person = PersonId("p-4qzk7m2w"),
                          .zone = ZoneId("dispensing"),
                          .door = DoorId("ph-door"),
                          .access_point = AccessPointId("ph-in"),
                          .controller = ControllerId("ctl-1"),
                          .terminal = TerminalId("ph-t01"),
                          .session = SessionId("s-88")}},
      {"signal", Signal{.kind = SignalKind::lock,
                        .at = kMorning,
                        .terminal = TerminalId("ph-t01"),
                        .session = SessionId("s-88")}},
      {"readjudicated", Readjudicated{.decision = {2026, 184'502},
                                      .from = Class::zone_equivalent,
                                      .to = Class::not_equivalent,
                                      .cause = {2026, 184'733}}},
      {"emergency login", emergency_login()},
      {"breach acknowledged through a peer", Acknowledged{.zone = ZoneId("dispensing"),
                                                          .what = Acknowledgeable::breach,
                                                          .by = PersonId("p-4qzk7m2w"),
                                                          .peer = "guard-desk"}},
      {"credential lost, reported by a peer",
       CredentialChanged{.credential = CredentialId("c-6t1n9yhd"),
                         .state = CredentialState::lost,
                         .peer = "card-office"}},
      {"corrected to present", PresenceCorrected{.person = PersonId("p-4qzk7m2w"),
                                                 .zone = ZoneId("dispensing"),
                                                 .present = true,
                                                 .by = PersonId("p-77aa"),
                                                 .second = PersonId("p-88bb")}},
      {"emergency of two zones",
       EmergencyDeclared{.by = PersonId("p-77aa"),
                         .zones = {ZoneId("dispensing"), ZoneId("radiology")},
                         .until = kMorning + 4h}},
      {"own clock stepped back", OwnClockJudged{.off = -3s, .synchronised = true}},
      {"own clock not synchronised", OwnClockJudged{.synchronised = false}},
      {"event of a device without numbers", unnumbered_event()},
      {"event with a part of a number", lossy_event()},
      {"log opened after another",
       LogOpened{.origin = "zonefactor/chuo/2027",
                 .everyone_unknown = false,
                 .previous = "zonefactor/chuo/2026\n184505\n"
                             "NVYjG8Ww2yL6gzXAZmn3b0tVAxYJb2M9TfjeQrRuBnM=\n\n"
                             "\u2014 zonefactor/chuo/2026 zi2vCg==\n"}},
      {"log closed", LogClosed{.next_year = 2027}},
      {"log keys", LogKeys{.keys = {"zonefactor/chuo/2026+ce2daf0a+AX+vqg=="}}},
      {"state sealed",
       StateSealed{.digest = "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
                   .size = 48'211}},
      {"evidence exported", EvidenceExported{.peer = "auditor-1",
                                             .purpose = ExportPurpose::incident,
                                             .from = {2026, 184'020},
                                             .to = {2026, 184'503},
                                             .named = true}},
      {"evidence exported without names", EvidenceExported{.peer = "auditor-1",
                                                           .purpose = ExportPurpose::audit,
                                                           .from = {2026, 0},
                                                           .to = {2026, 184'503}}},
      {"person erased",
       PersonErased{.person = PersonId("p-4qzk7m2w"), .rows = 4, .peer = "privacy-desk"}},
      {"log pruned", LogPruned{.year = 2020, .below = 65'536, .peer = "archive"}},
      {"finding of the service's own", own_finding()},
  };
}

}  // namespace

std::vector<SampleFact> sample_facts() {
  std::vector<SampleFact> samples;
  for (auto& [name, fact] : facts()) {
    samples.push_back({name, std::move(fact), kMorning + 10ms * (samples.size() + 1)});
  }
  return samples;
}

}  // namespace zonefactor::journal
