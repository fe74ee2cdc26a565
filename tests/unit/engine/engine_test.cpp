// The engine on a sound journal: answers after their entries, replay gives the same, names stay
// out.
#include "service/engine/engine.h"

#include <gtest/gtest.h>

#include "service/journal/entry_codec.h"
#include "service/journal/sha256.h"
#include "tests/unit/engine/engine_bench.h"

namespace zonefactor::engine {
namespace {

using core::EventKind;
using namespace std::chrono_literals;

TEST_F(EngineTest, S1_a_new_journal_opens_with_everyone_unknown_and_says_that_the_service_started) {
  start_and_wait();
  loop_.run_until([this] { return disk_.rows().size() == 3; });
  const auto rows = disk_.rows();
  const core::Fact opened = fact_of(rows[0]);
  EXPECT_EQ(std::get<core::LogOpened>(opened), (core::LogOpened{"zonefactor/chuo/2026", true}));
  EXPECT_TRUE(std::holds_alternative<core::ServiceStarted>(fact_of(rows[1])));
  EXPECT_EQ(std::get<core::LogKeys>(fact_of(rows[2])).keys, sample_signer()->verifier_keys(2026));
  EXPECT_EQ(rows[0].ref, (core::EntryRef{2026, 0}));
}

TEST_F(EngineTest, a_journal_begun_in_march_belongs_to_the_fiscal_year_before) {
  clock_.set(sample::instant("2027-03-31T23:59:59+09:00"));
  start_and_wait();
  EXPECT_EQ(disk_.head()->next.year, 2026);
  Disk other;
  clock_.set(sample::instant("2027-04-01T00:00:00+09:00"));
  engine_.reset();
  disk_.tamper([](auto& head, auto& rows, auto&) {
    head.reset();
    rows.clear();
  });
  start_and_wait();
  EXPECT_EQ(disk_.head()->next.year, 2027);
}

TEST_F(EngineTest, an_entry_by_card_and_a_password_are_equivalent_and_durable_before_the_answer) {
  with_sample();
  come_in("04A1B2C3", 1);
  Outcome<ports::LoginAnswer> outcome;
  disk_.hold(true);
  engine_->ask(sample::login("tanaka"), outcome.done());
  loop_.run_ready();
  EXPECT_FALSE(outcome.came());
  disk_.hold(false);
  const ports::LoginAnswer answer = wait_for(outcome).value();
  EXPECT_EQ(answer.decision.class_, core::Class::zone_equivalent);
  ASSERT_GT(disk_.rows().size(), answer.entry.index);
  const core::Fact fact = fact_of(disk_.rows()[answer.entry.index]);
  EXPECT_EQ(std::get<core::LoginDecided>(fact).decision, answer.decision);
  ASSERT_NE(answer.facility, nullptr);
  EXPECT_EQ(answer.facility->id, "chuo");
}

TEST_F(EngineTest, every_row_carries_its_leaf_hash_its_type_and_its_place) {
  with_sample();
  come_in("04A1B2C3", 1);
  std::uint64_t index = 0;
  core::Instant last{};
  for (const ports::JournalRow& row : disk_.rows()) {
    EXPECT_EQ(row.ref, (core::EntryRef{2026, index++}));
    EXPECT_EQ(row.leaf, journal::leaf_hash(row.body));
    EXPECT_EQ(row.type, journal::type_of(fact_of(row)));
    EXPECT_GE(row.recorded_at, last);
    last = row.recorded_at;
  }
}

TEST_F(EngineTest, V2_no_person_account_or_number_of_the_file_and_no_text_of_a_caller_is_stored) {
  with_sample();
  come_in("04A1B2C3", 1);
  observe(sample::access(EventKind::access_granted, 5, "ph-in", "0BADCAFE",
                         "2026-11-22T09:01:00+09:00"));
  ports::LoginQuestion question = sample::login("secret-typed-as-account");
  question.session = "session-of-tanaka";
  question.request_id = "request-by-tanaka";
  ask(question);
  question = sample::login("tanaka");
  question.terminal = "terminal-nobody-knows";
  ask(question);
  Outcome<ports::EventResult> refused;
  engine_->observe(ports::Undecodable{core::Refusal::malformed, "\"kind\" is missing", std::nullopt,
                                      "rubbish naming tanaka"},
                   refused.done());
  wait_for(refused);
  Outcome<Recorded> recorded;
  engine_->acknowledge({"dispensing", core::Acknowledgeable::held, "p-1042"}, "admin",
                       recorded.done());
  wait_for(recorded);

  std::vector<std::string> words = sample::plain_words();
  words.insert(words.end(), {"0BADCAFE", "secret-typed-as-account", "session-of-tanaka",
                             "request-by-tanaka", "terminal-nobody-knows", "rubbish"});
  for (const ports::JournalRow& row : disk_.rows()) {
    for (const std::string& word : words) {
      EXPECT_EQ(row.body.find(word), std::string::npos) << word << " in " << row.body;
    }
  }
}

TEST_F(EngineTest, an_unknown_card_is_recognised_when_it_comes_again) {
  with_sample();
  observe(sample::access(EventKind::access_denied, 1, "ph-in", "0BADCAFE",
                         "2026-11-22T09:01:00+09:00"));
  observe(sample::access(EventKind::access_denied, 2, "ph-in", "0badcafe",
                         "2026-11-22T09:02:00+09:00"));
  const auto events = facts_of<core::DoorEvent>(disk_);
  ASSERT_EQ(events.size(), 2u);
  EXPECT_EQ(events[0].observation.credential, events[1].observation.credential);
}

TEST_F(EngineTest, H4_after_a_restart_the_answer_is_as_if_it_had_not_stopped) {
  with_sample();
  come_in("04A1B2C3", 1);
  const auto before = ask(sample::login("tanaka"));
  const auto absent_before = ask(sample::login("suzuki"));
  restart();
  const auto after = ask(sample::login("tanaka"));
  EXPECT_EQ(after.decision.class_, before.decision.class_);
  EXPECT_EQ(after.decision.evidence, before.decision.evidence);
  EXPECT_EQ(ask(sample::login("suzuki")).decision.reasons, absent_before.decision.reasons);
}

TEST_F(EngineTest, A6_V4_folding_the_journal_derives_every_recorded_decision_again) {
  with_sample();
  come_in("04A1B2C3", 1);
  ask(sample::login("tanaka"));
  ask(sample::login("suzuki"));
  clock_.move(61min);
  ask(sample::login("tanaka"));
  observe(sample::access(EventKind::access_taken, 5, "ph-out", "04A1B2C3",
                         "2026-11-22T10:30:00+09:00"));
  ask(sample::login("tanaka"));

  core::Book book;
  std::size_t decisions = 0;
  for (const ports::JournalRow& row : disk_.rows()) {
    core::Fact fact = fact_of(row);
    if (const auto* decided = std::get_if<core::LoginDecided>(&fact)) {
      core::pass_time(book, row.recorded_at);
      EXPECT_EQ(core::decide(book, decided->attempt), decided->decision);
      ++decisions;
    }
    core::evolve(book, core::Entry{row.ref, row.recorded_at, std::move(fact)});
  }
  EXPECT_EQ(decisions, 4u);
}

TEST_F(EngineTest, K7_the_same_event_again_is_a_duplicate_and_no_entry) {
  with_sample();
  const auto report = sample::access(EventKind::access_granted, 1, "ph-in", "04A1B2C3",
                                     "2026-11-22T09:00:00+09:00");
  EXPECT_EQ(observe(report).verdict, ports::EventVerdict::accepted);
  const std::size_t rows = disk_.rows().size();
  EXPECT_EQ(observe(report).verdict, ports::EventVerdict::duplicate);
  EXPECT_EQ(disk_.rows().size(), rows);
  restart();
  EXPECT_EQ(observe(report).verdict, ports::EventVerdict::duplicate);
}

TEST_F(EngineTest, a_duplicate_is_not_confirmed_before_the_original_is_durable) {
  with_sample();
  const auto report = sample::access(EventKind::access_granted, 1, "ph-in", "04A1B2C3",
                                     "2026-11-22T09:00:00+09:00");
  clock_.set(sample::instant("2026-11-22T09:00:01+09:00"));
  disk_.hold(true);
  Outcome<ports::EventResult> first;
  Outcome<ports::EventResult> second;
  engine_->observe(report, first.done());
  loop_.run_ready();
  engine_->observe(report, second.done());
  loop_.run_ready();
  EXPECT_FALSE(first.came());
  EXPECT_FALSE(second.came());
  disk_.hold(false);
  EXPECT_EQ(wait_for(second).value().verdict, ports::EventVerdict::duplicate);
  EXPECT_EQ(first.value().verdict, ports::EventVerdict::accepted);
}

TEST_F(EngineTest, K7_the_same_number_with_other_content_is_refused_and_recorded) {
  with_sample();
  observe(sample::access(EventKind::access_granted, 1, "ph-in", "04A1B2C3",
                         "2026-11-22T09:00:00+09:00"));
  const auto forged = observe(sample::access(EventKind::access_granted, 1, "ph-in", "04D4E5F6",
                                             "2026-11-22T09:00:00+09:00"));
  EXPECT_EQ(forged.verdict, ports::EventVerdict::refused);
  EXPECT_EQ(forged.why, core::Refusal::equivocation);
  ASSERT_TRUE(forged.entry.has_value());
  EXPECT_EQ(facts_of<core::EventRefused>(disk_).size(), 1u);
}

TEST_F(EngineTest, V1_what_is_refused_is_an_entry_with_its_reason) {
  with_sample();
  auto stranger = sample::event(EventKind::heartbeat, 1, "2026-11-22T09:00:00+09:00");
  stranger.observation.controller = core::ControllerId("ctl-9");
  const auto result = observe(stranger);
  EXPECT_EQ(result.why, core::Refusal::unknown_controller);
  EXPECT_EQ(result.detail,
            "the facility has no controller \"ctl-9\"; correct it, or add it to the facility file");
  const auto refused = facts_of<core::EventRefused>(disk_);
  ASSERT_EQ(refused.size(), 1u);
  EXPECT_EQ(refused[0].why, core::Refusal::unknown_controller);
  EXPECT_EQ(refused[0].content_tag.size(), 32u);
}

TEST_F(EngineTest, a_flood_of_rubbish_is_told_to_wait_and_does_not_fill_the_journal) {
  options_.refusals_per_second = 5;
  with_sample();
  int unavailable = 0;
  for (int i = 0; i < 20; ++i) {
    Outcome<ports::EventResult> outcome;
    engine_->observe(
        ports::Undecodable{core::Refusal::malformed, "", std::nullopt, std::to_string(i)},
        outcome.done());
    if (wait_for(outcome).unavailable()) ++unavailable;
  }
  EXPECT_EQ(unavailable, 15);
  EXPECT_EQ(facts_of<core::EventRefused>(disk_).size(), 5u);
  clock_.move(1s);
  Outcome<ports::EventResult> later;
  engine_->observe(ports::Undecodable{core::Refusal::malformed, "", std::nullopt, "x"},
                   later.done());
  EXPECT_EQ(wait_for(later).value().verdict, ports::EventVerdict::refused);
}

TEST_F(EngineTest,
       the_same_request_id_from_the_same_peer_gets_the_same_entry_also_after_a_restart) {
  with_sample();
  ports::LoginQuestion question = sample::login("tanaka");
  question.request_id = "r-1";
  const auto first = ask(question);
  EXPECT_EQ(ask(question).entry, first.entry);
  restart();
  const auto again = ask(question);
  EXPECT_EQ(again.entry, first.entry);
  EXPECT_EQ(again.decision, first.decision);
  EXPECT_EQ(again.facility->id, "chuo");
  question.peer = "other-peer";
  EXPECT_NE(ask(question).entry, first.entry);
  question.peer = "terminal-peer";
  clock_.move(11min);
  EXPECT_NE(ask(question).entry, first.entry);
}

TEST_F(EngineTest, P3_a_login_that_may_wait_is_answered_as_soon_as_the_entry_is_settled) {
  with_sample();
  observe(sample::access(EventKind::access_granted, 1, "ph-in", "04A1B2C3",
                         "2026-11-22T09:00:00+09:00"));
  ports::LoginQuestion question = sample::login("tanaka");
  question.wait = 3s;
  Outcome<ports::LoginAnswer> waiting;
  engine_->ask(question, waiting.done());
  loop_.run_ready();
  EXPECT_FALSE(waiting.came());
  EXPECT_TRUE(facts_of<core::LoginDecided>(disk_).empty());
  observe(opened(2, "2026-11-22T09:00:01+09:00"));
  EXPECT_EQ(wait_for(waiting).value().decision.class_, core::Class::zone_equivalent);
  EXPECT_EQ(facts_of<core::LoginDecided>(disk_).size(), 1u);
}

TEST_F(EngineTest, P3_at_the_end_of_the_wait_the_answer_is_entry_pending) {
  with_sample();
  observe(sample::access(EventKind::access_granted, 1, "ph-in", "04A1B2C3",
                         "2026-11-22T09:00:00+09:00"));
  ports::LoginQuestion question = sample::login("tanaka");
  question.wait = 1s;
  Outcome<ports::LoginAnswer> waiting;
  engine_->ask(question, waiting.done());
  loop_.advance(999ms);
  loop_.run_ready();
  EXPECT_FALSE(waiting.came());
  loop_.advance(1ms);
  const auto& decision = wait_for(waiting).value().decision;
  EXPECT_EQ(decision.class_, core::Class::undetermined);
  EXPECT_EQ(decision.reasons, core::Reasons{core::Reason::entry_pending});
  EXPECT_TRUE(decision.retry_ms.has_value());
}

TEST_F(EngineTest, P3_a_wait_is_at_most_the_entry_wait_of_the_zone) {
  start_and_wait();
  core::Facility facility = sample::facility();
  facility.zones[0].entry_wait = 500ms;
  configure(facility);
  observe(sample::access(EventKind::access_granted, 1, "ph-in", "04A1B2C3",
                         "2026-11-22T09:00:00+09:00"));
  ports::LoginQuestion question = sample::login("tanaka");
  question.wait = 3s;
  Outcome<ports::LoginAnswer> waiting;
  engine_->ask(question, waiting.done());
  loop_.advance(500ms);
  EXPECT_EQ(wait_for(waiting).value().decision.class_, core::Class::undetermined);
}

TEST_F(EngineTest, a_waiting_question_asked_again_under_its_id_is_one_entry) {
  with_sample();
  observe(sample::access(EventKind::access_granted, 1, "ph-in", "04A1B2C3",
                         "2026-11-22T09:00:00+09:00"));
  ports::LoginQuestion question = sample::login("tanaka");
  question.wait = 3s;
  question.request_id = "r-1";
  Outcome<ports::LoginAnswer> first;
  Outcome<ports::LoginAnswer> second;
  engine_->ask(question, first.done());
  engine_->ask(question, second.done());
  observe(opened(2, "2026-11-22T09:00:01+09:00"));
  EXPECT_EQ(wait_for(first).value().entry, wait_for(second).value().entry);
}

TEST_F(EngineTest, S4_what_falls_due_is_recorded_without_any_input) {
  with_sample();
  come_in("04A1B2C3", 1);
  // At the outside, and no opening follows: the person had left unseen.
  observe(sample::access(EventKind::access_granted, 5, "ph-in", "04A1B2C3",
                         "2026-11-22T09:10:00+09:00"));
  const std::size_t findings = facts_of<core::Finding>(disk_).size();
  loop_.pass_until([&] { return facts_of<core::Finding>(disk_).size() > findings; });
  EXPECT_EQ(facts_of<core::Finding>(disk_).back().kind, core::FindingKind::missed_exit);
}

TEST_F(EngineTest, G1_a_configuration_is_in_force_from_its_closing_and_survives_a_restart) {
  start_and_wait();
  const auto first = configure(sample::facility());
  EXPECT_EQ(first.version, 1u);
  EXPECT_EQ(first.objects_changed, 13u);
  restart();
  const std::size_t rows = disk_.rows().size();
  const auto again = configure(sample::facility());
  EXPECT_EQ(again.objects_changed, 0u);
  EXPECT_EQ(again.version, 1u);
  EXPECT_EQ(again.digest, first.digest);
  EXPECT_EQ(disk_.rows().size(), rows);
  core::Facility expected = sample::facility();
  expected.zones[0].responsible.clear();
  expected.zones[0].basis->approved_by.clear();
  core::Facility in_force = engine_->facility();
  EXPECT_EQ(keyed_objects(in_force), keyed_objects(expected));
}

TEST_F(EngineTest, a_facility_of_another_name_is_declined) {
  start_and_wait();
  core::Facility other = sample::facility();
  other.head.id = "other";
  Outcome<Configured> outcome;
  engine_->configure(other, "admin", outcome.done());
  EXPECT_TRUE(std::holds_alternative<ports::Declined>(wait_for(outcome).value()));
}

TEST_F(EngineTest, I4_a_card_reported_lost_counts_no_more) {
  with_sample();
  come_in("04A1B2C3", 1);
  Outcome<Recorded> outcome;
  engine_->report_credential({"card-of-p-1042", core::CredentialState::lost, std::nullopt}, "admin",
                             outcome.done());
  EXPECT_TRUE(std::holds_alternative<core::EntryRef>(wait_for(outcome).value()));
  EXPECT_TRUE(ask(sample::login("tanaka")).decision.reasons.has(core::Reason::credential_revoked));
  Outcome<Recorded> unknown;
  engine_->report_credential({"card-of-nobody", core::CredentialState::lost, std::nullopt}, "admin",
                             unknown.done());
  EXPECT_TRUE(std::holds_alternative<ports::Declined>(wait_for(unknown).value()));
}

TEST_F(EngineTest, V7_a_changed_explaining_row_is_not_used_and_raises_config_drift) {
  with_sample();
  engine_.reset();
  disk_.tamper([](auto&, auto&, std::vector<ports::NameRow>& names) {
    for (ports::NameRow& row : names) {
      if (row.kind == "account" && row.plain == "tanaka") row.plain = "intruder";
    }
  });
  start_and_wait();
  EXPECT_TRUE(ask(sample::login("intruder")).decision.reasons.has(core::Reason::subject_unknown));
  EXPECT_TRUE(ask(sample::login("tanaka")).decision.reasons.has(core::Reason::subject_unknown));
  const auto findings = facts_of<core::Finding>(disk_);
  EXPECT_EQ(std::count_if(findings.begin(), findings.end(),
                          [](const core::Finding& finding) {
                            return finding.kind == core::FindingKind::config_drift;
                          }),
            1);
}

TEST_F(EngineTest, V1_reading_the_trail_is_an_entry_and_explains_handles) {
  with_sample();
  come_in("04A1B2C3", 1);
  ask(sample::login("tanaka"));
  Outcome<ports::AuditPage> outcome;
  ports::AuditQuery query;
  query.type = "login.decided";
  query.peer = "auditor";
  engine_->audit(query, outcome.done());
  const auto& entries = wait_for(outcome).value().entries;
  ASSERT_EQ(entries.size(), 1u);
  EXPECT_TRUE(std::any_of(entries[0].explained.begin(), entries[0].explained.end(),
                          [](const auto& pair) { return pair.second == "tanaka"; }));
  const auto reads = facts_of<core::AuditRead>(disk_);
  ASSERT_EQ(reads.size(), 1u);
  EXPECT_EQ(reads[0].peer, "auditor");
}

TEST_F(EngineTest, pages_of_the_trail_join_without_a_gap_in_both_directions) {
  with_sample();
  come_in("04A1B2C3", 1);
  for (const bool newest_first : {true, false}) {
    std::vector<std::uint64_t> seen;
    ports::AuditQuery query;
    query.newest_first = newest_first;
    query.limit = 7;
    for (;;) {
      Outcome<ports::AuditPage> outcome;
      engine_->audit(query, outcome.done());
      const auto page = wait_for(outcome).value();
      for (const auto& entry : page.entries) seen.push_back(entry.ref.index);
      if (!page.next) break;
      query.from = page.next;
    }
    if (newest_first) std::reverse(seen.begin(), seen.end());
    ASSERT_FALSE(seen.empty());
    EXPECT_EQ(seen.front(), 0u);
    for (std::size_t i = 1; i < seen.size(); ++i) EXPECT_EQ(seen[i], seen[i - 1] + 1);
  }
}

TEST_F(EngineTest, an_input_is_noted_before_it_is_applied_and_the_note_is_cleared_after) {
  with_sample();
  const int cleared = note_.cleared;
  observe(sample::event(EventKind::heartbeat, 0, "2026-11-22T09:00:00+09:00"));
  EXPECT_EQ(note_.last_input.second, "ctl-1");
  EXPECT_EQ(note_.last_input.first.size(), 32u);
  EXPECT_EQ(note_.cleared, cleared + 1);
}

TEST_F(EngineTest, an_input_that_stopped_the_process_twice_is_quarantined_and_the_service_goes_on) {
  with_sample();
  const auto poison = sample::access(EventKind::access_granted, 1, "ph-in", "04A1B2C3",
                                     "2026-11-22T09:00:00+09:00");
  observe(poison);
  const std::string digest = note_.last_input.first;
  ask(sample::login("suzuki"));
  const std::string login_digest = note_.last_input.first;
  engine_.reset();
  disk_.tamper([](auto& head, auto& rows, auto& names) {
    head.reset();
    rows.clear();
    names.clear();
  });
  options_.crashed = {{digest, core::ControllerId("ctl-1"), 2}, {login_digest, std::nullopt, 2}};
  with_sample();

  const auto result = observe(poison);
  EXPECT_EQ(result.verdict, ports::EventVerdict::refused);
  EXPECT_TRUE(result.entry.has_value());
  Outcome<ports::LoginAnswer> login;
  engine_->ask(sample::login("suzuki"), login.done());
  EXPECT_TRUE(wait_for(login).unavailable());
  EXPECT_TRUE(facts_of<core::DoorEvent>(disk_).empty());
  const auto quarantined = facts_of<core::InputQuarantined>(disk_);
  ASSERT_EQ(quarantined.size(), 2u);
  EXPECT_EQ(quarantined[0], (core::InputQuarantined{digest, core::ControllerId("ctl-1")}));
  EXPECT_NE(ask(sample::login("tanaka")).decision.class_, core::Class::zone_equivalent);
  restart();
  EXPECT_EQ(facts_of<core::InputQuarantined>(disk_).size(), 2u);
}

TEST_F(EngineTest, an_input_that_stopped_the_process_once_is_tried_again) {
  options_.crashed = {{"00000000000000000000000000000000", std::nullopt, 1}};
  with_sample();
  EXPECT_TRUE(facts_of<core::InputQuarantined>(disk_).empty());
}

TEST_F(EngineTest, standing_names_the_controllers_and_what_they_last_said) {
  with_sample();
  EXPECT_TRUE(engine_->standing().recording);
  ASSERT_EQ(engine_->standing().controllers.size(), 1u);
  EXPECT_FALSE(engine_->standing().controllers[0].last_heard.has_value());
  come_in("04A1B2C3", 1);
  const auto standing = engine_->standing();
  EXPECT_EQ(standing.controllers[0].seq, 4u);
  EXPECT_EQ(standing.controllers[0].boot, "b1");
  EXPECT_TRUE(standing.controllers[0].online);
  EXPECT_EQ(standing.configuration_version, 1u);
  EXPECT_EQ(standing.next.index, disk_.rows().size());
  ASSERT_EQ(standing.zones.size(), 1u);
  EXPECT_TRUE(standing.zones[0].boundary_qualifies);
  EXPECT_EQ(standing.zones[0].present, 1u);
}

TEST_F(EngineTest, stopping_flushes_what_was_taken_and_takes_no_more) {
  with_sample();
  disk_.hold(true);
  Outcome<ports::LoginAnswer> taken;
  engine_->ask(sample::login("tanaka"), taken.done());
  loop_.run_ready();
  bool flushed = false;
  engine_->stop([&flushed] { flushed = true; });
  Outcome<ports::LoginAnswer> late;
  engine_->ask(sample::login("tanaka"), late.done());
  EXPECT_TRUE(late.unavailable());
  EXPECT_FALSE(flushed);
  disk_.hold(false);
  loop_.run_until([&flushed] { return flushed; });
  EXPECT_EQ(taken.value().entry.index + 1, disk_.rows().size());
}

}  // namespace
}  // namespace zonefactor::engine
