// The log of the running service as strangers see it, and what becomes of one that was changed, set
// back or killed at any moment.
#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <map>
#include <random>
#include <thread>

#include "service/journal/checkpoint.h"
#include "service/journal/cosignature.h"
#include "service/journal/log_proof.h"
#include "service/journal/log_tree.h"
#include "service/journal/signed_note.h"
#include "tests/integration/daemon/running_service.h"
#include "tests/support/wait.h"

namespace zonefactor::daemon_test {
namespace {

using namespace std::chrono_literals;

constexpr const char* kLog = "/log/chuo/";

// The fiscal year that the service writes.
std::string year_of(RunningService& service) {
  return service.postgres().sql("select next_year from zonefactor.journal_head", "zonefactor");
}

journal::Checkpoint read_checkpoint(const std::string& bytes) {
  const auto note = journal::parse_note(bytes);
  EXPECT_TRUE(note) << bytes;
  return journal::parse_checkpoint(note.value().text).value();
}

std::optional<journal::Checkpoint> published(RunningService& service, const std::string& year) {
  const auto answer = service.client("terminal").Get(kLog + year + "/checkpoint");
  if (!answer || answer->status != 200) return std::nullopt;
  return read_checkpoint(answer->body);
}

std::uint64_t rows(RunningService& service) {
  return std::stoull(
      service.postgres().sql("select count(*) from zonefactor.journal", "zonefactor"));
}

void wait_until_published(RunningService& service, const std::string& year, std::uint64_t size) {
  ASSERT_TRUE(support::wait_until([&] {
    const auto now = published(service, year);
    return now && now->size >= size;
  }));
}

// The root of the first `size` entries, from the stored bodies.
journal::Digest root_of(const std::vector<std::string>& journal_rows, std::uint64_t size) {
  journal::CompactRange range;
  for (std::uint64_t i = 0; i < size; ++i) {
    const std::string& row = journal_rows.at(i);
    const std::size_t body = row.find('|', row.find('|') + 1) + 1;
    range.append(journal::leaf_hash(std::string_view(row).substr(body)));
  }
  return range.root();
}

TEST(ServiceLog, V3_a_stranger_reads_hashes_and_only_an_auditor_reads_entries) {
  RunningService service;
  service.start();
  service.apply_facility(small_facility());
  service.ask(260);
  const std::string year = year_of(service);
  wait_until_published(service, year, rows(service));
  httplib::Client stranger("127.0.0.1", service.port());
  const std::string log = kLog + year;
  const auto get = [&](httplib::Client& client, const std::string& path) {
    const auto answer = client.Get(log + path);
    EXPECT_TRUE(answer) << path;
    return *answer;
  };
  const auto checkpoint = get(stranger, "/checkpoint");
  EXPECT_EQ(checkpoint.get_header_value("Content-Type"), "text/plain; charset=utf-8");
  EXPECT_EQ(checkpoint.get_header_value("Cache-Control"), "public, max-age=1");
  const journal::Checkpoint now = read_checkpoint(checkpoint.body);
  const auto journal_rows = service.journal();
  EXPECT_EQ(now.root, root_of(journal_rows, now.size));

  const auto tile = get(stranger, "/tile/0/000");
  EXPECT_EQ(tile.status, 200);
  EXPECT_EQ(tile.get_header_value("Content-Type"), "application/octet-stream");
  EXPECT_EQ(tile.get_header_value("Cache-Control"), "public, max-age=31536000, immutable");
  EXPECT_EQ(journal::parse_tile(tile.body).value().size(), 256U);
  const auto proof = journal::parse_log_proof(get(stranger, "/proof/3").body);
  ASSERT_TRUE(proof);
  const journal::Checkpoint proven = read_checkpoint(proof->checkpoint);
  EXPECT_TRUE(journal::is_included(journal::parse_tile(tile.body)->at(3), 3, proven.size,
                                   proof->hashes, proven.root));

  EXPECT_EQ(get(stranger, "/tile/entries/000").status, 401);
  httplib::Client terminal = service.client("terminal");
  EXPECT_EQ(get(terminal, "/tile/entries/000").status, 403);
  httplib::Client auditor = service.client("auditor");
  const auto bundle = get(auditor, "/tile/entries/000");
  EXPECT_EQ(bundle.status, 200);
  EXPECT_EQ(bundle.get_header_value("Cache-Control"), "private, max-age=31536000, immutable");
  EXPECT_EQ(journal::parse_bundle(bundle.body).value().size(), 256U);
  for (const char* path : {"/tile/0/0", "/tile/0/000.p/256", "/tile/0/000.p/0", "/tile/00/000",
                           "/tile/0/x000/000", "/tile/0/999", "/tile/64/000", "/proof/99999999",
                           "/proof/03", "/checkpoint/", "/", "/tile/entries/000.p/0"}) {
    EXPECT_EQ(get(auditor, path).status, 404) << path;
  }
  EXPECT_EQ(stranger.Get("/log/other/" + year + "/checkpoint")->status, 404);
  EXPECT_EQ(stranger.Get("/log/chuo/02026/checkpoint")->status, 404);
  EXPECT_EQ(stranger.Post(log + "/checkpoint")->status, 405);
  EXPECT_EQ(service.stop(), 0);
}

// At any moment: what was published stays true, no index is lost or doubled, and no size ever has
// two roots.
TEST(ServiceLog, V3_killed_at_any_moment_no_size_gets_two_roots_and_no_index_is_lost) {
  RunningService service;
  service.start();
  service.apply_facility(small_facility());
  const std::string year = year_of(service);
  std::map<std::uint64_t, std::string> seen;  // size to root, from whatever was given out
  const auto see = [&](const journal::Checkpoint& checkpoint) {
    const auto [at, is_new] = seen.emplace(checkpoint.size, journal::hex(checkpoint.root));
    EXPECT_EQ(at->second, journal::hex(checkpoint.root)) << checkpoint.size;
    (void)is_new;
  };
  std::mt19937 dice(7);
  const char* const length = std::getenv("ZONEFACTOR_TEST_LENGTH");
  const int rounds = length != nullptr && std::string_view(length) == "full" ? 100 : 12;
  for (int round = 0; round < rounds; ++round) {
    std::atomic<bool> stop{false};
    std::vector<std::thread> load;
    for (int i = 0; i < 3; ++i) {
      load.emplace_back([&] {
        httplib::Client client = service.client("terminal");
        while (!stop)
          (void)client.Post("/access/v1/evaluation", question("tanaka"), "application/json");
      });
    }
    const auto until =
        std::chrono::steady_clock::now() + std::chrono::milliseconds(200 + dice() % 1500);
    while (std::chrono::steady_clock::now() < until) {
      if (const auto checkpoint = published(service, year)) see(*checkpoint);
    }
    service.kill9();
    stop = true;
    for (std::thread& thread : load) thread.join();
    service.start();
  }
  EXPECT_GT(seen.size(), 10U);
  wait_until_published(service, year, rows(service));
  see(published(service, year).value());
  EXPECT_EQ(service.stop(), 0);
  const auto journal_rows = service.journal();
  for (std::size_t i = 0; i < journal_rows.size(); ++i)
    ASSERT_EQ(journal_rows[i].substr(0, journal_rows[i].find('|')), std::to_string(i));
  for (const auto& [size, root] : seen)
    EXPECT_EQ(journal::hex(root_of(journal_rows, size)), root) << size;
}

// As a restored backup is: rows, head, tiles and checkpoints of an earlier moment.
void set_back(RunningService& service, std::uint64_t to, bool with_checkpoints) {
  const std::string size = std::to_string(to);
  std::string frontier;
  journal::CompactRange range;
  const auto journal_rows = service.journal();
  for (std::uint64_t i = 0; i < to; ++i) {
    const std::string& row = journal_rows.at(i);
    range.append(
        journal::leaf_hash(std::string_view(row).substr(row.find('|', row.find('|') + 1) + 1)));
  }
  for (const journal::Digest& hash : range.hashes()) frontier += journal::hex(hash);
  std::string sql =
      "alter table zonefactor.journal disable trigger all;"
      "alter table zonefactor.journal_head disable trigger all;"
      "delete from zonefactor.journal where idx >= " +
      size +
      ";"
      "update zonefactor.journal_head set next_index = " +
      size + ", frontier = '\\x" + frontier +
      "', last_recorded_at = (select max(recorded_at) from zonefactor.journal);";
  if (with_checkpoints) {
    sql +=
        "alter table zonefactor.log disable trigger all; delete from zonefactor.log;"
        "alter table zonefactor.checkpoint disable trigger all; delete from zonefactor.checkpoint;";
  }
  service.postgres().sql(sql, "zonefactor");
}

std::optional<int> exit_of_start(RunningService& service) {
  try {
    service.start();
  } catch (const std::runtime_error&) {
    return service.process().wait();
  }
  return std::nullopt;
}

TEST(ServiceLog, V3_a_restored_older_database_does_not_start_even_with_its_older_checkpoints) {
  RunningService service;
  service.start();
  service.apply_facility(small_facility());
  service.ask(30);
  const std::string year = year_of(service);
  wait_until_published(service, year, rows(service));
  EXPECT_EQ(service.stop(), 0);
  set_back(service, rows(service) - 5, true);
  EXPECT_EQ(exit_of_start(service), 3);
  EXPECT_NE(service.log().find("an older state of the database was restored"), std::string::npos);
}

TEST(ServiceLog, V3_a_changed_entry_with_its_hash_and_frontier_does_not_start) {
  RunningService service;
  service.start();
  service.apply_facility(small_facility());
  service.ask(10);
  wait_until_published(service, year_of(service), rows(service));
  EXPECT_EQ(service.stop(), 0);
  service.postgres().sql(
      "alter table zonefactor.journal disable trigger all;"
      "update zonefactor.journal set body = convert_to(replace(convert_from(body, 'UTF8'), "
      "'\"terminal\":\"ph-t01\"', '\"terminal\":\"ph-t02\"'), 'UTF8') where type = 'login.decided';"
      "update zonefactor.journal set leaf = sha256('\\x00'::bytea || body);"
      "alter table zonefactor.journal_head disable trigger all;"
      "update zonefactor.journal_head set frontier = '';",
      "zonefactor");
  EXPECT_EQ(exit_of_start(service), 3);
  EXPECT_NE(service.log().find("is another one than its checkpoint"), std::string::npos)
      << service.log();
}

TEST(ServiceLog, the_logs_key_is_never_made_anew_once_it_has_signed) {
  RunningService service;
  service.start();
  wait_until_published(service, year_of(service), 1);
  EXPECT_EQ(service.stop(), 0);
  std::filesystem::rename(service.directory() / "state/log-keys/chuo.pem",
                          service.directory() / "state/log-keys/away.pem");
  EXPECT_EQ(exit_of_start(service), 2);
  EXPECT_NE(service.log().find("the key that signed this facility's checkpoints is not there"),
            std::string::npos);
}

}  // namespace
}  // namespace zonefactor::daemon_test
