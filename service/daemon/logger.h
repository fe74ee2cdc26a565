// The service's log on standard error: one line per event, as JSON or as text for people.
//
// Promise: no secret, card number or name of a person is ever passed in (their places in the code
// never have them); whatever is passed in stays on its one line. Any thread.
#pragma once

#include <atomic>
#include <memory>
#include <string_view>

#include "service/config/config.h"

namespace spdlog {
class logger;
}

namespace zonefactor::daemon {

class Logger {
 public:
  Logger();

  // At a reload too.
  void configure(const config::Log& options);

  // `about`: the part of the service, e.g. "facility chuo", "mqtt", "http".
  void say(config::LogLevel level, std::string_view about, std::string_view what) const;
  void info(std::string_view about, std::string_view what) const {
    say(config::LogLevel::info, about, what);
  }
  void warn(std::string_view about, std::string_view what) const {
    say(config::LogLevel::warning, about, what);
  }
  void error(std::string_view about, std::string_view what) const {
    say(config::LogLevel::error, about, what);
  }

 private:
  std::shared_ptr<spdlog::logger> logger_;
  std::atomic<config::LogFormat> format_{config::LogFormat::json};
};

}  // namespace zonefactor::daemon
