// A real PostgreSQL cluster of a test's own.
#include "tests/support/postgres_server.h"

#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>

#include <fstream>
#include <sstream>
#include <stdexcept>

#include "tests/support/wait.h"

// Read by the leak sanitizer, where there is one. libpqxx 6.4 loses one empty result whenever a
// connection breaks during a prepared statement; nothing else may leak.
extern "C" const char* __lsan_default_suppressions() {
  return "leak:pqxx::connection_base::exec_prepared\n";
}

namespace zonefactor::support {
namespace {

constexpr const char* kUser = "postgres";

std::string program(const std::string& name) {
  return std::string(ZF_POSTGRES_BIN "/") + name;
}

// PostgreSQL writes its own state into the eighth line of this file, its process id into the first.
bool says_ready(const std::filesystem::path& pid_file, pid_t pid) {
  std::ifstream in(pid_file);
  std::string line;
  for (int number = 1; std::getline(in, line); ++number) {
    if (number == 1 && line != std::to_string(pid)) return false;
    if (number == 8) return line.starts_with("ready");
  }
  return false;
}

std::vector<pid_t> children_of(pid_t pid) {
  const auto text = std::to_string(pid);
  std::ifstream in("/proc/" + text + "/task/" + text + "/children");
  std::vector<pid_t> children;
  for (pid_t child = 0; in >> child;) children.push_back(child);
  return children;
}

}  // namespace

PostgresServer::PostgresServer(PostgresOptions options)
    : options_(std::move(options)), directory_(kUser), port_(free_port()) {
  const auto data = (directory_ / "data").string();
  const auto made = run({program("initdb"), "-D", data, "-U", kUser, "-E", "UTF8", "--locale=C",
                         "--auth-local=trust", "--auth-host=scram-sha-256", "--no-sync", "-k"},
                        {.working_directory = directory_.path(), .user = kUser});
  if (made.status != 0) throw std::runtime_error("initdb failed:\n" + made.output);
  start();
}

PostgresServer::~PostgresServer() {
  if (!running()) return;
  postmaster_->signal(SIGQUIT);
  if (!postmaster_->wait()) kill9();
}

void PostgresServer::start() {
  if (running()) return;
  const auto data = directory_ / "data";
  std::vector<std::string> argv{
      program("postgres"), "-D", data.string(), "-k", directory_.path().string(), "-h",
      options_.tcp ? "127.0.0.1" : "", "-p", std::to_string(port_), "-c",
      options_.fsync ? "fsync=on" : "fsync=off",
      // As safe as flushing file by file, and ten times as quick after kill9.
      "-c", "recovery_init_sync_method=syncfs"};
  for (const auto& setting : options_.settings) {
    argv.emplace_back("-c");
    argv.push_back(setting);
  }
  postmaster_ =
      std::make_unique<Process>(argv, ProcessOptions{.output_file = directory_ / "log",
                                                     .working_directory = directory_.path(),
                                                     .user = kUser});
  const bool settled = wait_until(
      [&] {
        return !postmaster_->running() || says_ready(data / "postmaster.pid", postmaster_->pid());
      },
      60s);
  if (!settled || !running()) throw std::runtime_error("PostgreSQL did not start:\n" + log());
}

void PostgresServer::stop(PostgresStop how) {
  if (!running()) return;
  postmaster_->signal(how == PostgresStop::fast ? SIGINT : SIGQUIT);
  if (!postmaster_->wait(60s)) throw std::runtime_error("PostgreSQL did not stop:\n" + log());
}

void PostgresServer::kill9() {
  if (!running()) return;
  // Backends hold the shared memory until they are gone, and a new postmaster refuses to start
  // beside them. As orphans they become ours, so that their end can be waited for.
  ::prctl(PR_SET_CHILD_SUBREAPER, 1);
  ::kill(postmaster_->pid(), SIGSTOP);
  const auto backends = children_of(postmaster_->pid());
  for (const pid_t backend : backends) ::kill(backend, SIGKILL);
  postmaster_->signal(SIGKILL);
  postmaster_->wait();
  for (const pid_t backend : backends) ::waitpid(backend, nullptr, 0);
  ::prctl(PR_SET_CHILD_SUBREAPER, 0);
}

bool PostgresServer::running() {
  return postmaster_ && postmaster_->running();
}

std::string PostgresServer::connection_string(const std::string& user,
                                              const std::string& database) const {
  return "host=" + directory_.path().string() + " port=" + std::to_string(port_) +
         " dbname=" + database + " user=" + user;
}

std::string PostgresServer::tcp_connection_string(const std::string& user,
                                                  const std::string& password,
                                                  const std::string& database) const {
  return "host=127.0.0.1 port=" + std::to_string(port_) + " dbname=" + database + " user=" + user +
         " password=" + password;
}

std::string PostgresServer::sql(const std::string& text, const std::string& database) {
  auto done = run({program("psql"), "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d",
                   connection_string(kUser, database)},
                  {.input = text});
  if (done.status != 0) throw std::runtime_error("psql: " + done.output);
  if (done.output.ends_with('\n')) done.output.pop_back();
  return done.output;
}

std::string PostgresServer::log() const {
  return read_file(directory_ / "log");
}

}  // namespace zonefactor::support
