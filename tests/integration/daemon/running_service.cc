#include "tests/integration/daemon/running_service.h"

#include <fmt/format.h>

#include <filesystem>
#include <map>
#include <sstream>
#include <stdexcept>

#include "service/journal/sha256.h"
#include "tests/support/wait.h"

namespace zonefactor::daemon_test {

namespace {

namespace fs = std::filesystem;
using support::Process;
using support::ProcessOptions;

const fs::path kPrograms = ZF_PROGRAMS;

std::string key_of(const std::string& role) {
  return "zf_test_key_of_" + role;
}

void write_secret(const fs::path& path, const std::string& text) {
  support::write_file(path, text);
  fs::permissions(path, fs::perms::owner_read | fs::perms::owner_write);
}

std::string peer(const std::string& role_name, const std::string& role, const std::string& rest) {
  return fmt::format(
      "[[peer]]\nname = \"{}\"\nfacility = \"chuo\"\nrole = \"{}\"\nkey_sha256 = \"{}\"\n{}\n",
      role_name, role, journal::hex(journal::sha256(key_of(role_name))), rest);
}

// libpq pairs into the members of [facility.storage].
std::string storage_members(const std::string& connection) {
  std::string members;
  std::istringstream pairs(connection);
  for (std::string pair; pairs >> pair;) {
    const std::size_t equals = pair.find('=');
    const std::string name = pair.substr(0, equals);
    std::string value = pair.substr(equals + 1);
    if (value.size() >= 2 && value.front() == '\'') value = value.substr(1, value.size() - 2);
    members += name == "port" ? fmt::format("port = {}\n", value)
                              : fmt::format("{} = \"{}\"\n", name, value);
  }
  return members;
}

}  // namespace

RunningService::RunningService(ServiceOptions options)
    : options_(std::move(options)), port_(support::free_port()) {
  postgres_.sql("create database zonefactor");
  const auto migrated = support::run({(kPrograms / "zonefactor").string(), "migrate",
                                      postgres_.connection_string("postgres", "zonefactor")});
  if (migrated.status != 0) throw std::runtime_error(migrated.output);
  write_secret(directory_ / "names.key", std::string(64, 'a'));
  write_config("zonefactord.toml", port_, "state");
}

void RunningService::write_config(const std::string& name, std::uint16_t port,
                                  const std::string& state) const {
  fs::create_directories(directory_ / state);
  std::string text = fmt::format(
      "[service]\nstate_dir = \"{}\"\n[log]\nformat = \"text\"\n[[listener]]\nport = {}\n"
      "[[facility]]\nid = \"chuo\"\nnames_key_file = \"names.key\"\n[facility.storage]\n{}{}\n",
      state, port, storage_members(postgres_.connection_string("zonefactor_service", "zonefactor")),
      options_.facility_tables);
  text += peer("terminal", "terminal", "terminals = [\"ph-t01\"]\nattests_console = true\n");
  text += peer("doors", "door_system", "controllers = [\"ctl-1\", \"ctl-2\"]\n");
  for (const char* role : {"admin", "auditor", "monitor"}) text += peer(role, role, "");
  support::write_file(directory_ / name, text);
}

void RunningService::start(bool ready) {
  ProcessOptions options;
  options.output_file = directory_ / "zonefactord.log";
  options.environment = environment_;
  process_ = std::make_unique<Process>(
      std::vector<std::string>{(kPrograms / "zonefactord").string(), "--config",
                               (directory_ / "zonefactord.toml").string()},
      options);
  const bool up = support::wait_until(
      [&] {
        return !process_->running() || (ready ? is_ready() : support::accepts_connections(port_));
      },
      std::chrono::seconds(60));
  if (!up || !process_->running()) throw std::runtime_error("zonefactord did not start:\n" + log());
}

bool RunningService::is_ready() {
  const auto answer = client("monitor").Get("/readyz");
  return answer && answer->status == 200;
}

void RunningService::kill9() {
  process_->signal(SIGKILL);
  process_->wait();
}

int RunningService::stop() {
  process_->signal(SIGTERM);
  return process_->wait(std::chrono::seconds(60)).value_or(-1);
}

void RunningService::restart() {
  const int exit_code = stop();
  if (exit_code != 0)
    throw std::runtime_error(fmt::format("the service ended with {}: {}", exit_code, log()));
  start();
}

std::unique_ptr<Process> RunningService::start_rival() {
  write_config("rival.toml", support::free_port(), "rival-state");
  return std::make_unique<Process>(std::vector<std::string>{
      (kPrograms / "zonefactord").string(), "--config", (directory_ / "rival.toml").string()});
}

httplib::Client RunningService::client(const std::string& role) const {
  httplib::Client client("127.0.0.1", port_);
  client.set_bearer_token_auth(key_of(role).c_str());
  client.set_keep_alive(true);
  client.set_tcp_nodelay(true);
  client.set_read_timeout(30);
  return client;
}

support::RunResult RunningService::zonefactor(const std::string& role,
                                              std::vector<std::string> arguments) const {
  arguments.insert(arguments.begin(), (kPrograms / "zonefactor").string());
  ProcessOptions options;
  options.environment["ZF_URL"] = fmt::format("http://127.0.0.1:{}", port_);
  options.working_directory = directory_.path();
  for (const char* variable : {"ZF_KEY_AUDITOR", "ZF_KEY_ADMIN"}) {
    if (!role.empty()) options.environment[variable] = key_of(role);
  }
  return support::run(arguments, options);
}

std::string RunningService::post(const std::string& role, const char* path,
                                 const std::string& body) const {
  const auto answer = client(role).Post(path, body, "application/json");
  if (!answer || answer->status != 200)
    throw std::runtime_error(
        fmt::format("{} was refused: {}", path, answer ? answer->body : log()));
  return answer->get_header_value("ZoneFactor-Entry");
}

void RunningService::ask(int times) const {
  httplib::Client terminal = client("terminal");
  for (int i = 0; i < times; ++i) {
    const auto answer =
        terminal.Post("/access/v1/evaluation", question("tanaka"), "application/json");
    if (!answer || answer->status != 200)
      throw std::runtime_error("a login was not answered: " + (answer ? answer->body : log()));
  }
}

std::string RunningService::written_log() {
  return "chuo/" + postgres_.sql("select next_year from zonefactor.journal_head", "zonefactor");
}

void RunningService::write_policy() const {
  const support::RunResult keys = zonefactor("auditor", {"audit", "key"});
  if (keys.status != 0) throw std::runtime_error("there is no log key: " + keys.output);
  support::write_file(directory_ / "auditor.policy", "log " + keys.output + "quorum none\n");
}

void RunningService::apply_facility(const std::string& toml) {
  const auto answer = client("admin").Put("/v1/facility", toml, "application/toml");
  if (!answer || answer->status != 200) {
    throw std::runtime_error("the facility was refused: " + (answer ? answer->body : log()));
  }
}

std::vector<std::string> RunningService::journal() {
  std::vector<std::string> rows;
  std::istringstream text(
      postgres_.sql("select idx || '|' || type || '|' || convert_from(body, 'UTF8') from "
                    "zonefactor.journal order by year, idx",
                    "zonefactor"));
  for (std::string row; std::getline(text, row);) rows.push_back(row);
  return rows;
}

std::string RunningService::log() const {
  return fs::exists(directory_ / "zonefactord.log")
             ? support::read_file(directory_ / "zonefactord.log")
             : "";
}

std::string small_facility() {
  return R"([facility]
id = "chuo"
name = { ja = "中央病院", en = "Chuo Hospital" }
time_zone = "Asia/Tokyo"
profile = "guideline"

[[zone]]
id = "dispensing"
name = { ja = "調剤室", en = "Dispensing room" }
basis = { kind = "law", text = "a dispensing room", review_due = 2099-03-31 }
exit = "identified"

[[zone]]
id = "store"
name = { ja = "倉庫", en = "Store" }
basis = { kind = "law", text = "a store", review_due = 2099-03-31 }
exit = "identified"

[[controller]]
id = "ctl-1"

[[controller]]
id = "ctl-2"

[[door]]
id = "ph-door"
controller = "ctl-1"
sides = ["outside", "dispensing"]
contact = true

[[access_point]]
id = "ph-in"
door = "ph-door"
to = "dispensing"
methods = [["card"]]
card_read = "cryptographic"

[[access_point]]
id = "ph-out"
door = "ph-door"
to = "outside"
methods = [["card"]]
card_read = "cryptographic"

[[door]]
id = "x-door"
controller = "ctl-2"
sides = ["outside", "store"]
contact = true

[[access_point]]
id = "x-in"
door = "x-door"
to = "store"
methods = [["card"]]

[[access_point]]
id = "x-out"
door = "x-door"
to = "outside"
methods = [["card"]]

[[terminal]]
id = "ph-t01"
zone = "dispensing"
placement = "fixed"
methods = ["pwd", "otp"]
step_up = ["otp"]

[[person]]
id = "p-tanaka"
kind = "staff"
accounts = ["tanaka"]

[[person]]
id = "p-suzuki"
kind = "staff"
accounts = ["suzuki"]

[[credential]]
id = "card-tanaka"
person = "p-tanaka"
kind = "card"
number = "04A1B2C3"

[[credential]]
id = "card-suzuki"
person = "p-suzuki"
kind = "card"
number = "04B7D1E9"

[[designation]]
person = "p-tanaka"
zone = "dispensing"

[[designation]]
person = "p-suzuki"
zone = "dispensing"
)";
}

std::string question(const std::string& account) {
  return fmt::format(
      R"({{"subject":{{"type":"user","id":"{}"}},"action":{{"name":"login"}},"resource":{{"type":"terminal","id":"ph-t01"}},"context":{{"amr":["pwd"]}}}})",
      account);
}

std::string passage(const std::string& boot, std::uint64_t seq, const std::string& point,
                    const std::string& number) {
  return fmt::format(
      R"([{{"controller":"{}","boot":"{}","seq":{},"kind":"access_taken","access_point":"{}","credential":"{}"}}])",
      point.front() == 'x' ? "ctl-2" : "ctl-1", boot, seq, point, number);
}

}  // namespace zonefactor::daemon_test
