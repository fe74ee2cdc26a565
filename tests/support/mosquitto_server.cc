// A real mosquitto broker of a test's own.
#include "tests/support/mosquitto_server.h"

#include <unistd.h>

#include <stdexcept>

#include "tests/support/wait.h"

namespace zonefactor::support {
namespace {

std::string default_config(const MosquittoOptions& options) {
  std::string config =
      "per_listener_settings false\n"
      "listener @PORT@ 127.0.0.1\n"
      "persistence true\n"
      "persistence_location @DIR@/data/\n"
      "log_dest stdout\n"
      "log_type all\n"
      "max_queued_messages 0\n"
      "max_inflight_messages 200\n"
      "set_tcp_nodelay true\n";
  config += options.users.empty() ? "allow_anonymous true\n"
                                  : "allow_anonymous false\npassword_file @DIR@/passwords\n";
  if (!options.acl.empty()) config += "acl_file @DIR@/acl\n";
  // As root it would become user mosquitto, which cannot write into our directory.
  if (::geteuid() == 0) config += "user root\n";
  return config;
}

void replace_all(std::string& text, const std::string& from, const std::string& to) {
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
}

void write_passwords(const std::filesystem::path& file,
                     const std::map<std::string, std::string>& users) {
  std::string lines;
  for (const auto& [name, password] : users) lines += name + ":" + password + "\n";
  write_file(file, lines);
  const auto hashed = run({ZF_MOSQUITTO_PASSWD, "-U", file.string()});
  if (hashed.status != 0) throw std::runtime_error("mosquitto_passwd failed:\n" + hashed.output);
}

}  // namespace

MosquittoServer::MosquittoServer(const MosquittoOptions& options) : port_(free_port()) {
  std::filesystem::create_directory(directory_ / "data");
  if (!options.users.empty()) write_passwords(directory_ / "passwords", options.users);
  if (!options.acl.empty()) write_file(directory_ / "acl", options.acl);
  auto config = options.config.empty() ? default_config(options) : options.config;
  config += "\n" + options.extra;
  replace_all(config, "@PORT@", std::to_string(port_));
  replace_all(config, "@DIR@", directory_.path().string());
  write_file(directory_ / "mosquitto.conf", config);
  start();
}

MosquittoServer::~MosquittoServer() {
  kill9();
}

void MosquittoServer::start() {
  if (running()) return;
  broker_ = std::make_unique<Process>(
      std::vector<std::string>{ZF_MOSQUITTO, "-c", (directory_ / "mosquitto.conf").string()},
      ProcessOptions{.output_file = directory_ / "log"});
  const bool settled =
      wait_until([&] { return !broker_->running() || accepts_connections(port_); });
  if (!settled || !running()) throw std::runtime_error("mosquitto did not start:\n" + log());
}

void MosquittoServer::stop() {
  if (!running()) return;
  broker_->signal(SIGTERM);
  if (!broker_->wait()) throw std::runtime_error("mosquitto did not stop:\n" + log());
}

void MosquittoServer::kill9() {
  if (!running()) return;
  broker_->signal(SIGKILL);
  broker_->wait();
}

bool MosquittoServer::running() {
  return broker_ && broker_->running();
}

std::string MosquittoServer::log() const {
  return read_file(directory_ / "log");
}

}  // namespace zonefactor::support
