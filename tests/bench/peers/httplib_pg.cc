// The peer most C++ programmers would write: cpp-httplib, a pool of PostgreSQL connections, and for
// each request one look-up and one durable insert of a row as large as ours.
//
// It is given what it needs to be fast: a thread per connection (the library's own pool of a few
// threads would leave most keep-alive connections unserved), TCP_NODELAY, prepared statements, the
// fast JSON parser. Prints "ready" once it listens; ends on SIGTERM.
#include <httplib.h>
#include <libpq-fe.h>
#include <simdjson.h>

#include <condition_variable>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace {

constexpr int kThreads = 600;

[[noreturn]] void die(const std::string& why) {
  std::fprintf(stderr, "httplib_pg: %s\n", why.c_str());
  std::exit(1);
}

class Pool {
 public:
  Pool(const std::string& conninfo, int size) {
    for (int i = 0; i < size; ++i) {
      PGconn* connection = PQconnectdb(conninfo.c_str());
      if (PQstatus(connection) != CONNECTION_OK) die(PQerrorMessage(connection));
      prepare(connection, "look_up", "SELECT person, zone FROM peer.presence WHERE account = $1");
      prepare(connection, "record",
              "INSERT INTO peer.decision (person, zone, outcome, leaf, body) VALUES ($1, $2, 1, "
              "decode(repeat('ab', 32), 'hex'), $3)");
      free_.push_back(connection);
    }
  }

  PGconn* take() {
    std::unique_lock lock(mutex_);
    returned_.wait(lock, [this] { return !free_.empty(); });
    PGconn* connection = free_.back();
    free_.pop_back();
    return connection;
  }

  void give_back(PGconn* connection) {
    {
      std::lock_guard lock(mutex_);
      free_.push_back(connection);
    }
    returned_.notify_one();
  }

 private:
  static void prepare(PGconn* connection, const char* name, const char* sql) {
    PGresult* result = PQprepare(connection, name, sql, 0, nullptr);
    if (PQresultStatus(result) != PGRES_COMMAND_OK) die(PQerrorMessage(connection));
    PQclear(result);
  }

  std::mutex mutex_;
  std::condition_variable returned_;
  std::vector<PGconn*> free_;
};

// Asks the database; false where it failed.
bool decide(PGconn* connection, const std::string& account, const std::string& body,
            bool& present) {
  const char* look_up[] = {account.c_str()};
  PGresult* found = PQexecPrepared(connection, "look_up", 1, look_up, nullptr, nullptr, 0);
  if (PQresultStatus(found) != PGRES_TUPLES_OK) {
    PQclear(found);
    return false;
  }
  present = PQntuples(found) == 1;
  const std::string person = present ? PQgetvalue(found, 0, 0) : "0";
  const std::string zone = present ? PQgetvalue(found, 0, 1) : "0";
  PQclear(found);
  const char* record[] = {person.c_str(), zone.c_str(), body.c_str()};
  PGresult* recorded = PQexecPrepared(connection, "record", 3, record, nullptr, nullptr, 0);
  const bool durable = PQresultStatus(recorded) == PGRES_COMMAND_OK;
  PQclear(recorded);
  return durable;
}

constexpr std::string_view kAllow =
    R"({"decision":true,"context":{"class":"zone_equivalent","outcome":"allow","reasons":[],)"
    R"("factors":{"entry":["possession"],"terminal":["knowledge"]},)"
    R"("acr":"urn:zonefactor:acr:two-factor-equivalent","valid_until":"2026-11-22T23:00:01+09:00"}})";
constexpr std::string_view kStepUp =
    R"({"decision":false,"context":{"class":"not_equivalent","outcome":"step_up","reasons":["presence_absent"]}})";

httplib::Server* g_server = nullptr;

}  // namespace

int main(int argc, char** argv) {
  if (argc != 6) die("usage: httplib_pg PORT CONNINFO POOL BODY_BYTES KEY");
  Pool pool(argv[2], std::atoi(argv[3]));
  const std::size_t body_bytes = std::strtoul(argv[4], nullptr, 10);
  const std::string bearer = std::string("Bearer ") + argv[5];

  httplib::Server server;
  server.new_task_queue = [] { return new httplib::ThreadPool(kThreads); };
  server.set_keep_alive_max_count(1'000'000'000);
  server.set_keep_alive_timeout(60);
  server.set_tcp_nodelay(true);
  server.Post("/access/v1/evaluation",
              [&](const httplib::Request& request, httplib::Response& response) {
                if (request.get_header_value("Authorization") != bearer) {
                  response.status = 401;
                  return;
                }
                thread_local simdjson::dom::parser parser;
                simdjson::dom::element question;
                std::string_view account;
                if (parser.parse(request.body).get(question) != simdjson::SUCCESS ||
                    question["subject"]["id"].get(account) != simdjson::SUCCESS) {
                  response.status = 400;
                  return;
                }
                std::string body(request.body);
                body.resize(body_bytes, ' ');
                bool present = false;
                PGconn* connection = pool.take();
                const bool durable = decide(connection, std::string(account), body, present);
                pool.give_back(connection);
                if (!durable) {
                  response.status = 503;
                  return;
                }
                const std::string_view answer = present ? kAllow : kStepUp;
                response.set_content(answer.data(), answer.size(), "application/json");
              });

  g_server = &server;
  std::signal(SIGTERM, [](int) { g_server->stop(); });
  if (!server.bind_to_port("127.0.0.1", std::atoi(argv[1]))) die("the port is taken");
  std::puts("ready");
  std::fflush(stdout);
  server.listen_after_bind();
}
