// A day's checkpoint before a time-stamping authority.
#include <gtest/gtest.h>

#include "service/journal/timestamp.h"
#include "tests/integration/daemon/running_service.h"
#include "tests/integration/daemon/stamp_authority.h"
#include "tests/support/process.h"
#include "tests/support/temp_dir.h"
#include "tests/support/wait.h"
#include "tests/unit/verify/raw_zip.h"

namespace zonefactor::daemon_test {
namespace {

std::string bytes_of_hex(const std::string& hex) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
    bytes += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
  return bytes;
}

TEST(Stamps, a_days_checkpoint_is_stamped_and_openssl_believes_it) {
  StampAuthority authority;
  RunningService service({"[facility.timestamps]\nurl = \"" + authority.url() + "\"\n"});
  service.start();
  const auto count = [&] {
    return service.postgres().sql("select count(*) from zonefactor.timestamp_token", "zonefactor");
  };
  ASSERT_TRUE(support::wait_until([&] { return count() == "1"; })) << service.log();
  const std::string token = bytes_of_hex(service.postgres().sql(
      "select encode(token, 'hex') from zonefactor.timestamp_token", "zonefactor"));
  const std::string stamped = bytes_of_hex(service.postgres().sql(
      "select encode(stamped, 'hex') from zonefactor.timestamp_token", "zonefactor"));
  EXPECT_TRUE(authority.believes(token, stamped));
  EXPECT_FALSE(authority.believes(token, stamped + "x"));
  EXPECT_TRUE(journal::time_of_token(token));
  EXPECT_EQ(service.stop(), 0);
  EXPECT_EQ(authority.asked, 1);
}

TEST(Stamps, an_authority_that_is_away_keeps_nobody_waiting) {
  StampAuthority authority;
  authority.away = true;
  RunningService service({"[facility.timestamps]\nurl = \"" + authority.url() + "\"\n"});
  service.start();
  service.apply_facility(small_facility());
  EXPECT_EQ(service.client("terminal")
                .Post("/access/v1/evaluation", question("tanaka"), "application/json")
                ->status,
            200);
  EXPECT_TRUE(support::wait_until(
      [&] { return service.log().find("it answered 503") != std::string::npos; }));
  EXPECT_EQ(service.stop(), 0);
}

// A stamped service with a pack of one login, unpacked.
class StampedPack : public ::testing::Test {
 protected:
  void SetUp() override {
    authority_.away = true;  // a day has one stamp
    service_.start();
    service_.apply_facility(small_facility());
    // So that the first checkpoint behind the login that is kept is the stamped one.
    ASSERT_TRUE(support::wait_until([&] {
      return service_.postgres().sql("select count(*) from zonefactor.checkpoint", "zonefactor") ==
             "1";
    }));
    const auto login = service_.client("terminal")
                           .Post("/access/v1/evaluation", question("tanaka"), "application/json")
                           ->get_header_value("ZoneFactor-Entry");
    ASSERT_EQ(service_.stop(), 0);
    authority_.away = false;
    service_.start();  // and the first checkpoint after it is stamped
    const std::string index = login.substr(login.rfind('/') + 1);
    ASSERT_TRUE(support::wait_until([&] {
      return service_.postgres().sql(
                 "select count(*) from zonefactor.timestamp_token where size > " + index,
                 "zonefactor") == "1";
    })) << service_.log();
    const auto made = service_.zonefactor(
        "auditor", {"audit", "export", "--decision", login, "--out", "PACK.zip"});
    ASSERT_EQ(made.status, 0) << made.output;
    const auto keys = service_.zonefactor("auditor", {"audit", "key"});
    support::write_file(folder_ / "POLICY", "log " + keys.output + "quorum none\n");
    std::filesystem::copy_file(service_.directory() / "PACK.zip", folder_ / "PACK.zip");
    std::filesystem::copy_file(authority_.certificate(), folder_ / "AUTHORITY.pem");
    files_ = evidence::files_in(folder_ / "PACK.zip");
    logs_ = "logs/" +
            service_.postgres().sql("select next_year from zonefactor.journal_head", "zonefactor");
  }
  support::RunResult in_folder(std::vector<std::string> words) {
    support::ProcessOptions options;
    options.working_directory = folder_.path();
    options.environment["PATH"] = std::string(ZF_PROGRAMS) + ":" + std::getenv("PATH");
    return support::run(words, options);
  }
  void unpack() {
    for (const auto& [name, bytes] : files_) {
      std::filesystem::create_directories((folder_ / name).parent_path());
      support::write_file(folder_ / name, bytes);
    }
  }
  support::RunResult verify(evidence::RawFiles files, bool with_sums) {
    if (with_sums) evidence::sum_again(files);
    support::write_file(folder_ / "altered.zip", evidence::raw_zip(files));
    return in_folder({std::string(ZF_PROGRAMS) + "/zonefactor-verify", "pack", "altered.zip",
                      "--policy", "POLICY"});
  }
  void expect_named(const support::RunResult& run, const std::string& what) {
    EXPECT_EQ(run.status, 1) << run.output;
    EXPECT_NE(run.output.find(what), std::string::npos) << run.output;
  }

  StampAuthority authority_;
  RunningService service_{{"[facility.timestamps]\nurl = \"" + authority_.url() + "\"\n"}};
  support::TempDir folder_;
  evidence::RawFiles files_;
  std::string logs_;
};

TEST_F(StampedPack, carries_the_token_that_openssl_believes_and_whoever_alters_it_is_found) {
  const std::string token = evidence::file_of(files_, logs_ + "/end.tsr");
  const std::string stamped = evidence::file_of(files_, logs_ + "/end.stamped");
  EXPECT_TRUE(authority_.believes(token, stamped));
  const auto taken = verify(files_, false);
  EXPECT_EQ(taken.status, 0) << taken.output;
  EXPECT_NE(taken.output.find("stamped      RFC 3161"), std::string::npos) << taken.output;

  // Not one byte of the token without its sum; with it, not one that openssl still believes.
  evidence::RawFiles altered = files_;
  std::string& bytes = evidence::file_of(altered, logs_ + "/end.tsr");
  bytes.back() ^= 1;  // of the authority's signature
  expect_named(verify(altered, false), "the sum that " + logs_ + "/end.tsr has");
  EXPECT_FALSE(authority_.believes(bytes, stamped));
  EXPECT_EQ(verify(altered, true).status, 0) << "it is not looked into, and says so";
  // Bytes that fit no longer what the log signed, whoever stamped them.
  altered = files_;
  std::string& note = evidence::file_of(altered, logs_ + "/end.stamped");
  note[note.find('\n') + 1] ^= 1;
  expect_named(verify(altered, true), logs_ + "/end.stamped");
  // One without the other.
  altered = files_;
  std::erase_if(altered, [&](const auto& file) { return file.first == logs_ + "/end.stamped"; });
  const auto alone = verify(altered, true);
  EXPECT_EQ(alone.status, 2) << alone.output;
  EXPECT_NE(alone.output.find("end.stamped"), std::string::npos) << alone.output;
}

// The lines of README.txt that begin with this, each with the lines that it goes on in.
std::vector<std::string> commands_in(const std::string& readme, const std::string& begin) {
  std::vector<std::string> commands;
  for (std::size_t at = 0; (at = readme.find(begin, at)) != std::string::npos; ++at) {
    std::size_t end = readme.find('\n', at);
    while (readme[end - 1] == '\\') end = readme.find('\n', end + 1);
    commands.push_back(readme.substr(at, end - at));
  }
  return commands;
}

std::string with_names(std::string command, const std::string& was, const std::string& is) {
  const std::size_t at = command.find(was);
  return at == std::string::npos ? command : command.replace(at, was.size(), is);
}

TEST_F(StampedPack, the_commands_of_its_README_do_what_they_say_in_both_languages) {
  unpack();
  const std::string readme = evidence::file_of(files_, "README.txt");
  const auto verifying = commands_in(readme, "zonefactor-verify pack");
  ASSERT_EQ(verifying.size(), 2U) << readme;
  for (std::string command : verifying) {
    command =
        with_names(with_names(command, "ポリシーファイル", "POLICY"), "このパック.zip", "PACK.zip");
    const auto run = in_folder({"sh", "-c", command});
    EXPECT_EQ(run.status, 0) << command << "\n" << run.output;
    EXPECT_NE(run.output.find("verified"), std::string::npos) << run.output;
  }
  const auto sums = in_folder({"sh", "-c", "sha256sum -c SHA256SUMS"});
  EXPECT_NE(readme.find("sha256sum -c SHA256SUMS"), std::string::npos);
  EXPECT_EQ(sums.status, 0) << sums.output;
  const auto stamps = commands_in(readme, "openssl ts -verify");
  ASSERT_EQ(stamps.size(), 2U) << readme;
  for (std::string command : stamps) {
    command = with_names(command, "時刻認証局の証明書.pem", "AUTHORITY.pem");
    const auto run = in_folder({"sh", "-c", command});
    EXPECT_EQ(run.status, 0) << command << "\n" << run.output;
  }
  support::write_file(folder_ / (logs_ + "/end.stamped"), "something else\n");
  EXPECT_NE(in_folder({"sh", "-c", stamps.back()}).status, 0);
  EXPECT_NE(in_folder({"sh", "-c", "sha256sum -c SHA256SUMS"}).status, 0);
}

}  // namespace
}  // namespace zonefactor::daemon_test
