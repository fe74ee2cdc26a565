// A log's private key is replaced as docs/operations.md says: both sign until every auditor has the
// new one's line.
#include <gtest/gtest.h>

#include <filesystem>
#include <sstream>

#include "tests/integration/daemon/running_service.h"
#include "tests/support/wait.h"

namespace zonefactor::daemon_test {
namespace {

class KeyRotation : public ::testing::Test {
 protected:
  void SetUp() override {
    config_ = support::read_file(service_.directory() / "zonefactord.toml");
    service_.start();
    service_.apply_facility(small_facility());
    const auto made = in_directory({"openssl", "genpkey", "-algorithm", "ed25519", "-out",
                                    (service_.directory() / "new.pem").string()});
    ASSERT_EQ(made.status, 0) << made.output;
  }
  // Ends the service, and names the keys for its next start.
  void sign_with(const std::string& files) {
    ASSERT_EQ(service_.stop(), 0);
    const std::string before = "names_key_file";
    std::string config = config_;
    config.insert(config.find(before), "log_key_files = [" + files + "]\n");
    support::write_file(service_.directory() / "zonefactord.toml", config);
  }
  std::vector<std::string> keys() {
    const auto told = service_.zonefactor("auditor", {"audit", "key"});
    EXPECT_EQ(told.status, 0) << told.output;
    std::vector<std::string> lines;
    std::istringstream text(told.output);
    for (std::string line; std::getline(text, line);) lines.push_back(line);
    return lines;
  }
  // Writes name.tlog-proof and name.entry of a login that is made now.
  void prove_login(const std::string& name) {
    const std::string login =
        service_.post("terminal", "/access/v1/evaluation", question("tanaka"));
    support::RunResult proof;
    const auto is_proven = [&] {  // once a checkpoint covers it
      proof = service_.zonefactor("auditor", {"audit", "proof", login, "--out", name});
      return proof.status == 0;
    };
    ASSERT_TRUE(support::wait_until(is_proven)) << proof.output;
  }
  // The verdict of an auditor who knows the log by this key.
  int verdict(const std::string& name, const std::string& key) {
    support::write_file(service_.directory() / "auditor.policy", "log " + key + "\nquorum none\n");
    const auto verified = in_directory({std::string(ZF_PROGRAMS) + "/zonefactor-verify", "proof",
                                        name + ".tlog-proof", "--entry", name + ".entry",
                                        "--policy", "auditor.policy"});
    return verified.status;
  }
  support::RunResult in_directory(const std::vector<std::string>& words) {
    support::ProcessOptions options;
    options.working_directory = service_.directory().path();
    return support::run(words, options);
  }

  RunningService service_;
  std::string config_;
};

TEST_F(KeyRotation, V3_while_two_keys_sign_each_auditor_verifies_by_the_one_they_know) {
  ASSERT_EQ(keys().size(), 1U);
  const std::string old = keys()[0];
  prove_login("before");

  sign_with(R"("new.pem", "state/log-keys/chuo.pem")");
  service_.start();
  ASSERT_EQ(keys().size(), 2U);
  EXPECT_EQ(keys()[1], old);
  const std::string fresh = keys()[0];
  prove_login("between");
  EXPECT_EQ(verdict("between", old), 0);
  EXPECT_EQ(verdict("between", fresh), 0);

  sign_with(R"("new.pem")");
  service_.start();
  EXPECT_EQ(keys(), std::vector{fresh});
  prove_login("after");
  EXPECT_EQ(verdict("after", fresh), 0);
  EXPECT_EQ(verdict("after", old), 3);
  EXPECT_EQ(verdict("before", old), 0) << "what was signed keeps its signature";
}

TEST_F(KeyRotation, a_key_that_is_named_twice_is_refused_by_name) {
  sign_with(R"("new.pem", "state/log-keys/chuo.pem", "new.pem")");
  EXPECT_THROW(service_.start(), std::runtime_error);
  EXPECT_EQ(service_.process().wait(), 2);
  EXPECT_NE(service_.log().find("it holds the same key as"), std::string::npos) << service_.log();
}

}  // namespace
}  // namespace zonefactor::daemon_test
