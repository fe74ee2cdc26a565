// The witness's key: made once, never overwritten, refused where others can read it.
#include "service/witness/key_file.h"

#include <gtest/gtest.h>

#include "tests/support/temp_dir.h"

namespace zonefactor::witness {
namespace {

namespace fs = std::filesystem;

const files::Fault& fault_of(const std::variant<journal::PrivateKey, files::Fault>& read) {
  return std::get<files::Fault>(read);
}

TEST(KeyFile, a_new_key_is_its_owners_alone_and_reads_back) {
  const support::TempDir directory;
  const std::string path = (directory / "witness.key").string();
  ASSERT_FALSE(make_key_file(path));
  EXPECT_EQ(fs::status(path).permissions(), fs::perms::owner_read | fs::perms::owner_write);
  const auto read = read_key_file(path);
  ASSERT_TRUE(std::holds_alternative<journal::PrivateKey>(read)) << to_text(fault_of(read));
  const auto& key = std::get<journal::PrivateKey>(read);
  EXPECT_TRUE(journal::is_signed(key.public_key(), "word", key.sign("word")));
}

TEST(KeyFile, making_never_overwrites) {
  const support::TempDir directory;
  const std::string path = (directory / "witness.key").string();
  ASSERT_FALSE(make_key_file(path));
  const std::string before = support::read_file(path);
  const auto fault = make_key_file(path);
  ASSERT_TRUE(fault);
  EXPECT_EQ(fault->file, path);
  EXPECT_EQ(support::read_file(path), before);
}

TEST(KeyFile, one_that_everybody_can_read_is_refused) {
  const support::TempDir directory;
  const std::string path = (directory / "witness.key").string();
  ASSERT_FALSE(make_key_file(path));
  fs::permissions(path, fs::perms::others_read, fs::perm_options::add);
  EXPECT_EQ(fault_of(read_key_file(path)).what, "everybody on this machine may use this key");
}

TEST(KeyFile, what_is_no_key_is_refused_and_not_repeated) {
  const support::TempDir directory;
  const std::string path = (directory / "witness.key").string();
  ASSERT_FALSE(make_key_file(path));
  support::write_file(path, "hunter2hunter2\n");
  const files::Fault fault = fault_of(read_key_file(path));
  EXPECT_EQ(to_text(fault).find("hunter2"), std::string::npos);
  EXPECT_EQ(fault.file, path);
  EXPECT_TRUE(std::holds_alternative<files::Fault>(read_key_file((directory / "none").string())));
}

}  // namespace
}  // namespace zonefactor::witness
