// zonefactord: reads its configuration, builds the parts in order, runs, ends them in reverse
// order.
//
// Exit codes (interfaces.md section 1): 0 after SIGTERM with everything flushed; 2 for a bad
// configuration, one line per fault; 3 where the journal's head disagrees with this process; any
// other is a failure that a new start may mend.
#include <fmt/format.h>

#include <atomic>
#include <cstdlib>
#include <list>
#include <optional>
#include <stdexcept>
#include <stop_token>
#include <thread>
#include <vector>

#include "adapters/http/api.h"
#include "adapters/http/server.h"
#include "service/config/load.h"
#include "service/daemon/api_hooks.h"
#include "service/daemon/crash_notes.h"
#include "service/daemon/door_metrics.h"
#include "service/daemon/facility_runtime.h"
#include "service/daemon/from_config.h"
#include "service/daemon/logged_signals.h"
#include "service/daemon/pulse.h"
#include "service/daemon/signal_thread.h"
#include "service/daemon/supervisor.h"
#include "service/daemon/system_clock.h"

namespace zonefactor::daemon {

namespace {

constexpr int kExitFailure = 1;
constexpr int kExitConfiguration = 2;

// What is wrong with the configuration, on standard error, one line each.
class BadConfiguration : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

[[noreturn]] void refuse(const std::vector<files::Fault>& faults) {
  std::string lines;
  for (const files::Fault& fault : faults) lines += files::to_text(fault) + "\n";
  throw BadConfiguration(lines);
}

config::ConfigFile load(const std::string& path) {
  auto loaded = config::load_config(path);
  if (const auto* faults = std::get_if<std::vector<files::Fault>>(&loaded)) refuse(*faults);
  return std::get<config::ConfigFile>(std::move(loaded));
}

std::shared_ptr<const http::Peers> build_peers(const config::Config& config) {
  auto built = http::Peers::build(http_peers(config.peers));
  if (const auto* faults = std::get_if<std::vector<std::string>>(&built)) {
    std::string lines;
    for (const std::string& fault : *faults) lines += fault + "\n";
    throw BadConfiguration(lines);
  }
  return std::get<std::shared_ptr<const http::Peers>>(built);
}

std::vector<FacilitySecrets> read_all_secrets(const config::Config& config) {
  std::vector<FacilitySecrets> all;
  std::vector<files::Fault> faults;
  for (const config::FacilityService& facility : config.facilities) {
    auto read = read_secrets(config, facility);
    if (auto* secrets = std::get_if<FacilitySecrets>(&read)) {
      all.push_back(std::move(*secrets));
    } else {
      for (auto& fault : std::get<std::vector<files::Fault>>(read)) {
        faults.push_back(std::move(fault));
      }
    }
  }
  if (!faults.empty()) refuse(faults);
  return all;
}

http::ApiOptions api_options(const config::Config& config, ports::Clock& clock) {
  http::ApiOptions options;
  options.public_url = public_url(config);
  options.clock = &clock;
  options.max_in_flight_per_peer = static_cast<std::size_t>(config.limits.requests_per_peer);
  options.open_metrics = config.open_metrics;
  join_readers(options);
  return options;
}

std::vector<ports::Service*> build_facilities(const config::Config& config,
                                              const std::string& config_path,
                                              const std::vector<FacilitySecrets>& secrets,
                                              const Shared& shared,
                                              std::list<FacilityRuntime>& facilities) {
  std::vector<ports::Service*> services;
  for (std::size_t i = 0; i < config.facilities.size(); ++i) {
    try {
      facilities.emplace_back(config, config.facilities[i], secrets[i], shared);
    } catch (const std::invalid_argument& wrong) {
      throw BadConfiguration(fmt::format("{}: {}\n", config_path, wrong.what()));
    }
    services.push_back(&facilities.back().engine());
  }
  return services;
}

std::string metrics_of(const http::HttpServer& server, std::list<FacilityRuntime>& facilities) {
  std::string text = server.metrics();
  std::vector<const Doors*> doors;
  for (FacilityRuntime& facility : facilities) doors.push_back(&facility.doors());
  append_door_metrics(doors, text);
  return text;
}

int run(const std::string& config_path) {
  config::ConfigFile file = load(config_path);
  config::Config& config = file.config;
  const std::vector<FacilitySecrets> secrets = read_all_secrets(config);
  const auto peers = build_peers(config);

  Logger log;
  log.configure(config.log);
  for (const files::Warning& warning : file.warnings) {
    log.warn("configuration", fmt::format("line {}: {}", warning.line, warning.what));
  }
  CrashNotes notes(config.state_dir + "/crash-notes");
  for (const std::string& entry : notes.crashed_entries()) {
    log.error("service", fmt::format("an earlier start died replaying entry {}", entry));
  }

  Inbox inbox;
  const SignalThread signals(inbox);
  ServiceManager manager;
  SystemClock clock;
  std::atomic<int> exit_code{0};
  http::HttpLoop loop;
  LoggedSignals signal_sink(log);

  const Shared shared{clock, loop, signal_sink, notes, log, inbox, exit_code};
  std::list<FacilityRuntime> facilities;
  const auto services = build_facilities(config, config_path, secrets, shared, facilities);

  http::ApiOptions options = api_options(config, clock);
  http::HttpServer* counted = nullptr;  // the server asks the API for answers, so it comes later
  options.extra_metrics = [&] { return metrics_of(*counted, facilities); };
  http::Api api(std::move(options), services);
  api.set_peers(peers);
  http::HttpServer server(
      loop, server_options(config),
      [&api](const http::Request& request, http::Reply reply) {
        api.handle(request, std::move(reply));
      },
      [&api](const http::Request& head) { return api.body_allowance(head); });
  counted = &server;
  if (const auto fault = server.start()) throw BadConfiguration(*fault + "\n");

  Pulse pulse(facilities, loop, manager, inbox);
  loop.post([&] {
    CrashNotes::guard_thread();
    for (FacilityRuntime& facility : facilities) facility.engine().start();
    pulse.start();
  });
  Supervisor supervisor({config_path, config, loop, api, server, facilities, inbox, manager, log});
  // Joined however this function is left; what the loop uses stands above.
  std::jthread loop_thread([&](const std::stop_token& abandoned) {
    const std::stop_callback stop(abandoned, [&] { loop.stop(); });
    loop.run();
    inbox.put(Wish::loop_ended);
  });
  log.info("service", fmt::format("zonefactord {} serves {} facilities at {}", ZF_VERSION,
                                  facilities.size(), public_url(config)));

  supervisor.watch();
  const Supervisor::Stopped stopped = supervisor.stop();
  if (exit_code == 0 && !stopped.flushed) exit_code = kExitFailure;
  if (!stopped.idle) std::_Exit(exit_code);
  loop_thread.join();
  return exit_code;
}

std::optional<std::string> config_path_of(int argc, char** argv) {
  if (argc == 3 && std::string_view(argv[1]) == "--config") return argv[2];
  return std::nullopt;
}

}  // namespace

}  // namespace zonefactor::daemon

int main(int argc, char** argv) try {
  using namespace zonefactor::daemon;
  if (argc == 2 && std::string_view(argv[1]) == "--version") {
    fmt::print("zonefactord {}\n", ZF_VERSION);
    return 0;
  }
  const auto path = config_path_of(argc, argv);
  if (!path) {
    fmt::print(stderr, "usage: zonefactord --config FILE | --version\n");
    return kExitConfiguration;
  }
  return run(*path);
} catch (const zonefactor::daemon::BadConfiguration& bad) {
  fmt::print(stderr, "{}", bad.what());
  return zonefactor::daemon::kExitConfiguration;
} catch (const std::exception& failure) {
  fmt::print(stderr, "zonefactord: {}\n", failure.what());
  return zonefactor::daemon::kExitFailure;
}
