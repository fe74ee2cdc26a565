// zonefactor-witness: an auditor's or a sister hospital's machine that cosigns logs' checkpoints.
//
// Exit codes: 0 after SIGTERM with every answer sent; 2 for wrong use, a bad configuration or a
// damaged state file, one line per fault; 1 for any other failure.
#include <fmt/format.h>
#include <pthread.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <stdexcept>
#include <thread>

#include "adapters/http/loop.h"
#include "adapters/http/server.h"
#include "service/witness/key_file.h"
#include "service/witness/log_lines.h"
#include "service/witness/routes.h"
#include "service/witness/settings.h"
#include "service/witness/state_directory.h"
#include "service/witness/witness.h"

namespace zonefactor::witness {
namespace {

constexpr int kFailure = 1;
constexpr int kWrongUse = 2;
constexpr std::chrono::seconds kGrace{5};

constexpr const char* kExamples = R"(Examples:
  A key, once, and the line that others write into their policies:
    zonefactor-witness key new --out /etc/zonefactor-witness/witness.key
    zonefactor-witness vkey --config /etc/zonefactor-witness/witness.toml

  Cosigning, until SIGTERM:
    zonefactor-witness --config /etc/zonefactor-witness/witness.toml

  After a cosignature under a wrong clock, with the witness stopped:
    zonefactor-witness redate --config /etc/zonefactor-witness/witness.toml --origin ORIGIN

docs/witness.md has the configuration file, member by member.)";

// One line for each fault, on standard error.
class Refused : public std::runtime_error {
 public:
  explicit Refused(const std::vector<files::Fault>& faults) : runtime_error(lines_of(faults)) {}

 private:
  static std::string lines_of(const std::vector<files::Fault>& faults) {
    std::string lines;
    for (const files::Fault& fault : faults) lines += files::to_text(fault) + "\n";
    return lines;
  }
};

template <class Value, class Result>
Value taken(Result result) {
  if (auto* fault = std::get_if<files::Fault>(&result)) throw Refused({*fault});
  return std::get<Value>(std::move(result));
}

Settings settings_of(const std::string& path) {
  auto loaded = load_settings(path);
  if (const auto* faults = std::get_if<std::vector<files::Fault>>(&loaded)) throw Refused(*faults);
  return std::get<Settings>(std::move(loaded));
}

Identity identity_of(const Settings& settings) {
  return {settings.name, taken<journal::PrivateKey>(read_key_file(settings.key_file)), [] {
            return std::int64_t{
                std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now())
                    .time_since_epoch()
                    .count()};
          }};
}

http::ServerOptions server_options(const Settings& settings) {
  http::ServerOptions options;
  http::ListenerOptions listener{settings.address, settings.port, std::nullopt};
  if (settings.tls) {
    listener.tls.emplace();
    listener.tls->certificate_file = settings.tls->cert_file;
    listener.tls->key_file = settings.tls->key_file;
  }
  options.listeners.push_back(std::move(listener));
  options.limits.body_bytes = journal::kMaxWitnessRequestBytes;
  options.limits.connections = static_cast<std::size_t>(settings.connections);
  options.limits.handshake = settings.handshake_timeout;
  options.limits.idle = settings.idle_timeout;
  options.limits.request = settings.request_timeout;
  options.limits.write = settings.write_timeout;
  return options;
}

// Blocked here and in every thread made later: one of them waits for these signals.
sigset_t await_end_signals() {
  // A peer that hangs up, or a limit on the size of files, is an error of that write.
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGTERM);
  sigaddset(&set, SIGINT);
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
  return set;
}

int serve(const std::string& config_path) {
  const Settings settings = settings_of(config_path);
  Identity identity = identity_of(settings);
  const journal::VerifierKey own = identity.verifier();
  const sigset_t end_signals = await_end_signals();
  const auto state =
      taken<std::unique_ptr<StateDirectory>>(StateDirectory::open(settings.state_dir, own));
  Witness witness(std::move(identity), settings.logs, *state);
  if (const auto faults = witness.faults(); !faults.empty()) throw Refused(faults);

  LogLines log;
  http::HttpLoop loop;
  http::HttpServer server(
      loop, server_options(settings), routes(witness, log),
      [](const http::Request&) -> http::BodyAllowance { return journal::kMaxWitnessRequestBytes; });
  if (const auto fault = server.start()) {
    throw Refused({{config_path, 0, *fault, "change [listener]"}});
  }
  log.say(fmt::format("{} cosigns {} log keys on port {}", own.text(), settings.logs.size(),
                      settings.port));
  std::thread loop_thread([&loop] { loop.run(); });
  int number = 0;
  while (sigwait(&end_signals, &number) != 0) {
  }
  loop.post([&] { server.stop(kGrace, [&loop] { loop.stop(); }); });
  loop_thread.join();
  log.say("stopped");
  return 0;
}

int redate(const std::string& config_path, const std::string& origin) {
  const Settings settings = settings_of(config_path);
  Identity identity = identity_of(settings);
  const auto state = taken<std::unique_ptr<StateDirectory>>(
      StateDirectory::open(settings.state_dir, identity.verifier()));
  Witness witness(std::move(identity), settings.logs, *state);
  const auto done = taken<Witness::Redated>(witness.redate(origin));
  fmt::print("{}: what was cosigned last, {} entries, was dated {} and is now dated {}\n", origin,
             done.size, done.before, done.after);
  return 0;
}

int print_vkey(const std::string& config_path) {
  fmt::print("{}\n", identity_of(settings_of(config_path)).verifier().text());
  return 0;
}

int make_key(const std::string& path) {
  if (const auto fault = make_key_file(path)) throw Refused({*fault});
  fmt::print(stderr, "{} holds a new key; name it in the configuration as key_file\n", path);
  return 0;
}

int run(int argc, char** argv) {
  std::string config_path;
  std::string key_path;
  std::string origin;
  CLI::App app{"Cosigns the checkpoints of logs, each root and size once (C2SP tlog-witness)."};
  app.name("zonefactor-witness");
  app.footer(kExamples);
  app.set_version_flag("--version", "zonefactor-witness " ZF_VERSION);
  app.require_subcommand(0, 1);
  CLI::Option* config = app.add_option("--config", config_path,
                                       "The configuration file (TOML); cosigns until SIGTERM");

  CLI::App* vkey = app.add_subcommand("vkey", "Print the witness's public key, for policies");
  vkey->add_option("--config", config_path, "The configuration file (TOML)")->required();
  CLI::App* redated = app.add_subcommand(
      "redate", "Date the last cosignature of a log anew, where the clock was wrong");
  redated->add_option("--config", config_path, "The configuration file (TOML)")->required();
  redated->add_option("--origin", origin, "The log's origin")->required();
  CLI::App* key = app.add_subcommand("key", "The witness's own key");
  key->require_subcommand(1);
  CLI::App* new_key = key->add_subcommand("new", "Make a private key in a new file");
  new_key->add_option("--out", key_path, "The file, which is not there yet")->required();

  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& wrong) {
    return app.exit(wrong) == 0 ? 0 : kWrongUse;
  }
  if (new_key->parsed()) return make_key(key_path);
  if (vkey->parsed()) return print_vkey(config_path);
  if (redated->parsed()) return redate(config_path, origin);
  if (config->count() == 0) {
    fmt::print(stderr, "{}", app.help());
    return kWrongUse;
  }
  return serve(config_path);
}

}  // namespace
}  // namespace zonefactor::witness

int main(int argc, char** argv) {
  try {
    return zonefactor::witness::run(argc, argv);
  } catch (const zonefactor::witness::Refused& refused) {
    std::fputs(refused.what(), stderr);
    return zonefactor::witness::kWrongUse;
  } catch (const std::exception& failure) {
    std::fputs(fmt::format("zonefactor-witness: {}\n", failure.what()).c_str(), stderr);
    return zonefactor::witness::kFailure;
  }
}
