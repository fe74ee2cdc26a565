// zonefactor-verify checkpoint: what is said of a good one, and of every way it can be none.
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "service/journal/base64.h"
#include "service/journal/signed_note.h"
#include "tests/integration/verify/log_on_disk.h"
#include "tests/integration/verify/verify_program.h"
#include "tests/support/temp_dir.h"

namespace zonefactor::verify {
namespace {

using support::write_file;

class VerifyCheckpoint : public testing::Test {
 protected:
  VerifyCheckpoint() { write_file(dir_ / "policy", policy_text()); }

  std::vector<std::string> arguments(const std::string& note) {
    write_file(dir_ / "checkpoint", note);
    return {"checkpoint", (dir_ / "checkpoint").string(), "--policy", (dir_ / "policy").string()};
  }
  static journal::Checkpoint checkpoint() {
    return {kOrigin, 21, journal::sample_checkpoint().root};
  }
  // The lines of a note's signatures that `keep` says yes to, below its text.
  template <class Keep>
  static std::string with_signatures(Keep keep) {
    auto note = journal::parse_note(signed_by_all(checkpoint()));
    EXPECT_TRUE(note);
    std::erase_if(note->signatures, [&](const auto& line) { return !keep(line.name); });
    return note->bytes();
  }

  support::TempDir dir_;
};

TEST_F(VerifyCheckpoint, says_whose_it_is_how_large_and_who_saw_it_when) {
  const std::string root = journal::base64(checkpoint().root);
  const auto run = verify(arguments(signed_by_all(checkpoint())));
  EXPECT_EQ(run.status, 0);
  const std::string id = log_vkey().substr(0, kOrigin.size() + 9);
  EXPECT_EQ(run.output,
            "verified\n"
            "origin       zonefactor/chuo/2026\n"
            "size         21\n"
            "root         " +
                root +
                "\n"
                "root in hex  " +
                journal::hex(checkpoint().root) +
                "\n"
                "signed by    " +
                id +
                "\n"
                "cosigned by  north at 2026-11-22T00:01:00Z\n"
                "cosigned by  south at 2026-11-22T00:01:01Z\n"
                "quorum       both, met\n");
  expect_run(arguments(signed_by_all(checkpoint())), 0, "verified");
  auto json = arguments(signed_by_all(checkpoint()));
  json.emplace_back("--json");
  EXPECT_EQ(
      verify(json).output,
      R"({"checkpoint":{"cosignatures":[{"at":"2026-11-22T00:01:00Z","witness":"north"},)"
      R"({"at":"2026-11-22T00:01:01Z","witness":"south"}],"log_key":")" +
          id +
          R"(","origin":"zonefactor/chuo/2026","other_signatures":0,"quorum":"both","root":")" +
          root + R"(","size":21},"command":"checkpoint","result":"verified"})" + "\n");
}

TEST_F(VerifyCheckpoint, a_stranger_s_signature_counts_for_nothing_and_is_said) {
  auto note = journal::parse_note(signed_by_all(checkpoint()));
  note->signatures.push_back(
      journal::sign_note(note->text, "elsewhere.example", journal::sample_key(9)));
  expect_run(arguments(note->bytes()), 0, "1 signatures by keys that the policy does not name");
}

TEST_F(VerifyCheckpoint, a_note_that_only_witnesses_signed_is_not_the_log_s) {
  const auto stripped = with_signatures([](const std::string& name) { return name != kOrigin; });
  expect_run(arguments(stripped), 3, "the key of log zonefactor/chuo/2026 has not signed it");
}

TEST_F(VerifyCheckpoint, a_quorum_that_is_not_met_is_said_with_who_is_there) {
  expect_run(arguments(signed_by_log(checkpoint())), 3,
             "the policy asks for quorum both; it is cosigned by nobody of it");
  const auto one = with_signatures([](const std::string& name) { return name != "south.example"; });
  expect_run(arguments(one), 3, "the policy asks for quorum both; it is cosigned by north");
  write_file(dir_ / "policy", "log " + log_vkey() + "\nquorum none\n");
  expect_run(arguments(signed_by_log(checkpoint())), 0, "none is asked for");
}

TEST_F(VerifyCheckpoint, a_log_that_the_policy_does_not_know_is_not_trusted) {
  journal::Checkpoint other = checkpoint();
  other.origin = "zonefactor/minami/2026";
  expect_run(arguments(signed_by_all(other)), 3, "the policy knows no log zonefactor/minami/2026");
}

// As another key under the log's own name, which has another id.
TEST_F(VerifyCheckpoint, a_stranger_s_key_under_the_log_s_name_is_not_the_log_s) {
  const std::string text = checkpoint().text();
  const journal::SignedNote note{text, {journal::sign_note(text, kOrigin, journal::sample_key(9))}};
  expect_run(arguments(note.bytes()), 3, "has not signed it");
}

TEST_F(VerifyCheckpoint, every_altered_part_of_it_is_caught) {
  const std::string good = signed_by_all(checkpoint());
  const std::string bad_log = "a signature under a log's key does not verify";
  expect_run(arguments(replaced(good, "\n21\n", "\n22\n")), 1, bad_log);
  expect_run(arguments(replaced(good, kOrigin, "zonefactor/minami/2026")), 1, bad_log);
  const std::string root = journal::base64(checkpoint().root);
  const std::string other_root = journal::base64(journal::empty_root());
  expect_run(arguments(replaced(good, root, other_root)), 1, bad_log);
  // The signature of another text by the same key.
  journal::Checkpoint later = checkpoint();
  later.size = 22;
  auto swapped = journal::parse_note(good);
  swapped->signatures[0] = journal::parse_note(signed_by_all(later))->signatures[0];
  expect_run(arguments(swapped->bytes()), 1, bad_log);
  swapped = journal::parse_note(good);
  swapped->signatures[2] = journal::parse_note(signed_by_all(later))->signatures[2];
  expect_run(arguments(swapped->bytes()), 1, "the cosignature of witness south does not verify");
}

TEST_F(VerifyCheckpoint, what_is_no_note_or_no_checkpoint_is_malformed) {
  const std::string good = signed_by_all(checkpoint());
  expect_run(arguments(""), 2, "is no signed note");
  expect_run(arguments(good.substr(0, good.size() / 2)), 2, "is no signed note");
  expect_run(arguments(good + "and more\n"), 2, "is no signed note");
  const std::string extended = checkpoint().text() + "more\n";
  const journal::SignedNote note{
      extended, {journal::sign_note(extended, kOrigin, journal::sample_key(kLogKey))}};
  expect_run(arguments(note.bytes()), 2, "is no checkpoint: more than three lines");
}

TEST_F(VerifyCheckpoint, a_policy_that_is_none_is_malformed_and_its_line_named) {
  write_file(dir_ / "policy", policy_text() + "quorum none\n");
  expect_run(arguments(signed_by_all(checkpoint())), 2, "is no policy: line 6: a second quorum");
}

TEST_F(VerifyCheckpoint, what_is_not_there_or_no_file_is_named) {
  const std::string policy = (dir_ / "policy").string();
  expect_run({"checkpoint", (dir_ / "nowhere").string(), "--policy", policy}, 2,
             "nowhere: is not there; ");
  expect_run({"checkpoint", dir_.path().string(), "--policy", policy}, 2, "is no ordinary file");
  const std::string pipe = (dir_ / "pipe").string();
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  expect_run({"checkpoint", pipe, "--policy", policy}, 2, "is no ordinary file");
  expect_run({"checkpoint", "/dev/zero", "--policy", policy}, 2, "is no ordinary file");
}

// A terabyte with nothing in it: reading it would not end within the test's patience.
TEST_F(VerifyCheckpoint, a_file_above_its_limit_is_refused_unread) {
  auto with_huge = arguments(signed_by_all(checkpoint()));
  std::filesystem::resize_file(dir_ / "checkpoint", std::uintmax_t{1} << 40);
  expect_run(with_huge, 2, "has 1099511627776 bytes and was not read; the most is 65536");
  with_huge = arguments(signed_by_all(checkpoint()));
  std::filesystem::resize_file(dir_ / "policy", std::uintmax_t{1} << 40);
  expect_run(with_huge, 2, "policy: has 1099511627776 bytes and was not read; the most is 262144");
}

TEST_F(VerifyCheckpoint, a_stranger_s_text_moves_no_cursor_and_turns_no_line) {
  journal::Checkpoint other = checkpoint();
  other.origin =
      "zonefactor/\xC2\x9B"
      "2J\xE2\x80\xAE\x7F/\xE4\xB8\xAD";
  const auto run = verify(arguments(signed_by_log(other)));
  EXPECT_EQ(run.status, 3);
  EXPECT_NE(run.output.find("zonefactor/\\xC2\\x9B2J\\xE2\\x80\\xAE\\x7F/\xE4\xB8\xAD"),
            std::string::npos)
      << run.output;
}

TEST_F(VerifyCheckpoint, wrong_use_is_2_and_help_is_0) {
  EXPECT_EQ(verify({}).status, 2);
  EXPECT_EQ(verify({"checkpoint"}).status, 2);
  EXPECT_EQ(verify({"checkpoint", "file"}).status, 2);
  EXPECT_EQ(verify({"nothing"}).status, 2);
  for (const char* command : {"checkpoint", "proof", "consistency", "log"}) {
    const auto help = verify({command, "--help"});
    EXPECT_EQ(help.status, 0);
    EXPECT_NE(help.output.find("Example"), std::string::npos) << command;
    EXPECT_NE(help.output.find(std::string("zonefactor-verify ") + command), std::string::npos);
  }
  EXPECT_NE(verify({"--help"}).output.find("Exit code: 0 verified"), std::string::npos);
}

// One that makes libcrypto forget how to hash: whoever reads it cannot verify anything.
TEST_F(VerifyCheckpoint, a_configuration_of_libcrypto_is_not_read) {
  write_file(dir_ / "openssl.cnf",
             "openssl_conf = all\n[all]\nproviders = some\n[some]\nbase = one\n"
             "[one]\nactivate = 1\n");
  auto all = arguments(signed_by_all(checkpoint()));
  all.insert(all.begin(), ZF_PROGRAMS "/zonefactor-verify");
  support::ProcessOptions options;
  options.environment["OPENSSL_CONF"] = (dir_ / "openssl.cnf").string();
  const auto run = support::run(all, options);
  EXPECT_EQ(run.status, 0) << run.output;
}

// What was found to be true, and cannot be said, was not said.
TEST_F(VerifyCheckpoint, an_output_that_cannot_be_written_is_no_success) {
  const auto said = arguments(signed_by_all(checkpoint()));
  const auto run =
      support::run({"/bin/sh", "-c", "\"$@\" >/dev/full", "sh", ZF_PROGRAMS "/zonefactor-verify",
                    said[0], said[1], said[2], said[3]});
  EXPECT_EQ(run.status, 2) << run.output;
}

}  // namespace
}  // namespace zonefactor::verify
