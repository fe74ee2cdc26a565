// Reading a file whole, within its limit.
#include "adapters/files/read_file.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "tests/support/temp_dir.h"

namespace zonefactor::files {
namespace {

class ReadFile : public ::testing::Test {
 protected:
  std::string path(const char* name) const { return (directory_ / name).string(); }

  const support::TempDir temporary_;
  const std::filesystem::path directory_ = temporary_.path();
};

TEST_F(ReadFile, gives_all_bytes_up_to_the_limit_and_none_beyond) {
  std::ofstream(path("f"), std::ios::binary) << std::string("a\0b\r\n", 5);
  EXPECT_EQ(std::get<std::string>(read_file(path("f"), 5)), std::string("a\0b\r\n", 5));
  const auto result = read_file(path("f"), 4);
  EXPECT_NE(std::get<Fault>(result).what.find("more than 4 bytes"), std::string::npos);
}

TEST_F(ReadFile, what_is_no_file_is_named_and_never_waited_for) {
  EXPECT_EQ(std::get<Fault>(read_file(path("none"), 5)).file, path("none"));
  EXPECT_NE(std::get<Fault>(read_file(directory_.string(), 5)).what.find("regular file"),
            std::string::npos);
  ASSERT_EQ(mkfifo(path("pipe").c_str(), 0600), 0);
  EXPECT_NE(std::get<Fault>(read_file(path("pipe"), 5)).what.find("regular file"),
            std::string::npos);
}

}  // namespace
}  // namespace zonefactor::files
