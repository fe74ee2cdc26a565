// zonefactor erase person on a whole running service: who may not be erased yet, what is gone for
// good afterwards, and that nothing which anybody holds becomes untrue (rule V2).
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "tests/integration/daemon/running_service.h"
#include "tests/support/wait.h"

namespace zonefactor::daemon_test {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

// The small facility without the tables that name this person.
std::string facility_without(const std::string& person) {
  const std::string whole = small_facility();
  std::string kept;
  for (std::size_t at = 0; at < whole.size();) {
    const std::size_t end = std::min(whole.find("\n\n", at), whole.size() - 1) + 1;
    const std::string table = whole.substr(at, end - at);
    if (table.find("\"" + person + "\"") == std::string::npos) kept += table + "\n";
    at = end + 1;
  }
  return kept;
}

class ErasePerson : public ::testing::Test {
 protected:
  void SetUp() override {
    service_.start();
    service_.apply_facility(small_facility());
    service_.post("doors", "/v1/events", passage("b1", 1, "ph-in", "04A1B2C3"));
    login_ = service_.post("terminal", "/access/v1/evaluation", question("tanaka"));
    other_ = service_.post("terminal", "/access/v1/evaluation", question("suzuki"));
    ASSERT_TRUE(support::wait_until([&] {
      return service_.postgres().sql("select count(*) from zonefactor.log where size > " +
                                         other_.substr(other_.rfind('/') + 1),
                                     "zonefactor") == "1";
    }));
    service_.write_policy();
  }
  void expect(const std::string& role, std::vector<std::string> words, int status,
              const std::string& said) {
    const auto result = service_.zonefactor(role, words);
    EXPECT_EQ(result.status, status) << ::testing::PrintToString(words) << "\n" << result.output;
    EXPECT_THAT(result.output, HasSubstr(said)) << ::testing::PrintToString(words);
  }
  int verify(std::vector<std::string> words) {
    words.insert(words.begin(), std::string(ZF_PROGRAMS) + "/zonefactor-verify");
    words.insert(words.end(), {"--policy", "auditor.policy"});
    support::ProcessOptions options;
    options.working_directory = service_.directory().path();
    const auto result = support::run(words, options);
    EXPECT_EQ(result.status, 0) << result.output;
    return result.status;
  }
  std::string erasures() {
    return service_.postgres().sql(
        "select body::json -> 'value' ->> 'peer', body::json -> 'value' ->> 'rows' from "
        "zonefactor.journal_text where type = 'person.erased' order by idx",
        "zonefactor");
  }

  RunningService service_;
  std::string login_;
  std::string other_;
};

TEST_F(ErasePerson, who_is_in_force_or_nobody_or_asked_for_by_another_role_is_not_erased) {
  expect(
      "admin", {"erase", "person", "p-tanaka"}, 1,
      "person \\\"p-tanaka\\\" is in the configuration in force: take them and their credentials "
      "out of the facility file");
  expect("admin", {"erase", "person", "p-nobody"}, 1, "nobody is known as");
  expect("admin", {"erase", "person", "not an id"}, 2, "name a person by their id");
  expect("admin", {"erase"}, 2, "");
  service_.apply_facility(facility_without("p-tanaka"));
  for (const char* role : {"auditor", "monitor", "terminal", "doors"})
    expect(role, {"erase", "person", "p-tanaka"}, 2, "this caller's role does not allow it");
  expect("", {"erase", "person", "p-tanaka"}, 2, "the service does not know this caller");
  EXPECT_EQ(erasures(), "");
  EXPECT_EQ(service_.postgres().sql(
                "select count(*) from zonefactor.names where plain like '%tanaka'", "zonefactor"),
            "3");
  EXPECT_EQ(service_.stop(), 0);
  expect("admin", {"erase", "person", "p-tanaka"}, 3, "does not answer");
}

TEST_F(ErasePerson, V2_an_erased_person_is_named_nowhere_and_every_proof_and_pack_holds) {
  expect("auditor", {"audit", "show", login_}, 0, "p-tanaka");
  expect("auditor", {"audit", "proof", login_, "--out", "before"}, 0, "checked");
  expect("auditor", {"audit", "export", "--decision", login_, "--out", "before.zip"}, 0,
         "verified");
  expect("auditor", {"audit", "export", "--decision", login_, "--names", "--out", "named.zip"}, 0,
         "verified");
  service_.apply_facility(facility_without("p-tanaka"));
  expect("admin", {"erase", "person", "p-tanaka", "--json"}, 0, R"("rows":4)");
  EXPECT_EQ(erasures(), "admin|4");
  expect("admin", {"erase", "person", "p-tanaka"}, 1, "they are erased already");

  const auto shown = service_.zonefactor("auditor", {"audit", "show", login_, "--lang", "en"});
  EXPECT_EQ(shown.status, 0) << shown.output;
  EXPECT_THAT(shown.output, AllOf(HasSubstr("Equivalent to two factors"), HasSubstr("Held by: "),
                                  Not(HasSubstr("tanaka")), Not(HasSubstr("04A1B2C3"))));
  expect("auditor", {"audit", "show", other_, "--lang", "en"}, 0, "p-suzuki");
  const auto list = service_.zonefactor("auditor", {"audit", "list", "--limit", "500", "--json"});
  EXPECT_THAT(list.output, AllOf(HasSubstr("suzuki"), Not(HasSubstr("tanaka"))));
  expect("auditor", {"audit", "list", "--person", "p-tanaka"}, 2, "knows no such person");

  EXPECT_EQ(verify({"proof", "before.tlog-proof", "--entry", "before.entry"}), 0);
  EXPECT_EQ(verify({"pack", "before.zip"}), 0);
  EXPECT_EQ(verify({"pack", "named.zip"}), 0) << "who holds it may still open the names";
  expect("auditor", {"audit", "proof", login_, "--out", "after"}, 0, "checked");
  EXPECT_EQ(verify({"proof", "after.tlog-proof", "--entry", "after.entry"}), 0);
  expect("auditor", {"audit", "export", "--decision", login_, "--names", "--out", "after.zip"}, 0,
         "verified");
  EXPECT_EQ(verify({"pack", "after.zip"}), 0);
  EXPECT_THAT(support::read_file(service_.directory() / "after.zip"),
              AllOf(Not(HasSubstr("tanaka")), Not(HasSubstr("04A1B2C3"))));
  expect("auditor", {"audit", "replay"}, 0, "2 decisions of the part asked for: all as recorded");
  expect("auditor",
         {"audit", "fsck", "--facility", "chuo", "--database",
          service_.postgres().connection_string("zonefactor_service", "zonefactor")},
         0, "everything fits");
  EXPECT_THAT(service_.log(), Not(HasSubstr("tanaka")));
}

TEST_F(ErasePerson, V2_rows_that_a_restored_backup_brings_back_are_gone_after_the_next_start) {
  service_.postgres().sql("create table backup as select * from zonefactor.names", "zonefactor");
  service_.apply_facility(facility_without("p-tanaka"));
  expect("admin", {"erase", "person", "p-tanaka"}, 0,
         "p-tanaka is erased: 4 rows that explained them are deleted; recorded as chuo/");
  EXPECT_EQ(service_.stop(), 0);
  service_.postgres().sql(
      "insert into zonefactor.names select * from backup on conflict do nothing", "zonefactor");
  service_.start();
  ASSERT_TRUE(support::wait_until([&] { return erasures() == "admin|4\nzonefactord|4"; }))
      << erasures();
  ASSERT_TRUE(support::wait_until([&] {
    return service_.postgres().sql(
               "select count(*) from zonefactor.names where plain like '%tanaka'", "zonefactor") ==
           "0";
  }));
  expect("auditor", {"audit", "list", "--person", "p-tanaka"}, 2, "knows no such person");
}

}  // namespace
}  // namespace zonefactor::daemon_test
