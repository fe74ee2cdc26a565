// The auditor's and the operator's commands on a whole running service: what they find, and that
// whatever a superuser changes in the database is named.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "service/journal/signed_note.h"
#include "tests/integration/daemon/running_service.h"
#include "tests/support/wait.h"

namespace zonefactor::daemon_test {
namespace {

const std::string kProgram = std::string(ZF_PROGRAMS) + "/zonefactor";

class AuditCommands : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { service_ = std::make_unique<RunningService>(); }
  static void TearDownTestSuite() { service_.reset(); }

  // A journal with a login that counts, one that does not, and a full tile.
  static void SetUpOnce() {
    if (service_->running()) return;
    service_->start();
    // This hour's is kept now, and none in the midst of the entries that the tests change.
    ASSERT_TRUE(support::wait_until([] {
      return service_->postgres().sql("select count(*) > 0 from zonefactor.checkpoint",
                                      "zonefactor") == "t";
    }));
    service_->apply_facility(small_facility());
    httplib::Client terminal = service_->client("terminal");
    httplib::Client doors = service_->client("doors");
    doors.Post("/v1/events", passage("b1", 1, "ph-in", "04A1B2C3"), "application/json");
    for (int i = 0; i < 250; ++i)
      terminal.Post("/access/v1/evaluation", question(i == 0 ? "tanaka" : "suzuki"),
                    "application/json");
    const auto is_published = [] {
      return service_->postgres().sql(
                 "select (select size from zonefactor.log) = (select count(*) from "
                 "zonefactor.journal)",
                 "zonefactor") == "t";
    };
    ASSERT_TRUE(support::wait_until(is_published));
  }
  void SetUp() override { SetUpOnce(); }

  static support::RunResult zonefactor(std::vector<std::string> words) {
    words.insert(words.begin(), kProgram);
    support::ProcessOptions options;
    options.environment = {{"ZF_URL", fmt::format("http://127.0.0.1:{}", service_->port())},
                           {"ZF_KEY_AUDITOR", "zf_test_key_of_auditor"},
                           {"LANG", "en_US.UTF-8"}};
    options.working_directory = service_->directory().path();
    return support::run(words, options);
  }
  static support::RunResult fsck(std::vector<std::string> more = {}) {
    std::vector<std::string> words{
        "audit",      "fsck",
        "--facility", "chuo",
        "--database", service_->postgres().connection_string("zonefactor_service", "zonefactor")};
    words.insert(words.end(), more.begin(), more.end());
    return zonefactor(words);
  }
  static std::string index_of_login(const char* class_) {
    return service_->postgres().sql(
        fmt::format("select min(idx) from zonefactor.journal_text where type = 'login.decided' and "
                    "body like '%\"class\":\"{}\"%'",
                    class_),
        "zonefactor");
  }
  // Runs SQL as a superuser who has taken the triggers away, then checks, then undoes it.
  static support::RunResult fsck_after(const std::string& tampering) {
    service_->postgres().sql(
        "create schema kept; "
        "create table kept.journal as table zonefactor.journal; "
        "create table kept.tile as table zonefactor.tile; "
        "create table kept.log as table zonefactor.log; "
        "create table kept.checkpoint as table zonefactor.checkpoint; "
        "create table kept.names as table zonefactor.names; "
        "create table kept.journal_head as table zonefactor.journal_head; "
        "alter table zonefactor.journal disable trigger all; "
        "alter table zonefactor.journal_head disable trigger all; "
        "alter table zonefactor.tile disable trigger all; "
        "alter table zonefactor.log disable trigger all; "
        "alter table zonefactor.checkpoint disable trigger all; " +
            tampering,
        "zonefactor");
    auto result = fsck();
    std::string undo;
    for (const char* table : {"journal", "journal_head", "tile", "log", "checkpoint", "names"}) {
      undo += fmt::format(
          "delete from zonefactor.{0}; insert into zonefactor.{0} ({1}) select {1} "
          "from kept.{0}; ",
          table, columns(table));
    }
    service_->postgres().sql(undo + "drop schema kept cascade", "zonefactor");
    return result;
  }
  static std::string columns(const std::string& table) {
    return service_->postgres().sql(
        fmt::format("select string_agg(quote_ident(column_name), ',') from "
                    "information_schema.columns where table_schema = 'zonefactor' and table_name = "
                    "'{}'",
                    table),
        "zonefactor");
  }
  static void expect_found(const std::string& tampering, const std::string& words) {
    const auto result = fsck_after(tampering);
    EXPECT_EQ(result.status, 1) << tampering << "\n" << result.output;
    EXPECT_NE(result.output.find(words), std::string::npos) << tampering << "\n" << result.output;
  }

  static std::unique_ptr<RunningService> service_;
};
std::unique_ptr<RunningService> AuditCommands::service_;

TEST_F(AuditCommands, list_takes_time_person_place_and_verdict) {
  const auto count = [](const support::RunResult& result, const std::string& what) {
    EXPECT_EQ(result.status, 0) << result.output;
    std::size_t found = 0;
    for (std::size_t at = 0; (at = result.output.find(what, at)) != std::string::npos; ++at)
      ++found;
    return found;
  };
  const auto list = [](std::vector<std::string> more) {
    std::vector<std::string> words{"audit", "list", "--limit", "500"};
    words.insert(words.end(), more.begin(), more.end());
    return zonefactor(words);
  };
  EXPECT_EQ(count(list({"--type", "login.decided"}), "login.decided"), 250U);
  EXPECT_EQ(count(list({"--class", "zone_equivalent"}), "login.decided"), 1U);
  EXPECT_EQ(count(list({"--person", "p-tanaka", "--type", "login.decided"}), "login.decided"), 1U);
  EXPECT_EQ(count(list({"--person", "p-tanaka"}), "door.event"), 1U);
  EXPECT_EQ(count(list({"--zone", "dispensing"}), "door.event"), 1U);
  EXPECT_EQ(count(list({"--zone", "store", "--type", "door.event"}), "door.event"), 0U);
  EXPECT_EQ(count(list({"--terminal", "ph-t01"}), "login.decided"), 250U);
  EXPECT_EQ(count(list({"--reason", "presence_absent"}), "login.decided") +
                    count(list({"--reason", "presence_unknown"}), "login.decided") +
                    count(list({"--reason", "entry_unconfirmed"}), "login.decided") >
                0U,
            true);
  EXPECT_EQ(count(list({"--until", "2020-01-01"}), "chuo/"), 0U);
  EXPECT_EQ(list({"--person", "p-nobody"}).status, 2);
  EXPECT_EQ(list({"--since", "yesterday"}).status, 2);
  const auto read = service_->postgres().sql(
      "select count(*) from zonefactor.journal_text where type = 'audit.read' and body like "
      "'%p-tanaka%'",
      "zonefactor");
  EXPECT_EQ(read, "0") << "V2: the person's handle, never what the caller wrote";
}

TEST_F(AuditCommands, list_goes_on_where_a_page_ended) {
  const auto first = zonefactor({"audit", "list", "--limit", "2"});
  const std::size_t at = first.output.find("more: --from ");
  ASSERT_NE(at, std::string::npos) << first.output;
  std::string from = first.output.substr(at + 13);
  from.erase(from.find('\n'));
  EXPECT_NE(from.find('/'), std::string::npos) << from;
  const auto second = zonefactor({"audit", "list", "--limit", "2", "--from", from});
  EXPECT_EQ(second.status, 0) << second.output;
}

TEST_F(AuditCommands, show_tells_a_decision_in_both_languages) {
  const std::string entry = service_->written_log() + "/" + index_of_login("zone_equivalent");
  const auto english = zonefactor({"audit", "show", entry});
  EXPECT_EQ(english.status, 0) << english.output;
  for (const char* words : {"Equivalent to two factors", "tanaka", "Dispensing room", "C1 ", "C7 ",
                            "passage", "held by p-tanaka", "It was not judged again later."}) {
    EXPECT_NE(english.output.find(words), std::string::npos) << words << "\n" << english.output;
  }
  const auto japanese = zonefactor({"audit", "show", entry, "--lang", "ja"});
  EXPECT_NE(japanese.output.find("二要素相当"), std::string::npos) << japanese.output;
  EXPECT_NE(japanese.output.find("調剤室"), std::string::npos) << japanese.output;
  EXPECT_NE(zonefactor({"audit", "show", service_->written_log() + "/0"}).output.find("log.opened"),
            std::string::npos);
  EXPECT_EQ(zonefactor({"audit", "show", service_->written_log() + "/99999"}).status, 1);
  EXPECT_EQ(zonefactor({"audit", "show", "something"}).status, 2);
}

TEST_F(AuditCommands, a_proof_is_checked_and_a_stranger_checks_it_again) {
  const std::string entry = service_->written_log() + "/" + index_of_login("zone_equivalent");
  const auto proof = zonefactor({"audit", "proof", entry, "--out", "login"});
  ASSERT_EQ(proof.status, 0) << proof.output;
  const auto& directory = service_->directory();
  const auto keys = zonefactor({"audit", "key"});
  support::write_file(directory / "auditor.policy",
                      "log " + keys.output.substr(0, keys.output.find('\n')) + "\nquorum none\n");
  const auto verified = support::run(
      {std::string(ZF_PROGRAMS) + "/zonefactor-verify", "proof", directory / "login.tlog-proof",
       "--entry", directory / "login.entry", "--policy", directory / "auditor.policy"});
  EXPECT_EQ(verified.status, 0) << verified.output;
  const journal::VerifierKey stranger{
      "zonefactor/" + service_->written_log(), journal::KeyType::note,
      journal::PrivateKey(std::array<std::uint8_t, 32>{8}).public_key()};
  const auto other =
      zonefactor({"audit", "proof", entry, "--out", "other", "--log-key", stranger.text()});
  EXPECT_EQ(other.status, 1) << other.output;
  EXPECT_NE(other.output.find("not signed by the log's key"), std::string::npos) << other.output;
}

TEST_F(AuditCommands, replay_derives_every_decision_again) {
  const auto all = zonefactor({"audit", "replay"});
  EXPECT_EQ(all.status, 0) << all.output;
  EXPECT_NE(all.output.find("250 decisions"), std::string::npos) << all.output;
  const std::string first = service_->written_log() + "/" + index_of_login("zone_equivalent");
  const auto part = zonefactor({"audit", "replay", "--from", first, "--to", first});
  EXPECT_NE(part.output.find(" 1 decisions"), std::string::npos) << part.output;
}

TEST_F(AuditCommands, a_sample_is_drawn_again_by_whoever_has_its_seed) {
  const std::vector<std::string> words{"audit",   "sample", "--seed",  "seed-1",
                                       "--count", "3",      "--class", "zone_equivalent"};
  const auto one = zonefactor(words);
  EXPECT_EQ(one.status, 0) << one.output;
  EXPECT_NE(one.output.find("population  1 decisions of class zone_equivalent"), std::string::npos)
      << one.output;
  const auto drawn = [](const std::string& seed) {
    const auto result = zonefactor({"audit", "sample", "--seed", seed, "--count", "5"});
    EXPECT_EQ(result.status, 0) << result.output;
    return result.output.substr(result.output.find("proven"));
  };
  EXPECT_EQ(drawn("a"), drawn("a"));
  EXPECT_NE(drawn("a"), drawn("b"));
}

TEST_F(AuditCommands, fsck_says_that_everything_fits_also_to_a_reader) {
  const auto result = fsck();
  EXPECT_EQ(result.status, 0) << result.output;
  EXPECT_NE(result.output.find("everything fits"), std::string::npos) << result.output;
  const auto reader =
      zonefactor({"audit", "fsck", "--facility", "chuo", "--without-names", "--database",
                  service_->postgres().connection_string("zonefactor_reader", "zonefactor")});
  EXPECT_EQ(reader.status, 0) << reader.output;
  EXPECT_EQ(fsck({"--since-size", "256", "--json"}).status, 0);
  EXPECT_EQ(zonefactor({"audit", "fsck", "--facility", "other", "--database",
                        service_->postgres().connection_string("zonefactor_service", "zonefactor")})
                .status,
            2);
  EXPECT_EQ(zonefactor({"audit", "fsck", "--facility", "chuo", "--database",
                        "host=/nowhere dbname=zonefactor user=zonefactor_reader"})
                .status,
            3);
}

TEST_F(AuditCommands, V3_V7_whatever_is_changed_by_SQL_is_named) {
  ASSERT_EQ(service_->stop(), 0);
  const std::string leaf = "leaf = sha256('\\x00'::bytea || body)";
  expect_found("update zonefactor.journal set body = set_byte(body, 20, 35) where idx = 100",
               "entry 100: it does not have the hash");
  expect_found(
      "update zonefactor.journal set leaf = set_byte(leaf, 5, get_byte(leaf, 5) # 1) where "
      "idx = 100",
      "entry 100: it does not have the hash");
  const std::string both =
      "update zonefactor.journal set body = (select body from zonefactor.journal where idx = 101), "
      "recorded_at = (select recorded_at from zonefactor.journal where idx = 101) where idx = 100; "
      "update zonefactor.journal set " +
      leaf + " where idx = 100";
  expect_found(both, "entry 100: tile 0 of level 0");
  expect_found("delete from zonefactor.journal where idx = 100", "entry 100: it is missing");
  expect_found(
      "update zonefactor.journal set idx = 999999 where idx = 100; update zonefactor.journal set "
      "idx = "
      "100 where idx = 180; update zonefactor.journal set idx = 180 where idx = 999999",
      "entry 101: it is older than the entry before it");
  expect_found("update zonefactor.tile set hashes = set_byte(hashes, 64, get_byte(hashes, 64) # 1)",
               "entry 2: tile 0 of level 0");
  expect_found("delete from zonefactor.tile", "tile 0 of level 0 is missing");
  expect_found("update zonefactor.log set root = set_byte(root, 0, get_byte(root, 0) # 1)",
               "another log, size or root than its note");
  expect_found(
      "update zonefactor.checkpoint set note = set_byte(note, octet_length(note) - 20, 65); "
      "update zonefactor.log set note = set_byte(note, octet_length(note) - 20, 65)",
      "signature");
  expect_found(
      "delete from zonefactor.journal where idx = (select max(idx) from zonefactor.journal)",
      "it is missing");
  expect_found(
      "with two as (select handle, plain, row_number() over (order by handle) n from "
      "zonefactor.names where kind = 'number') update zonefactor.names set plain = other.plain "
      "from "
      "two, two other where names.handle = two.handle and other.n = 3 - two.n",
      "does not open the commitment");
  const std::string copy =
      "create table kept.one as select * from zonefactor.journal where idx = 99; "
      "update kept.one set idx = {}; insert into zonefactor.journal select * from kept.one";
  expect_found(
      "update zonefactor.journal set idx = idx + 1000000 where idx >= 100; "
      "update zonefactor.journal set idx = idx - 999999 where idx >= 1000000; " +
          fmt::format(fmt::runtime(copy), "100"),
      "entry 100: tile 0 of level 0");
  expect_found(fmt::format(fmt::runtime(copy), "(select next_index from zonefactor.journal_head)"),
               "it stands behind the journal's head");
  expect_found(
      "delete from zonefactor.journal where idx >= 200; "
      "update zonefactor.journal_head set next_index = 200",
      "is missing: the log ends here, and a checkpoint over");
  expect_found(
      "update zonefactor.tile set hashes = substring(hashes from 33 for 32) || "
      "substring(hashes for 32) || substring(hashes from 65)",
      "entry 0: tile 0 of level 0");
  expect_found(
      "create table kept.two as select * from zonefactor.tile; update kept.two set n = 1; "
      "insert into zonefactor.tile select * from kept.two",
      "tile 1 of level 0 is stored, and the log's");
  const auto with_notes = [](const std::string& from, const std::string& to) {
    std::string sql;
    for (const char* table : {"log", "checkpoint"})
      sql += fmt::format(
          "update zonefactor.{} set note = "
          "convert_to(regexp_replace(convert_from(note, 'UTF8'), '{}', '{}'), 'UTF8'); ",
          table, from, to);
    return sql;
  };
  expect_found(with_notes("^zonefactor/chuo", "zonefactor/kita"),
               "is stored with another log, size or root than its note says");
  expect_found(with_notes("\n\n.*", "\n\n"), "the checkpoint over");
  expect_found(with_notes("— zonefactor/chuo", "— zonefactor/kita"),
               "is signed by no key that the log names");
  EXPECT_EQ(fsck().status, 0) << "what was undone fits again";
}

}  // namespace
}  // namespace zonefactor::daemon_test
