// What a witness answers, case by case as C2SP tlog-witness has them.
#include "service/witness/witness.h"

#include <gmock/gmock.h>

#include "service/journal/cosignature.h"
#include "tests/support/temp_dir.h"
#include "tests/unit/tlog/sample_keys.h"
#include "tests/unit/witness/sample_log.h"

namespace zonefactor::witness {
namespace {

using testing::HasSubstr;

constexpr const char* kName = "witness.example/w1";

class WitnessTest : public testing::Test {
 protected:
  void SetUp() override { start(); }

  Identity identity() {
    return {kName, journal::sample_key(9), [this] { return now_; }};
  }
  void start() {
    witness_.reset();
    state_.reset();
    state_ = std::get<std::unique_ptr<StateDirectory>>(
        StateDirectory::open(directory_.path().string(), identity().verifier()));
    witness_.emplace(identity(), logs_, *state_);
  }
  Answer ask(const std::string& body) { return witness_->add_checkpoint(body); }
  Answer ask(std::uint64_t old_size, std::uint64_t size) { return ask(log_.body(old_size, size)); }
  // What is served of the log; its note, with a good cosignature, or nothing.
  std::optional<journal::Checkpoint> served() {
    const Answer answer = witness_->checkpoint(hash());
    if (answer.status != 200) return std::nullopt;
    const auto note = journal::parse_note(answer.body);
    EXPECT_EQ(journal::cosigned_by(*note, identity().verifier()).verdict, journal::Verdict::good);
    EXPECT_EQ(journal::verdict_of(*note, log_.key()), journal::Verdict::good);
    return journal::parse_checkpoint(note->text);
  }
  std::string hash() const { return journal::hex(journal::sha256(log_.origin())); }
  void expect_conflict(const Answer& answer, const std::string& size) {
    EXPECT_EQ(answer.status, 409);
    EXPECT_EQ(answer.content_type, "text/x.tlog.size");
    EXPECT_EQ(answer.body, size + "\n");
  }

  support::TempDir directory_;
  SampleLog log_;
  SampleLog forked_{log_.origin(), 1, 3};
  std::vector<Settings::Log> logs_{log_.settings()};
  std::int64_t now_ = 1'800'000'000;
  std::unique_ptr<StateDirectory> state_;
  std::optional<Witness> witness_;
};

TEST_F(WitnessTest, a_first_checkpoint_is_cosigned_with_the_time) {
  const Answer answer = ask(0, 5);
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.body, journal::line_of(journal::cosign(log_.note(5).text, kName,
                                                          journal::sample_key(9), 1'800'000'000)));
  EXPECT_EQ(served(), log_.checkpoint(5));
}

TEST_F(WitnessTest, a_consistent_larger_checkpoint_is_cosigned_also_after_a_restart) {
  EXPECT_EQ(ask(0, 5).status, 200);
  start();
  EXPECT_EQ(ask(5, 9).status, 200);
  EXPECT_EQ(ask(9, 64).status, 200);
  EXPECT_EQ(served(), log_.checkpoint(64));
}

TEST_F(WitnessTest, the_same_checkpoint_is_cosigned_again_with_the_new_time) {
  EXPECT_EQ(ask(0, 5).status, 200);
  now_ += 60;
  const Answer again = ask(5, 5);
  EXPECT_EQ(again.status, 200);
  EXPECT_EQ(again.body, journal::line_of(journal::cosign(log_.note(5).text, kName,
                                                         journal::sample_key(9), 1'800'000'060)));
}

TEST_F(WitnessTest, an_empty_log_is_cosigned_and_any_tree_follows_it) {
  EXPECT_EQ(ask(0, 0).status, 200);
  EXPECT_EQ(served(), log_.checkpoint(0));
  EXPECT_EQ(ask(0, 0).status, 200);
  EXPECT_EQ(ask(0, 5).status, 200);
}

TEST_F(WitnessTest, what_is_malformed_is_400) {
  for (const char* body : {"", "old 0\n", "old x\n\n", "old 0\n\nno note\n"}) {
    EXPECT_EQ(ask(body).status, 400) << body;
  }
  std::string extended = log_.checkpoint(5).text() + "an extension\n";
  const journal::SignedNote note{
      extended, {journal::sign_note(extended, log_.origin(), journal::sample_key(1))}};
  EXPECT_EQ(ask(journal::WitnessRequest{0, {}, note}.text()).status, 400);
  EXPECT_FALSE(served());
}

TEST_F(WitnessTest, an_old_size_above_the_checkpoints_is_400) {
  EXPECT_EQ(ask(0, 5).status, 200);
  EXPECT_EQ(ask(5, 4).status, 400);
  EXPECT_EQ(ask(6, 5).status, 400);
  EXPECT_EQ(served(), log_.checkpoint(5));
}

TEST_F(WitnessTest, an_unknown_log_is_404) {
  const SampleLog other("zonefactor/other/2026");
  EXPECT_EQ(ask(other.body(0, 5)).status, 404);
  EXPECT_EQ(witness_->checkpoint(journal::hex(journal::sha256(other.origin()))).status, 404);
  EXPECT_EQ(witness_->checkpoint("").status, 404);
}

TEST_F(WitnessTest, without_a_good_signature_of_the_logs_key_it_is_403) {
  const SampleLog impostor(log_.origin(), 2);
  EXPECT_EQ(ask(impostor.body(0, 5)).status, 403);

  journal::WitnessRequest request = log_.request(0, 5);
  request.checkpoint.signatures[0].signature[7] ^= 1;
  EXPECT_EQ(ask(request.text()).status, 403);

  // One good line does not outweigh a bad one of the same key.
  request.checkpoint.signatures.push_back(log_.note(5).signatures[0]);
  EXPECT_EQ(ask(request.text()).status, 403);

  request = log_.request(0, 5);
  request.checkpoint.text = forked_.note(5).text;
  EXPECT_EQ(ask(request.text()).status, 403);
  EXPECT_FALSE(served());
}

TEST_F(WitnessTest, signatures_of_unknown_keys_are_ignored_and_not_served) {
  journal::WitnessRequest request = log_.request(0, 5);
  const auto unknown = SampleLog("somebody.example", 7).note(4).signatures[0];
  request.checkpoint.signatures.insert(request.checkpoint.signatures.begin(), unknown);
  EXPECT_EQ(ask(request.text()).status, 200);
  EXPECT_EQ(witness_->checkpoint(hash()).body.find("somebody"), std::string::npos);
}

TEST_F(WitnessTest, a_note_full_of_the_logs_own_lines_is_kept_with_one) {
  journal::WitnessRequest request = log_.request(0, 5);
  request.checkpoint.signatures.assign(journal::kMaxSignatures, request.checkpoint.signatures[0]);
  EXPECT_EQ(ask(request.text()).status, 200);
  EXPECT_EQ(served(), log_.checkpoint(5));
  EXPECT_EQ(ask(5, 6).status, 200);
}

TEST_F(WitnessTest, each_of_a_logs_keys_will_do) {
  const SampleLog renewed(log_.origin(), 2);
  logs_.push_back(renewed.settings());
  start();
  EXPECT_EQ(ask(0, 5).status, 200);
  EXPECT_EQ(ask(renewed.body(5, 6)).status, 200);
  journal::WitnessRequest both = log_.request(6, 7);
  both.checkpoint.signatures.push_back(renewed.note(7).signatures[0]);
  EXPECT_EQ(ask(both.text()).status, 200);
  const auto note = journal::parse_note(witness_->checkpoint(hash()).body);
  ASSERT_TRUE(note);
  EXPECT_EQ(note->signatures.size(), 3u);
}

TEST_F(WitnessTest, another_old_size_is_409_with_the_size_cosigned_last) {
  EXPECT_EQ(ask(0, 5).status, 200);
  expect_conflict(ask(0, 5), "5");
  expect_conflict(ask(0, 9), "5");
  expect_conflict(ask(4, 9), "5");
  expect_conflict(ask(6, 9), "5");
  expect_conflict(ask(0, 3), "5");
  EXPECT_EQ(served(), log_.checkpoint(5));
}

TEST_F(WitnessTest, an_old_size_before_the_first_cosignature_is_409_with_0) {
  expect_conflict(ask(4, 9), "0");
}

TEST_F(WitnessTest, a_proof_that_does_not_hold_is_422) {
  journal::WitnessRequest first = log_.request(0, 5);
  first.proof.emplace_back();
  EXPECT_EQ(ask(first.text()).status, 422) << "a proof from nothing";
  EXPECT_EQ(ask(0, 5).status, 200);

  journal::WitnessRequest request = log_.request(5, 9);
  request.proof[0][0] ^= 1;
  EXPECT_EQ(ask(request.text()).status, 422);
  request = log_.request(5, 9);
  request.proof.pop_back();
  EXPECT_EQ(ask(request.text()).status, 422);
  request = log_.request(5, 9);
  request.proof.emplace_back();
  EXPECT_EQ(ask(request.text()).status, 422);
  request = log_.request(5, 5);
  request.proof.emplace_back();
  EXPECT_EQ(ask(request.text()).status, 422) << "a proof where nothing is to be proven";
  EXPECT_EQ(ask(forked_.body(5, 9)).status, 422) << "consistent with another past";
  EXPECT_EQ(served(), log_.checkpoint(5));
}

TEST_F(WitnessTest, size_zero_with_another_root_is_422) {
  const std::string text = journal::Checkpoint{log_.origin(), 0, journal::Digest{}}.text();
  const journal::SignedNote note{text,
                                 {journal::sign_note(text, log_.origin(), journal::sample_key(1))}};
  EXPECT_EQ(ask(journal::WitnessRequest{0, {}, note}.text()).status, 422);
  EXPECT_EQ(ask(0, 0).status, 200);
  EXPECT_EQ(ask(journal::WitnessRequest{0, {}, note}.text()).status, 422);
}

TEST_F(WitnessTest, two_roots_of_one_size_are_422_and_kept_as_evidence) {
  EXPECT_EQ(ask(0, 5).status, 200);
  const Answer answer = ask(forked_.body(5, 5));
  EXPECT_EQ(answer.status, 422);
  EXPECT_THAT(answer.alarm, HasSubstr("two roots of size 5"));
  const std::string kept = support::read_file(directory_ / (hash() + ".contradiction"));
  EXPECT_THAT(kept, HasSubstr(log_.note(5).bytes()));
  EXPECT_THAT(kept, HasSubstr(forked_.note(5).bytes()));
  EXPECT_EQ(served(), log_.checkpoint(5));
}

TEST_F(WitnessTest, a_contradiction_is_noticed_also_behind_a_wrong_old_size) {
  EXPECT_EQ(ask(0, 5).status, 200);
  const Answer answer = ask(forked_.body(0, 5));
  expect_conflict(answer, "5");
  EXPECT_THAT(answer.alarm, HasSubstr("two roots"));
}

TEST_F(WitnessTest, before_the_first_cosignature_there_is_nothing_to_serve) {
  EXPECT_EQ(witness_->checkpoint(hash()).status, 404);
}

TEST_F(WitnessTest, logs_do_not_touch_each_other) {
  const SampleLog other("zonefactor/sample/2027");
  logs_.push_back(other.settings());
  start();
  EXPECT_EQ(ask(0, 5).status, 200);
  EXPECT_EQ(ask(other.body(0, 9)).status, 200);
  EXPECT_EQ(served(), log_.checkpoint(5));
}

TEST_F(WitnessTest, a_clock_before_the_last_cosignature_signs_nothing) {
  EXPECT_EQ(ask(0, 5).status, 200);
  --now_;
  const Answer answer = ask(5, 6);
  EXPECT_EQ(answer.status, 503);
  EXPECT_THAT(answer.alarm, HasSubstr("before the last cosignature"));
  EXPECT_EQ(served(), log_.checkpoint(5));
  ++now_;
  EXPECT_EQ(ask(5, 6).status, 200);
}

TEST_F(WitnessTest, after_a_cosignature_dated_wrong_its_operator_can_have_it_dated_anew) {
  now_ = 4'070'908'800;  // 2099, before any other time is known
  EXPECT_EQ(ask(0, 5).status, 200);
  now_ = 1'800'000'000;
  const Answer answer = ask(5, 6);
  EXPECT_EQ(answer.status, 503);
  EXPECT_THAT(answer.alarm,
              HasSubstr("zonefactor-witness redate --config FILE --origin " + log_.origin()));
  const auto done = std::get<Witness::Redated>(witness_->redate(log_.origin()));
  EXPECT_EQ(done.size, 5u);
  EXPECT_EQ(done.before, 4'070'908'800u);
  EXPECT_EQ(done.after, 1'800'000'000u);
  start();
  EXPECT_EQ(served(), log_.checkpoint(5)) << "what was cosigned stays";
  EXPECT_EQ(ask(forked_.body(5, 9)).status, 422);
  EXPECT_EQ(ask(0, 6).status, 409);
  EXPECT_EQ(ask(5, 6).status, 200);
  const auto note = journal::parse_note(witness_->checkpoint(hash()).body).value();
  EXPECT_EQ(journal::cosigned_by(note, identity().verifier()).posix_seconds, 1'800'000'000u);
}

TEST_F(WitnessTest, a_clock_that_leaps_ahead_signs_nothing_until_its_operator_says_it_is_right) {
  constexpr std::int64_t kDay = 24 * 3600;
  EXPECT_EQ(ask(0, 5).status, 200);
  now_ += 400 * kDay;
  EXPECT_EQ(ask(5, 6).status, 200);
  now_ += 400 * kDay + 1;
  const Answer answer = ask(6, 7);
  EXPECT_EQ(answer.status, 503);
  EXPECT_THAT(answer.alarm, HasSubstr("400 days after the last cosignature"));
  EXPECT_EQ(served(), log_.checkpoint(6));
  EXPECT_TRUE(std::holds_alternative<Witness::Redated>(witness_->redate(log_.origin())));
  EXPECT_EQ(ask(6, 7).status, 200);
}

TEST_F(WitnessTest, only_what_was_cosigned_can_be_dated_anew_and_only_by_a_clock_with_a_time) {
  EXPECT_TRUE(std::holds_alternative<files::Fault>(witness_->redate(log_.origin())));
  EXPECT_TRUE(std::holds_alternative<files::Fault>(witness_->redate("zonefactor/other/2026")));
  EXPECT_FALSE(served());
  EXPECT_EQ(ask(0, 5).status, 200);
  now_ = 1'577'836'799;
  EXPECT_TRUE(std::holds_alternative<files::Fault>(witness_->redate(log_.origin())));
  EXPECT_EQ(served(), log_.checkpoint(5));
}

TEST_F(WitnessTest, a_clock_without_a_time_signs_nothing) {
  for (const std::int64_t time : {std::int64_t{0}, std::int64_t{-1}, std::int64_t{1'577'836'799}}) {
    now_ = time;
    EXPECT_EQ(ask(0, 5).status, 503);
  }
  EXPECT_FALSE(served());
}

TEST_F(WitnessTest, what_cannot_be_recorded_is_503_and_not_signed) {
  const auto unfinished = directory_ / (hash() + ".checkpoint.new");
  std::filesystem::create_directory(unfinished);
  const Answer answer = ask(0, 5);
  EXPECT_EQ(answer.status, 503);
  EXPECT_EQ(answer.body.find(kName), std::string::npos) << "no signature line";
  EXPECT_FALSE(served());
  std::filesystem::remove(unfinished);
  EXPECT_EQ(ask(0, 5).status, 200);
}

TEST_F(WitnessTest, a_damaged_state_file_is_503_and_named_to_the_operator_alone) {
  EXPECT_EQ(ask(0, 5).status, 200);
  const std::string file = (directory_ / (hash() + ".checkpoint")).string();
  support::write_file(file, "");
  start();
  const auto faults = witness_->faults();
  ASSERT_EQ(faults.size(), 1u);
  EXPECT_EQ(faults[0].file, file);
  const Answer answer = ask(0, 5);
  EXPECT_EQ(answer.status, 503);
  EXPECT_THAT(answer.alarm, HasSubstr(file));
  EXPECT_EQ(answer.body.find(file), std::string::npos);
  EXPECT_EQ(witness_->checkpoint(hash()).status, 503);
}

}  // namespace
}  // namespace zonefactor::witness
