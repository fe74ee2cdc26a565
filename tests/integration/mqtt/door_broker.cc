// Starting brokers, publishers and subscribers, and reading what the broker noted of them.
#include "tests/integration/mqtt/door_broker.h"

#include <fmt/format.h>

#include <regex>
#include <set>
#include <stdexcept>
#include <utility>

#include "adapters/profiles/zonefactor_event.h"
#include "tests/support/wait.h"

namespace zonefactor::mqtt {

using namespace std::chrono_literals;

namespace {

constexpr const char* kServiceUser = "zonefactor-service";

support::MosquittoOptions broker_options(const std::string& more_rules) {
  support::MosquittoOptions options;
  options.users = {{"ctl-1", "ctl-1"}, {"ctl-2", "ctl-2"}, {kServiceUser, kServiceUser}};
  options.acl = deployed("acl.example") + more_rules;
  // On standard error the broker notes what it does at once, and the tests wait for what it notes.
  options.config =
      "listener @PORT@ 127.0.0.1\n"
      "allow_anonymous false\n"
      "password_file @DIR@/passwords\n"
      "acl_file @DIR@/acl\n"
      "persistence true\n"
      "persistence_location @DIR@/data/\n"
      "autosave_on_changes true\n"
      "autosave_interval 1\nmax_inflight_messages 1\n"
      "log_dest stderr\n"
      "log_type all\n"
      "user root\n";
  return options;
}

ports::DoorMessage decode(std::string_view controller, std::string_view payload) {
  const core::ControllerId id{std::string(controller)};
  return profiles::decode_event(payload, &id, core::Origin::open);
}

}  // namespace

std::string event_topic(std::string_view controller) {
  return fmt::format("zonefactor/1/chuo/{}/event", controller);
}

std::string status_topic(std::string_view controller) {
  return fmt::format("zonefactor/1/chuo/{}/status", controller);
}

std::string event(int seq) {
  return fmt::format(R"({{"boot":"b1","seq":{},"kind":"door_opened","door":"d-1"}})", seq);
}

std::string deployed(std::string_view name) {
  return support::read_file(std::filesystem::path(ZF_BROKER_FILES) / name);
}

DoorBroker::DoorBroker(const std::string& more_rules) : server_(broker_options(more_rules)) {
  support::write_file(secrets_ / "service", std::string(kServiceUser) + "\n");
}

Options DoorBroker::options() const {
  Options options;
  options.broker = fmt::format("tcp://127.0.0.1:{}", server_.port());
  options.facility = "chuo";
  options.client_id = "zf-doors";
  options.user = kServiceUser;
  options.password_file = password_file();
  options.origin = core::Origin::bound;
  options.reconnect = {20ms, 200ms};
  options.record = {5ms, 50ms};
  return options;
}

std::vector<std::string> DoorBroker::client(const std::string& program,
                                            const std::string& user) const {
  return {program, "-h", "127.0.0.1", "-p", std::to_string(server_.port()), "-u", user,
          "-P",    user, "-q",        "1"};
}

support::RunResult DoorBroker::publish(const std::string& user, const std::string& topic,
                                       std::string_view payload,
                                       const std::vector<std::string>& more) const {
  auto argv = client(ZF_MOSQUITTO_PUB, user);
  argv.insert(argv.end(), {"-t", topic, "-s"});
  argv.insert(argv.end(), more.begin(), more.end());
  return support::run(argv, {.input = std::string(payload)});
}

std::unique_ptr<support::Process> DoorBroker::subscribe(
    const std::string& user, const std::string& topic, const std::vector<std::string>& more) const {
  auto argv = client(ZF_MOSQUITTO_SUB, user);
  argv.insert(argv.end(), {"-t", topic, "-v"});
  argv.insert(argv.end(), more.begin(), more.end());
  return std::make_unique<support::Process>(argv);
}

std::string DoorBroker::retained(const std::string& topic) const {
  auto argv = client(ZF_MOSQUITTO_SUB, kServiceUser);
  argv.insert(argv.end(), {"-t", topic, "-C", "1", "-W", "1", "--retained-only"});
  return support::run(argv).output;
}

std::unique_ptr<support::Process> DoorBroker::probe(const std::string& mode) const {
  return std::make_unique<support::Process>(
      std::vector<std::string>{ZF_PROBE, mode, std::to_string(server_.port()), password_file()});
}

std::size_t DoorBroker::sent(std::string_view controller) const {
  const std::regex line(
      fmt::format("Sending PUBLISH to zf-doors [^\n]*'{}'", event_topic(controller)));
  const std::string log = server_.log();
  return static_cast<std::size_t>(
      std::distance(std::sregex_iterator(log.begin(), log.end(), line), std::sregex_iterator()));
}

std::size_t DoorBroker::acknowledged(std::string_view controller) const {
  // The broker notes the number of a message where it sends it, and again where it is acknowledged.
  const std::regex line(
      fmt::format("Sending PUBLISH to zf-doors \\(d[01], q1, r[01], m([0-9]+), '{}'"
                  "|(New client connected from [^\n]* as zf-doors)"
                  "|Received PUBACK from zf-doors \\(Mid: ([0-9]+),",
                  event_topic(controller)));
  const std::string log = server_.log();
  std::set<std::string> open;
  std::size_t count = 0;
  for (std::sregex_iterator it(log.begin(), log.end(), line), end; it != end; ++it) {
    if ((*it)[1].matched) open.insert((*it)[1]);
    if ((*it)[2].matched) open.clear();
    if ((*it)[3].matched) count += open.erase((*it)[3]);
  }
  return count;
}

Doors::Doors(const Options& options)
    : doors_(options, decode, loop_, service_, [this](const std::string& line) {
        const std::lock_guard lock(mutex_);
        said_ += line + "\n";
      }) {
  doors_.start();
}

Doors::~Doors() {
  stop();
}

bool Doors::stop() {
  if (std::exchange(stopped_, true)) return true;
  service_.answer_all(accepted());
  return doors_.stop(std::chrono::steady_clock::now() + 20s);
}

bool Doors::connected() {
  return support::wait_until([this] { return metrics().connected.load(); });
}

std::vector<int> Doors::heard() const {
  std::vector<int> numbers;
  for (const auto& heard : service_.heard()) {
    if (!heard.message) continue;
    const auto* report = std::get_if<ports::DoorReport>(&*heard.message);
    numbers.push_back(report ? static_cast<int>(report->observation.seq) : -1);
  }
  return numbers;
}

std::string Doors::said() const {
  const std::lock_guard lock(mutex_);
  return said_;
}

Authority::Authority() {
  const auto made = support::run({ZF_OPENSSL, "req", "-x509", "-newkey", "ec", "-pkeyopt",
                                  "ec_paramgen_curve:P-256", "-nodes", "-keyout", path("ca.key"),
                                  "-out", ca_file(), "-subj", "/CN=test authority", "-days", "2"});
  if (made.status != 0) throw std::runtime_error(made.output);
}

void Authority::issue(const std::string& name, const std::string& common_name,
                      const std::string& alternative) {
  const auto made = support::run({ZF_OPENSSL,
                                  "req",
                                  "-x509",
                                  "-CA",
                                  ca_file(),
                                  "-CAkey",
                                  path("ca.key"),
                                  "-newkey",
                                  "ec",
                                  "-pkeyopt",
                                  "ec_paramgen_curve:P-256",
                                  "-nodes",
                                  "-keyout",
                                  path(name + ".key"),
                                  "-out",
                                  path(name + ".pem"),
                                  "-subj",
                                  "/CN=" + common_name,
                                  "-days",
                                  "2",
                                  "-addext",
                                  "basicConstraints=critical,CA:FALSE",
                                  "-addext",
                                  "subjectAltName=" + alternative});
  if (made.status != 0) throw std::runtime_error(made.output);
}

support::RunResult publish_securely(const std::vector<std::string>& identity,
                                    const Authority& authority, const std::string& topic,
                                    std::string_view payload) {
  std::vector<std::string> argv{
      ZF_MOSQUITTO_PUB,    "-h", "127.0.0.1", "-V", "mqttv5", "-q", "1", "--cafile",
      authority.ca_file(), "-t", topic,       "-s"};
  argv.insert(argv.end(), identity.begin(), identity.end());
  return support::run(argv, {.input = std::string(payload)});
}

Options secure_options(const Authority& authority, std::uint16_t port, const std::string& name) {
  Options options;
  options.broker = fmt::format("ssl://127.0.0.1:{}", port);
  options.facility = "chuo";
  options.client_id = "zf-doors";
  options.tls =
      Tls{authority.ca_file(), authority.path(name + ".pem"), authority.path(name + ".key")};
  options.reconnect = {20ms, 200ms};
  return options;
}

}  // namespace zonefactor::mqtt
