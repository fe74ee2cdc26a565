// Our logs before a verifier that nobody here wrote, and its logs before ours: golang.org/x/mod's
// note and tlog. Each must take what the other wrote and see what was altered in it.
#include <gtest/gtest.h>

#include <functional>
#include <memory>

#include "service/journal/base64.h"
#include "service/journal/tile.h"
#include "tests/integration/verify/log_on_disk.h"
#include "tests/integration/verify/verify_program.h"
#include "tests/support/temp_dir.h"

namespace zonefactor::verify {
namespace {

namespace fs = std::filesystem;
using support::read_file;
using support::write_file;

const std::vector<std::uint64_t> kSizes{1, 255, 256, 257, 65'535, 65'536, 65'537, 70'000};

support::RunResult go(const std::string& command, std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), {ZF_GO_VERIFIER, command});
  return support::run(arguments);
}

// Whom Go is told to trust: the same as policy_text().
std::vector<std::string> with_keys(const std::vector<std::string>& arguments) {
  std::vector<std::string> all{"-vkey",    log_vkey(),
                               "-witness", witness_vkey("north.example", kNorthKey),
                               "-witness", witness_vkey("south.example", kSouthKey)};
  all.insert(all.end(), arguments.begin(), arguments.end());
  return all;
}

// The key that is filled with kLogKey, as the library writes keys that sign.
std::string go_signer_key() {
  const journal::VerifierKey key =
      journal::verifier_of(kOrigin, journal::KeyType::note, journal::sample_key(kLogKey));
  const std::string vkey = key.text();
  const std::string seed(32, static_cast<char>(kLogKey));
  return "PRIVATE+KEY+" + vkey.substr(0, vkey.rfind('+') + 1) + journal::base64("\x01" + seed);
}

// What is altered in a log, and how.
struct Alteration {
  std::string what;
  std::string file;
  std::function<std::string(const std::string&)> alter;
};

std::string in_note(const std::string& note,
                    const std::function<void(journal::SignedNote&)>& alter) {
  auto parsed = journal::parse_note(note);
  EXPECT_TRUE(parsed);
  alter(*parsed);
  return parsed->bytes();
}

// What may be altered in either one's log of 70 000 entries.
std::vector<Alteration> alterations() {
  const auto flip = [](std::size_t at) {
    return [at](const std::string& bytes) { return flipped(bytes, at); };
  };
  const auto cut = [](std::size_t by) {
    return [by](const std::string& bytes) { return bytes.substr(0, bytes.size() - by); };
  };
  const auto swap_hashes = [](const std::string& bytes) {
    return bytes.substr(32, 32) + bytes.substr(0, 32) + bytes.substr(64);
  };
  return {
      {"a leaf", "tile/0/000", flip(77)},
      {"a leaf that no sample comes by", "tile/0/201", flip(7)},
      {"a leaf at the right edge", "tile/0/273.p/112", flip(111 * 32)},
      {"a node", "tile/1/000", flip(8191)},
      {"a node at the right edge", "tile/1/001.p/17", flip(0)},
      {"the topmost node", "tile/2/000.p/1", flip(31)},
      {"the order of leaves", "tile/0/137", swap_hashes},
      {"a tile cut short", "tile/0/200", cut(32)},
      {"an entry", "tile/entries/000", flip(5)},
      {"the last entry", "tile/entries/273.p/112",
       [](const std::string& bytes) { return flipped(bytes, bytes.size() - 1); }},
      {"an entry's length", "tile/entries/100", flip(1)},
      {"a bundle cut short", "tile/entries/200", cut(1)},
      {"an entry more", "tile/entries/001",
       [](const std::string& bytes) { return bytes + std::string("\0\1x", 3); }},
      {"the size", "checkpoint",
       [](const std::string& note) { return replaced(note, "\n70000\n", "\n69999\n"); }},
      {"the origin", "checkpoint",
       [](const std::string& note) { return replaced(note, kOrigin, "zonefactor/minami/2026"); }},
      {"the root", "checkpoint",
       [](const std::string& note) {
         return in_note(note, [](journal::SignedNote& parsed) {
           parsed.text = journal::Checkpoint{kOrigin, 70'000, journal::empty_root()}.text();
         });
       }},
      {"the signature", "checkpoint",
       [](const std::string& note) {
         return in_note(note, [](journal::SignedNote& parsed) {
           parsed.signatures[0].signature = flipped(parsed.signatures[0].signature, 0);
         });
       }},
      {"the log's signature for a stranger's", "checkpoint",
       [](const std::string& note) {
         return in_note(note, [](journal::SignedNote& parsed) {
           parsed.signatures[0] = journal::sign_note(parsed.text, kOrigin, journal::sample_key(9));
         });
       }},
  };
}

// Ours of every size, made once.
class OursBeforeGo : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    dir_ = std::make_unique<support::TempDir>();
    for (const std::uint64_t size : kSizes) {
      LogOnDisk log(path(size));
      log.grow_to(size);
      log.publish();
    }
  }
  static void TearDownTestSuite() { dir_.reset(); }
  static fs::path path(std::uint64_t size) { return *dir_ / std::to_string(size); }

  static std::unique_ptr<support::TempDir> dir_;
};

std::unique_ptr<support::TempDir> OursBeforeGo::dir_;

TEST_F(OursBeforeGo, every_tile_entry_proof_and_growth_between_all_sizes_is_taken) {
  std::vector<std::string> arguments{"-entries"};
  std::string said;
  for (const std::uint64_t size : kSizes) {
    arguments.push_back(path(size).string());
    const auto tiles = journal::tiles_of(size).size();
    said +=
        kOrigin + ": " + std::to_string(size) + " entries in " + std::to_string(tiles) + " tiles\n";
  }
  const auto run = go("check", with_keys(arguments));
  EXPECT_EQ(run.status, 0);
  EXPECT_EQ(run.output, said);
}

TEST_F(OursBeforeGo, what_is_altered_in_ours_is_seen) {
  const fs::path log = path(70'000);
  const auto arguments = with_keys({"-entries", log.string()});
  for (const Alteration& each : alterations()) {
    const Altered altered(log / each.file, each.alter(read_file(log / each.file)));
    EXPECT_EQ(go("check", arguments).status, 1) << each.what;
  }
  for (const char* file : {"tile/0/001", "tile/entries/002", "checkpoint"}) {
    const Removed removed(log / file);
    EXPECT_EQ(go("check", arguments).status, 1) << file;
  }
  for (const std::size_t line : {0u, 1u, 2u}) {
    const Altered stripped(
        log / "checkpoint", in_note(read_file(log / "checkpoint"), [&](journal::SignedNote& note) {
          note.signatures.erase(note.signatures.begin() + static_cast<std::ptrdiff_t>(line));
        }));
    EXPECT_EQ(go("check", arguments).status, 1) << "signature " << line;
  }
  EXPECT_EQ(go("check", arguments).status, 0);
}

TEST_F(OursBeforeGo, a_leaf_altered_in_any_tile_is_seen_though_no_entry_is_read) {
  const fs::path log = path(70'000);
  for (const char* tile : {"001", "100", "200", "255", "256", "272"}) {
    const fs::path file = log / "tile/0" / tile;
    const Altered altered(file, flipped(read_file(file), 7));
    const auto run = go("check", with_keys({log.string()}));
    EXPECT_EQ(run.status, 1) << tile;
    EXPECT_NE(run.output.find("tile/0/" + std::string(tile)), std::string::npos) << run.output;
  }
}

TEST_F(OursBeforeGo, a_log_that_shrank_or_told_another_story_is_seen) {
  const auto check = [](const fs::path& before, const fs::path& after) {
    return go("check", with_keys({before.string(), after.string()})).status;
  };
  EXPECT_EQ(check(path(257), path(256)), 1);
  EXPECT_EQ(check(path(256), path(257)), 0);
  LogOnDisk forked(*dir_ / "forked");
  forked.grow_to(200);
  forked.append("what was there before");
  forked.grow_to(256);
  forked.publish();
  EXPECT_EQ(check(forked.directory(), forked.directory()), 0);
  EXPECT_EQ(check(forked.directory(), path(256)), 1);
  EXPECT_EQ(check(forked.directory(), path(257)), 1);
}

TEST_F(OursBeforeGo, our_proof_files_are_taken_and_altered_ones_are_not) {
  const support::TempDir dir;
  LogOnDisk log(dir / "log");
  log.grow_to(257);
  write_file(dir / "older", signed_by_all(log.checkpoint()));
  log.grow_to(700);
  write_file(dir / "newer", signed_by_all(log.checkpoint()));
  const auto consistent = [&](const journal::Hashes& proof) {
    write_file(dir / "proof", lines_of(proof));
    return go("consistency", with_keys({(dir / "older").string(), (dir / "newer").string(),
                                        (dir / "proof").string()}))
        .status;
  };
  const auto included = [&](const journal::LogProof& proof, const std::string& entry) {
    write_file(dir / "proof", proof.text());
    write_file(dir / "entry", entry);
    return go("proof", with_keys({(dir / "proof").string(), (dir / "entry").string()})).status;
  };
  const journal::Hashes between = log.consistency(257);
  EXPECT_EQ(consistent(between), 0);
  for (std::size_t i = 0; i < between.size(); ++i) {
    journal::Hashes bad = between;
    bad[i][0] ^= 1;
    EXPECT_EQ(consistent(bad), 1);
  }
  for (const std::uint64_t index : {0u, 255u, 256u, 699u}) {
    const journal::LogProof proof = log.proof(index);
    EXPECT_EQ(included(proof, log.entry(index)), 0);
    EXPECT_EQ(included(proof, log.entry(index) + "."), 1);
    journal::LogProof bad = proof;
    bad.index ^= 1;
    EXPECT_EQ(included(bad, log.entry(index)), 1);
    bad = proof;
    bad.hashes.pop_back();
    EXPECT_EQ(included(bad, log.entry(index)), 1);
  }
}

// Go's of every size, which no witness has seen.
class GoBeforeOurs : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    dir_ = std::make_unique<support::TempDir>();
    write_file(*dir_ / "policy", "log " + log_vkey() + "\nquorum none\n");
    for (const std::uint64_t size : kSizes) {
      const auto made =
          go("make", {"-skey", go_signer_key(), std::to_string(size), path(size).string()});
      ASSERT_EQ(made.status, 0) << made.output;
    }
  }
  static void TearDownTestSuite() { dir_.reset(); }
  static fs::path path(std::uint64_t size) { return *dir_ / std::to_string(size); }
  static std::vector<std::string> with_policy(std::vector<std::string> arguments) {
    arguments.insert(arguments.end(), {"--policy", (*dir_ / "policy").string()});
    return arguments;
  }
  static std::vector<std::string> log_arguments() {
    return with_policy({"log", path(70'000).string(), "--entries"});
  }

  static std::unique_ptr<support::TempDir> dir_;
};

std::unique_ptr<support::TempDir> GoBeforeOurs::dir_;

TEST_F(GoBeforeOurs, its_logs_of_all_sizes_are_taken) {
  for (const std::uint64_t size : kSizes) {
    expect_run(with_policy({"log", path(size).string(), "--entries"}), 0,
               "size         " + std::to_string(size) + "\n");
    expect_run(with_policy({"checkpoint", (path(size) / "checkpoint").string()}), 0, "verified");
  }
}

TEST_F(GoBeforeOurs, its_proofs_are_taken_and_altered_ones_are_not) {
  const support::TempDir dir;
  int proofs = 0;
  for (const auto& file : fs::directory_iterator(path(70'000) / "proof")) {
    if (file.path().extension() != ".tlog-proof") continue;
    ++proofs;
    const std::string entry = fs::path(file.path()).replace_extension("entry").string();
    const std::string text = read_file(file.path());
    expect_run(with_policy({"proof", file.path().string(), "--entry", entry}), 0, "verified");
    auto parsed = journal::parse_log_proof(text);
    ASSERT_TRUE(parsed);
    EXPECT_EQ(parsed->text(), text) << "written anew it is another";
    parsed->hashes[parsed->hashes.size() / 2][7] ^= 1;
    write_file(dir / "proof", parsed->text());
    expect_run(with_policy({"proof", (dir / "proof").string(), "--entry", entry}), 1,
               "is not entry");
  }
  EXPECT_GE(proofs, 12);
}

TEST_F(GoBeforeOurs, its_consistency_proofs_are_taken_and_altered_ones_are_not) {
  const support::TempDir dir;
  const std::string newer = (path(70'000) / "checkpoint").string();
  int proofs = 0;
  for (const auto& file : fs::directory_iterator(path(70'000) / "older")) {
    if (file.path().extension() != ".proof") continue;
    ++proofs;
    const std::string older = fs::path(file.path()).replace_extension("checkpoint").string();
    expect_run(with_policy({"consistency", older, newer, "--proof", file.path().string()}), 0,
               "verified");
    expect_run(with_policy({"consistency", older, newer, "--tiles", path(70'000).string()}), 0,
               "verified");
    std::string text = read_file(file.path());
    text[0] = text[0] == 'A' ? 'B' : 'A';
    write_file(dir / "proof", text);
    expect_run(with_policy({"consistency", older, newer, "--proof", (dir / "proof").string()}), 1,
               "does not show that");
  }
  EXPECT_GE(proofs, 12);
}

TEST_F(GoBeforeOurs, what_is_altered_in_its_log_is_caught) {
  const fs::path log = path(70'000);
  const auto arguments = log_arguments();
  for (const Alteration& each : alterations()) {
    const Altered altered(log / each.file, each.alter(read_file(log / each.file)));
    const auto run = verify(arguments);
    EXPECT_EQ(run.status, each.what == "the log's signature for a stranger's" ? 3 : 1)
        << each.what << ": " << run.output;
    EXPECT_NE(run.output.find((log / each.file).string() + ": "), std::string::npos)
        << each.what << ": " << run.output;
  }
  EXPECT_EQ(verify(arguments).status, 0);
}

}  // namespace
}  // namespace zonefactor::verify
