// zonefactor-verify pack: what is said of packs that are true, altered, cut off, and a stranger's.
#include <gtest/gtest.h>

#include "service/verify/pack_writer.h"
#include "tests/integration/verify/verify_program.h"
#include "tests/support/temp_dir.h"
#include "tests/unit/http/schema_check.h"
#include "tests/unit/verify/hospital.h"
#include "tests/unit/verify/raw_zip.h"

namespace zonefactor::verify {
namespace {

std::string text_of(const journal::LogPolicy& policy, const std::string& quorum) {
  std::string text;
  for (const auto& log : policy.logs) text += "log " + log.key.text() + "\n";
  for (const auto& witness : policy.witnesses)
    text += "witness " + witness.name + " " + witness.key.text() + "\n";
  return text + "quorum " + quorum + "\n";
}

class PackCommand : public testing::Test {
 protected:
  PackCommand() {
    const auto seal = hospital_.seals("2026-11-22T08:00:00+09:00");
    hospital_.comes_in("04A1B2C3", "2026-11-22T09:00:00+09:00");
    login_ = hospital_.logs_in("tanaka", "2026-11-22T09:00:20+09:00");
    EXPECT_EQ(write_pack(hospital_.of_decision(login_, seal, true).source(), pack_), "");
    EXPECT_EQ(
        write_pack(
            hospital_.of_period("2026-11-22T08:30:00+09:00", "2026-12-01T00:00:00+09:00", seal)
                .source(),
            folder_ / "period.zip"),
        "");
    const journal::LogPolicy policy = evidence::Hospital::policy();
    support::write_file(policy_, text_of(policy, "auditor"));
  }
  void expect(const std::string& file, int exit, const std::string& said) {
    expect_run({"pack", file, "--policy", policy_}, exit, said);
  }

  support::TempDir folder_;
  std::string pack_ = folder_ / "login.zip";
  std::string policy_ = folder_ / "auditor.policy";
  evidence::Hospital hospital_;
  core::EntryRef login_;
};

TEST_F(PackCommand, a_true_pack_is_verified_and_told_of) {
  expect(pack_, 0, "decision     chuo/2026/" + std::to_string(login_.index));
  expect(pack_, 0, "cosigned by  auditor");
  expect(pack_, 0, "each opens what the log commits to");
  expect(folder_ / "period.zip", 0, "no entry shows that it had ended");
}

TEST_F(PackCommand, a_later_pack_goes_on_from_the_checkpoint_of_an_earlier_one) {
  const evidence::Evidence earlier = hospital_.of_decision(login_, {});
  const std::string older = folder_ / "older.checkpoint";
  support::write_file(older, earlier.logs[0].end_checkpoint);
  expect_run({"pack", pack_, "--policy", policy_, "--older", older}, 0,
             "from the " + std::to_string(earlier.logs[0].entries.size()) + " entries of " + older);
  auto other = earlier.logs[0].entries;
  std::swap(other[1], other[2]);
  support::write_file(older, evidence::Hospital::checkpoint(2026, other));
  expect_run({"pack", pack_, "--policy", policy_, "--older", older}, 1,
             "the log has told two stories");
  expect_run({"pack", pack_, "--policy", policy_, "--older", folder_ / "absent"}, 2, "absent");
}

TEST_F(PackCommand, a_report_of_another_version_fails_unless_it_is_made_anew) {
  evidence::Evidence evidence = hospital_.of_decision(login_, {});
  evidence.contents.program = "0.0.9";
  const std::string old = folder_ / "old.zip";
  ASSERT_EQ(write_pack(evidence.source(), old), "");
  evidence::RawFiles files = evidence::files_in(old);
  evidence::file_of(files, "report.en.html") += "<!-- as it was laid out then -->";
  evidence::sum_again(files);
  support::write_file(old, evidence::raw_zip(files));
  expect(old, 1, "report.en.html: was made by version 0.0.9, and this version, ");
  expect(old, 1, "run this again with --reports DIRECTORY");
  const std::string reports = folder_ / "reports";
  const auto run = verify({"pack", old, "--policy", policy_, "--reports", reports});
  EXPECT_EQ(run.status, 0);
  EXPECT_NE(run.output.find("reports      in " + reports), std::string::npos) << run.output;
  EXPECT_NE(run.output.find("not proven   report.en.html: made by version 0.0.9, and otherwise"),
            std::string::npos)
      << run.output;
  EXPECT_EQ(support::read_file(reports + "/report.en.html").find("laid out then"),
            std::string::npos);
  expect_run({"pack", old, "--policy", policy_, "--reports", reports}, 2, "is there already");
  const auto json =
      verify({"pack", old, "--policy", policy_, "--json", "--reports", reports + "2"});
  EXPECT_EQ(json.status, 0);
  EXPECT_NE(json.output.find(R"("unproven":["report.en.html"])"), std::string::npos) << json.output;
  EXPECT_EQ(http::schema_fault("verify-output", json.output), "");
}

TEST_F(PackCommand, V3_an_altered_entry_fails_and_is_named) {
  std::string bytes = support::read_file(pack_);
  bytes[bytes.find("\"class\":\"zone_equivalent\"") + 10] = 'Z';
  const Altered altered(pack_, bytes);
  const auto run = verify({"pack", pack_, "--policy", policy_});
  EXPECT_NE(run.status, 0);
  EXPECT_NE(run.output.find("logs/2026/entries"), std::string::npos) << run.output;
}

TEST_F(PackCommand, a_pack_cut_off_or_none_is_malformed) {
  const std::string bytes = support::read_file(pack_);
  {
    const Altered altered(pack_, bytes.substr(0, bytes.size() / 2));
    expect(pack_, 2, pack_);
  }
  expect(folder_ / "absent.zip", 2, "absent.zip");
}

TEST_F(PackCommand, a_pack_that_the_policy_does_not_know_is_untrusted) {
  journal::LogPolicy policy = evidence::Hospital::policy();
  policy.logs.erase(policy.logs.begin());
  const Altered altered(policy_, text_of(policy, "none"));
  expect(pack_, 3, "the policy knows no log zonefactor/chuo/2026");
}

TEST_F(PackCommand, an_answer_the_rules_do_not_give_fails_with_its_entry) {
  evidence::Evidence evidence = hospital_.of_decision(login_, {});
  std::string& entry = evidence.entry(login_);
  const std::size_t at = entry.find("\"possession\"");
  ASSERT_NE(at, std::string::npos) << entry;
  entry.replace(at, 12, "\"inherence\"");
  evidence::Hospital::sign_again(evidence, {});
  // What it was: the answer follows from the door event, not from what is written.
  const std::string forged = folder_ / "forged.zip";
  ASSERT_EQ(write_pack(evidence.source(), forged), "");
  expect(forged, 1, "entry 2026/" + std::to_string(login_.index));
}

}  // namespace
}  // namespace zonefactor::verify
