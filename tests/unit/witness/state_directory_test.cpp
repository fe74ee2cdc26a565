// What a witness remembers: durable, its own, and never taken for nothing where it is damaged.
#include "service/witness/state_directory.h"

#include <gmock/gmock.h>

#include "service/journal/cosignature.h"
#include "tests/support/temp_dir.h"
#include "tests/unit/tlog/sample_keys.h"
#include "tests/unit/witness/sample_log.h"

namespace zonefactor::witness {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

constexpr const char* kName = "witness.example/w1";

class StateDirectoryTest : public testing::Test {
 protected:
  static journal::VerifierKey own(std::uint8_t key = 9, const std::string& name = kName) {
    return journal::verifier_of(name, journal::KeyType::cosignature, journal::sample_key(key));
  }
  void open(const journal::VerifierKey& key = own()) {
    state_.reset();
    auto opened = StateDirectory::open(directory_.path().string(), key);
    ASSERT_TRUE(std::holds_alternative<std::unique_ptr<StateDirectory>>(opened));
    state_ = std::get<std::unique_ptr<StateDirectory>>(std::move(opened));
  }
  void SetUp() override { open(); }

  journal::SignedNote cosigned(const SampleLog& log, std::uint64_t size) {
    journal::SignedNote note = log.note(size);
    note.signatures.push_back(journal::cosign(note.text, kName, journal::sample_key(9), 1000));
    return note;
  }
  std::optional<files::Fault> write(const SampleLog& log, std::uint64_t size) {
    return state_->write(log.checkpoint(size), cosigned(log, size));
  }
  std::optional<LastCosigned> last() {
    auto found = state_->read(log_.origin());
    return std::get<std::optional<LastCosigned>>(std::move(found));
  }
  // The fault's words; empty where the state is taken.
  std::string fault() {
    const auto found = state_->read(log_.origin());
    const auto* fault = std::get_if<files::Fault>(&found);
    return fault == nullptr ? "" : files::to_text(*fault);
  }
  fs::path file() const {
    return directory_ / (journal::hex(journal::sha256(log_.origin())) + ".checkpoint");
  }

  support::TempDir directory_;
  SampleLog log_;
  std::unique_ptr<StateDirectory> state_;
};

TEST_F(StateDirectoryTest, a_log_without_a_file_was_not_cosigned) {
  EXPECT_FALSE(last());
}

TEST_F(StateDirectoryTest, what_is_written_is_read_also_by_the_next_process) {
  ASSERT_FALSE(write(log_, 5));
  ASSERT_FALSE(write(log_, 7));
  for (int round = 0; round < 2; ++round) {
    const auto read = last();
    ASSERT_TRUE(read);
    EXPECT_EQ(read->note, cosigned(log_, 7));
    EXPECT_EQ(read->checkpoint, log_.checkpoint(7));
    EXPECT_EQ(read->posix_seconds, 1000u);
    open();
  }
  EXPECT_EQ(support::read_file(file()), cosigned(log_, 7).bytes()) << "as it is published";
}

TEST_F(StateDirectoryTest, each_log_has_its_own_file) {
  const SampleLog other("zonefactor/sample/2027");
  ASSERT_FALSE(write(log_, 5));
  ASSERT_FALSE(write(other, 6));
  EXPECT_EQ(last()->checkpoint.size, 5u);
}

TEST_F(StateDirectoryTest, a_file_with_any_byte_changed_or_cut_is_damaged_and_named) {
  const std::string bytes = cosigned(log_, 5).bytes();
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    std::string changed = bytes;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    support::write_file(file(), changed);
    open();
    // The log's own line is evidence for readers; the witness's memory does not rest on it.
    if (at >= bytes.find("—") && at < bytes.rfind("—")) continue;
    EXPECT_THAT(fault(), HasSubstr("the state file is damaged")) << at;
  }
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    support::write_file(file(), bytes.substr(0, size));
    open();
    EXPECT_THAT(fault(), HasSubstr(file().string() + ": the state file is damaged")) << size;
  }
}

TEST_F(StateDirectoryTest, another_logs_or_another_witnesss_file_is_damage) {
  support::write_file(file(), cosigned(SampleLog("zonefactor/sample/2027"), 5).bytes());
  EXPECT_THAT(fault(), HasSubstr("a checkpoint of another log"));
  support::write_file(file(), cosigned(log_, 5).bytes());
  EXPECT_EQ(fault(), "");
  open(own(8));
  EXPECT_THAT(fault(), HasSubstr("without a good cosignature by this witness's name and key"));
  open(own(9, "witness.example/w2"));
  EXPECT_THAT(fault(), HasSubstr("without a good cosignature"));
}

TEST_F(StateDirectoryTest, what_is_no_file_is_a_fault) {
  fs::create_directory(file());
  EXPECT_NE(fault(), "");
  fs::remove(file());
  fs::create_symlink("nowhere", file());
  EXPECT_NE(fault(), "");
}

TEST_F(StateDirectoryTest, a_file_that_vanishes_or_goes_back_under_a_running_witness_is_damage) {
  const std::string older = cosigned(log_, 5).bytes();
  ASSERT_FALSE(write(log_, 7));
  fs::remove(file());
  EXPECT_THAT(fault(), HasSubstr("it was there, and is gone"));
  support::write_file(file(), older);
  EXPECT_THAT(fault(), HasSubstr("an older one has taken its place"));
  support::write_file(file(), cosigned(log_, 7).bytes());
  EXPECT_EQ(fault(), "") << "put back, it is good again";
}

TEST_F(StateDirectoryTest, a_failed_write_leaves_what_was_there) {
  ASSERT_FALSE(write(log_, 5));
  fs::create_directory(file().string() + ".new");
  const auto fault = write(log_, 7);
  ASSERT_TRUE(fault);
  EXPECT_THAT(files::to_text(*fault), HasSubstr("it cannot be written"));
  EXPECT_EQ(last()->checkpoint.size, 5u);
  fs::remove(file().string() + ".new");
  EXPECT_FALSE(write(log_, 7));
  EXPECT_EQ(last()->checkpoint.size, 7u);
}

TEST_F(StateDirectoryTest, what_a_killed_process_left_half_written_does_not_count) {
  ASSERT_FALSE(write(log_, 5));
  support::write_file(file().string() + ".new", "half a no");
  open();
  EXPECT_EQ(last()->checkpoint.size, 5u);
  EXPECT_FALSE(write(log_, 7));
  EXPECT_EQ(last()->checkpoint.size, 7u);
}

TEST_F(StateDirectoryTest, has_one_process_at_a_time) {
  const auto second = StateDirectory::open(directory_.path().string(), own());
  const auto* fault = std::get_if<files::Fault>(&second);
  ASSERT_NE(fault, nullptr);
  EXPECT_THAT(fault->what, HasSubstr("another process is the witness"));
}

TEST_F(StateDirectoryTest, is_not_made_where_it_is_missing) {
  const std::string path = (directory_ / "none").string();
  const auto opened = StateDirectory::open(path, own());
  EXPECT_TRUE(std::holds_alternative<files::Fault>(opened));
  EXPECT_FALSE(fs::exists(path));
}

TEST_F(StateDirectoryTest, the_first_contradiction_is_kept_for_good) {
  const SampleLog forked(log_.origin(), 1, 3);
  state_->keep_contradiction(log_.origin(), log_.note(5), forked.note(5));
  state_->keep_contradiction(log_.origin(), log_.note(6), forked.note(6));
  EXPECT_EQ(support::read_file(file().replace_extension(".contradiction")),
            log_.note(5).bytes() + "\n" + forked.note(5).bytes());
}

}  // namespace
}  // namespace zonefactor::witness
