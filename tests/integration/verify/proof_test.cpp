// zonefactor-verify proof: an entry that stands in a log is found there, and no other is.
#include <gtest/gtest.h>

#include "service/journal/base64.h"
#include "tests/integration/verify/log_on_disk.h"
#include "tests/integration/verify/verify_program.h"
#include "tests/support/temp_dir.h"

namespace zonefactor::verify {
namespace {

using support::write_file;

constexpr std::uint64_t kSize = 300;
constexpr std::uint64_t kIndex = 137;

class VerifyProof : public testing::Test {
 protected:
  VerifyProof() : log_(dir_ / "log") {
    log_.grow_to(kSize);
    write_file(dir_ / "policy", policy_text());
  }

  std::vector<std::string> arguments(const std::string& proof, const std::string& entry) {
    write_file(dir_ / "one.tlog-proof", proof);
    write_file(dir_ / "one.entry", entry);
    return {"proof",    (dir_ / "one.tlog-proof").string(),
            "--entry",  (dir_ / "one.entry").string(),
            "--policy", (dir_ / "policy").string()};
  }

  support::TempDir dir_;
  LogOnDisk log_;
};

TEST(VerifyProofs, entries_of_logs_of_all_sizes_are_found_where_they_stand) {
  const support::TempDir dir;
  write_file(dir / "policy", policy_text());
  LogOnDisk log(dir / "log");
  for (const std::uint64_t size : {1u, 255u, 256u, 257u, 70'000u}) {
    log.grow_to(size);
    for (const std::uint64_t index : {std::uint64_t{0}, size / 2, size - 1}) {
      write_file(dir / "proof", log.proof(index).text());
      write_file(dir / "entry", log.entry(index));
      expect_run({"proof", (dir / "proof").string(), "--entry", (dir / "entry").string(),
                  "--policy", (dir / "policy").string()},
                 0, "entry        " + std::to_string(index) + ", ");
    }
  }
}

TEST_F(VerifyProof, an_entry_of_a_journal_says_what_it_is_and_when_it_was_recorded) {
  log_.append(R"({"at":1795305601610000,"t":"signal","v":1,"value":{"at":1795305601250000,)"
              R"("kind":"lock","session":"s-88","terminal":"ph-t01"}})");
  const auto said = arguments(log_.proof(kSize).text(), log_.entry(kSize));
  expect_run(said, 0, "type         signal\nrecorded at  2026-11-22T00:00:01.610Z\n");
  auto json = said;
  json.emplace_back("--json");
  EXPECT_NE(
      verify(json).output.find(R"("entry":{"bytes":125,"index":300,)"
                               R"("recorded_at":"2026-11-22T00:00:01.610Z","type":"signal"})"),
      std::string::npos)
      << verify(json).output;
}

TEST_F(VerifyProof, another_entry_or_another_place_is_refused_and_named) {
  const std::string proof = log_.proof(kIndex).text();
  const std::string entry = log_.entry(kIndex);
  const std::string said = "one.entry: is not entry 137 of the log's 300";
  expect_run(arguments(proof, entry), 0, "entry        137, 9 bytes");
  expect_run(arguments(proof, entry + "\n"), 1, said);
  expect_run(arguments(proof, flipped(entry, 3)), 1, said);
  expect_run(arguments(proof, ""), 1, said);
  expect_run(arguments(proof, log_.entry(kIndex + 1)), 1, said);
  journal::LogProof other = log_.proof(kIndex);
  other.index = kIndex + 1;
  expect_run(arguments(other.text(), entry), 1, "is not entry 138");
  other.index = kSize;
  expect_run(arguments(other.text(), entry), 1, "is not entry 300");
}

TEST_F(VerifyProof, every_altered_hash_of_the_proof_is_caught) {
  const journal::LogProof good = log_.proof(kIndex);
  const std::string entry = log_.entry(kIndex);
  for (std::size_t i = 0; i < good.hashes.size(); ++i) {
    journal::LogProof bad = good;
    bad.hashes[i][31] ^= 1;
    expect_run(arguments(bad.text(), entry), 1, "is not entry 137");
    bad = good;
    bad.hashes.erase(bad.hashes.begin() + static_cast<std::ptrdiff_t>(i));
    expect_run(arguments(bad.text(), entry), 1, "is not entry 137");
  }
  journal::LogProof bad = good;
  bad.hashes.push_back(journal::empty_root());
  expect_run(arguments(bad.text(), entry), 1, "is not entry 137");
  bad = good;
  std::swap(bad.hashes[0], bad.hashes[1]);
  expect_run(arguments(bad.text(), entry), 1, "is not entry 137");
}

// An inner node's children as an entry: what tells leaves and nodes apart is the byte before them.
TEST_F(VerifyProof, a_node_of_the_tree_is_no_entry) {
  journal::LogProof shorter = log_.proof(0);
  const journal::Digest left = journal::leaf_hash(log_.entry(0));
  std::string node(left.begin(), left.end());
  node.append(shorter.hashes[0].begin(), shorter.hashes[0].end());
  shorter.hashes.erase(shorter.hashes.begin());
  expect_run(arguments(shorter.text(), node), 1, "is not entry 0");
}

TEST_F(VerifyProof, its_checkpoint_is_judged_like_any_other) {
  journal::LogProof proof = log_.proof(kIndex);
  proof.checkpoint = signed_by_log(log_.checkpoint());
  expect_run(arguments(proof.text(), log_.entry(kIndex)), 3, "asks for quorum both");
  proof.checkpoint = replaced(signed_by_all(log_.checkpoint()), "\n300\n", "\n301\n");
  expect_run(arguments(proof.text(), log_.entry(kIndex)), 1, "does not verify");
  proof.checkpoint = "nothing of the kind\n";
  expect_run(arguments(proof.text(), log_.entry(kIndex)), 2, "is no signed note");
}

TEST_F(VerifyProof, what_is_no_proof_or_too_large_is_malformed) {
  const std::string proof = log_.proof(kIndex).text();
  const std::string entry = log_.entry(kIndex);
  expect_run(arguments("c2sp.org/tlog-proof@v2\n" + proof, entry), 2, "is no tlog-proof");
  expect_run(arguments(proof.substr(0, 60), entry), 2, "is no tlog-proof");
  const auto huge = arguments(proof, entry);
  std::filesystem::resize_file(dir_ / "one.entry", 65'536);
  expect_run(huge, 2, "one.entry: has 65536 bytes and was not read; the most is 65535");
}

}  // namespace
}  // namespace zonefactor::verify
