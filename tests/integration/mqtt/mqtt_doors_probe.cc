// A subscriber that never records: prints what it hears, and on SIGTERM what `stop` says.
//
//   mqtt_doors_probe hold|unavailable PORT PASSWORD_FILE
//
// `hold` leaves every message without an answer, `unavailable` answers that it could not be
// recorded.
#include <fmt/format.h>

#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "adapters/mqtt/mqtt_doors.h"
#include "adapters/profiles/zonefactor_event.h"
#include "tests/unit/mqtt/held_service.h"

namespace zonefactor::mqtt {
namespace {

void print(const std::string& line) {
  std::fputs((line + "\n").c_str(), stdout);
  std::fflush(stdout);
}

ports::DoorMessage decode(std::string_view controller, std::string_view payload) {
  print(fmt::format("heard {}", payload));
  const core::ControllerId id{std::string(controller)};
  return profiles::decode_event(payload, &id, core::Origin::open);
}

int run(std::string_view mode, const std::string& port, const std::string& password_file) {
  sigset_t wanted;
  sigemptyset(&wanted);
  sigaddset(&wanted, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &wanted, nullptr);  // before there are threads, which inherit it

  HeldService service;
  ThreadLoop loop;
  if (mode == "unavailable") service.answer_all(ports::Unavailable{});
  Options options;
  options.broker = "tcp://127.0.0.1:" + port;
  options.facility = "chuo";
  options.client_id = "zf-doors";
  options.user = "zonefactor-service";
  options.password_file = password_file;
  MqttDoors doors(options, decode, loop, service, print);
  doors.start();
  int signal = 0;
  sigwait(&wanted, &signal);
  const bool over = doors.stop(std::chrono::steady_clock::now() + std::chrono::milliseconds{500});
  print(over ? "all over" : "in hand");
  std::_Exit(0);
}

}  // namespace
}  // namespace zonefactor::mqtt

int main(int argc, char** argv) {
  if (argc != 4) return 2;
  return zonefactor::mqtt::run(argv[1], argv[2], argv[3]);
}
