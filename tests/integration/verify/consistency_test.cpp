// zonefactor-verify consistency: a log that grew is told from one that was changed or cut back.
#include <gtest/gtest.h>

#include "tests/integration/verify/log_on_disk.h"
#include "tests/integration/verify/verify_program.h"
#include "tests/support/temp_dir.h"

namespace zonefactor::verify {
namespace {

using support::write_file;

class VerifyConsistency : public testing::Test {
 protected:
  VerifyConsistency() { write_file(dir_ / "policy", policy_text()); }

  std::vector<std::string> arguments(const std::string& older, const std::string& newer) {
    write_file(dir_ / "older", older);
    write_file(dir_ / "newer", newer);
    return {"consistency", (dir_ / "older").string(), (dir_ / "newer").string(), "--policy",
            (dir_ / "policy").string()};
  }
  std::vector<std::string> with_proof(std::vector<std::string> arguments,
                                      const std::string& proof) {
    write_file(dir_ / "proof", proof);
    arguments.insert(arguments.end(), {"--proof", (dir_ / "proof").string()});
    return arguments;
  }
  static std::vector<std::string> with_tiles(std::vector<std::string> arguments,
                                             const LogOnDisk& log) {
    arguments.insert(arguments.end(), {"--tiles", log.directory().string()});
    return arguments;
  }

  support::TempDir dir_;
};

TEST_F(VerifyConsistency, every_pair_of_sizes_is_shown_by_proof_and_by_tiles) {
  LogOnDisk log(dir_ / "log");
  std::vector<std::string> notes;
  std::vector<std::uint64_t> sizes;
  for (const std::uint64_t size : {0u, 1u, 255u, 256u, 257u, 70'000u}) {
    log.grow_to(size);
    log.publish();
    notes.push_back(signed_by_all(log.checkpoint()));
    sizes.push_back(size);
    for (std::size_t i = 0; i < notes.size(); ++i) {
      const auto pair = arguments(notes[i], notes.back());
      const bool proven = sizes[i] != 0 && sizes[i] != size;
      const auto proof = proven ? log.consistency(sizes[i]) : journal::Hashes{};
      const std::string said = "older        " + std::to_string(sizes[i]) + " entries";
      expect_run(with_proof(pair, lines_of(proof)), 0, said);
      expect_run(with_tiles(pair, log), 0, said);
      expect_run(pair, proven ? 2 : 0, proven ? "give --proof FILE or --tiles DIR" : said);
    }
  }
}

TEST_F(VerifyConsistency, every_altered_hash_of_the_proof_is_caught) {
  LogOnDisk log(dir_ / "log");
  log.grow_to(257);
  const std::string older = signed_by_all(log.checkpoint());
  log.grow_to(700);
  const auto pair = arguments(older, signed_by_all(log.checkpoint()));
  const journal::Hashes good = log.consistency(257);
  const std::string said = "proof: does not show that ";
  for (std::size_t i = 0; i < good.size(); ++i) {
    journal::Hashes bad = good;
    bad[i][0] ^= 1;
    expect_run(with_proof(pair, lines_of(bad)), 1, said);
    bad = good;
    bad.erase(bad.begin() + static_cast<std::ptrdiff_t>(i));
    expect_run(with_proof(pair, lines_of(bad)), 1, said);
    bad = good;
    bad.insert(bad.begin() + static_cast<std::ptrdiff_t>(i), good[i]);
    expect_run(with_proof(pair, lines_of(bad)), 1, said);
  }
  expect_run(with_proof(pair, ""), 1, said);
}

TEST_F(VerifyConsistency, a_log_that_told_another_story_before_is_caught_by_its_tiles) {
  LogOnDisk first(dir_ / "first");
  first.grow_to(256);
  first.append("what was there before");
  LogOnDisk second(dir_ / "second");
  second.grow_to(70'000);
  second.publish();
  const auto pair =
      arguments(signed_by_all(first.checkpoint()), signed_by_all(second.checkpoint()));
  expect_run(with_tiles(pair, second), 1, "newer: does not begin with the 257 entries of ");
}

TEST_F(VerifyConsistency, a_tile_that_is_not_the_newer_log_s_is_named_instead) {
  LogOnDisk log(dir_ / "log");
  log.grow_to(257);
  const std::string older = signed_by_all(log.checkpoint());
  log.grow_to(70'000);
  log.publish();
  const auto pair = with_tiles(arguments(older, signed_by_all(log.checkpoint())), log);
  for (const char* name : {"tile/0/001", "tile/1/000", "tile/2/000.p/1", "tile/0/273.p/112"}) {
    const auto tile = log.directory() / name;
    const Altered altered(tile, flipped(support::read_file(tile), 0));
    expect_run(pair, 1, tile.string() + ": its hash");
  }
  expect_run(pair, 0, "verified");
}

TEST_F(VerifyConsistency, two_roots_of_one_size_prove_that_the_log_lied) {
  LogOnDisk one(dir_ / "one");
  one.append("this");
  LogOnDisk other(dir_ / "other");
  other.append("that");
  expect_run(arguments(signed_by_all(one.checkpoint()), signed_by_all(other.checkpoint())), 1,
             "has another root than");
}

TEST_F(VerifyConsistency, a_log_that_was_cut_back_and_another_log_are_named) {
  LogOnDisk log(dir_ / "log");
  log.grow_to(5);
  const std::string five = signed_by_all(log.checkpoint());
  log.grow_to(6);
  const std::string six = signed_by_all(log.checkpoint());
  expect_run(arguments(six, five), 1, "newer: has 5 entries, fewer than the 6 of");
  LogOnDisk south(dir_ / "south", "zonefactor/minami/2026");
  south.grow_to(7);
  write_file(dir_ / "policy", policy_text() + "");
  const std::string second_key =
      journal::verifier_of("zonefactor/minami/2026", journal::KeyType::note, journal::sample_key(7))
          .text();
  write_file(dir_ / "policy", "log " + second_key + "\n" + policy_text());
  const std::string text = south.checkpoint().text();
  journal::SignedNote note = *journal::parse_note(signed_by_all(south.checkpoint()));
  note.signatures[0] = journal::sign_note(text, "zonefactor/minami/2026", journal::sample_key(7));
  expect_run(arguments(six, note.bytes()), 1, "is of the log zonefactor/minami/2026 and ");
}

TEST_F(VerifyConsistency, both_checkpoints_are_judged_by_the_policy) {
  LogOnDisk log(dir_ / "log");
  log.grow_to(5);
  const auto five = log.checkpoint();
  log.grow_to(6);
  const auto six = log.checkpoint();
  const std::string proof = lines_of(log.consistency(5));
  expect_run(with_proof(arguments(signed_by_log(five), signed_by_all(six)), proof), 3,
             "older: the policy asks for quorum both");
  expect_run(with_proof(arguments(signed_by_all(five), signed_by_log(six)), proof), 3,
             "newer: the policy asks for quorum both");
}

TEST_F(VerifyConsistency, what_is_no_proof_is_malformed_and_its_line_named) {
  LogOnDisk log(dir_ / "log");
  log.grow_to(5);
  const std::string five = signed_by_all(log.checkpoint());
  log.grow_to(6);
  const auto pair = arguments(five, signed_by_all(log.checkpoint()));
  const std::string proof = lines_of(log.consistency(5));
  expect_run(with_proof(pair, proof + "no hash\n"), 2, "proof: line 4 is no base64 hash");
  expect_run(with_proof(pair, proof.substr(0, proof.size() - 1)), 2, "line 3 is no base64 hash");
  std::string endless;
  for (int i = 0; i < 65; ++i) endless += lines_of({journal::empty_root()});
  expect_run(with_proof(pair, endless), 2, "has 2925 bytes and was not read; the most is 2880");
  auto both = with_tiles(with_proof(pair, proof), log);
  EXPECT_EQ(verify(both).status, 2);
}

}  // namespace
}  // namespace zonefactor::verify
