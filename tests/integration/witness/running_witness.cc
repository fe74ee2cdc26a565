#include "tests/integration/witness/running_witness.h"

#include <fmt/format.h>
#include <httplib.h>

#include <filesystem>
#include <stdexcept>

#include "service/journal/sha256.h"
#include "tests/support/wait.h"

namespace zonefactor::witness_test {

namespace {

namespace fs = std::filesystem;

Reply reply_of(const httplib::Result& result) {
  if (!result) return {};
  return {result->status, result->get_header_value("Content-Type"), result->body};
}

}  // namespace

std::string program() {
  return (fs::path(ZF_PROGRAMS) / "zonefactor-witness").string();
}

RunningWitness::RunningWitness(std::vector<witness::Settings::Log> logs,
                               const std::string& listener, const std::string& rest)
    : port_(support::free_port()) {
  fs::create_directory(directory_ / "state");
  std::string text = fmt::format(
      "[witness]\nname = \"witness.example/w1\"\nkey_file = \"witness.key\"\n"
      "state_dir = \"state\"\n[listener]\nport = {}\n{}\n",
      port_, listener);
  for (const auto& log : logs) {
    text += fmt::format("[[log]]\nvkey = \"{}\"\norigin = \"{}\"\n", log.key.text(), log.origin);
  }
  support::write_file(config(), text + rest);
  const auto made =
      support::run({program(), "key", "new", "--out", (directory_ / "witness.key").string()});
  if (made.status != 0) throw std::runtime_error(made.output);
  const auto said = support::run({program(), "vkey", "--config", config()});
  const auto key = journal::parse_verifier_key(said.output.substr(0, said.output.find('\n')));
  if (!key) throw std::runtime_error(said.output);
  key_ = *key;
}

void RunningWitness::come_up(const std::vector<std::string>& argv) {
  support::ProcessOptions options;
  options.output_file = directory_ / "witness.log";
  process_ = std::make_unique<support::Process>(argv, options);
  const bool up = support::wait_until(
      [this] { return !process_->running() || support::accepts_connections(port_); });
  if (!up || !process_->running()) throw std::runtime_error("it did not start:\n" + log());
}

void RunningWitness::start() {
  come_up({program(), "--config", config()});
}

void RunningWitness::start_under(const std::string& limit) {
  come_up({"bash", "-c", limit + " && exec \"$0\" --config \"$1\"", program(), config()});
}

void RunningWitness::kill9() {
  process_->signal(SIGKILL);
  process_->wait();
}

int RunningWitness::stop() {
  process_->signal(SIGTERM);
  return process_->wait().value_or(-1);
}

std::string RunningWitness::state_file(const std::string& origin, const std::string& ending) const {
  return (directory_ / "state" / (journal::hex(journal::sha256(origin)) + ending)).string();
}

std::string RunningWitness::log() const {
  const fs::path file = directory_ / "witness.log";
  return fs::exists(file) ? support::read_file(file) : "";
}

Reply RunningWitness::post(const std::string& body, const std::string& target) const {
  httplib::Client client("127.0.0.1", port_);
  return reply_of(client.Post(target.c_str(), body, "application/octet-stream"));
}

Reply RunningWitness::get(const std::string& target) const {
  httplib::Client client("127.0.0.1", port_);
  return reply_of(client.Get(target.c_str()));
}

Reply RunningWitness::latest(const std::string& origin) const {
  return get("/" + journal::hex(journal::sha256(origin)) + "/checkpoint");
}

}  // namespace zonefactor::witness_test
