#include "service/daemon/logger.h"

#include <fmt/format.h>
#include <spdlog/logger.h>
#include <spdlog/sinks/stdout_sinks.h>

#include <chrono>
#include <iterator>
#include <string>

namespace zonefactor::daemon {

namespace {

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out.append({'\\', c});
    } else if (static_cast<unsigned char>(c) < 0x20) {
      fmt::format_to(std::back_inserter(out), "\\u{:04x}", static_cast<unsigned>(c));
    } else {
      out += c;
    }
  }
  return out;
}

std::string now_text() {
  const auto now = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
  return core::format_rfc3339(now, core::TimeZone{});
}

spdlog::level::level_enum level_of(config::LogLevel level) {
  switch (level) {
    case config::LogLevel::debug:
      return spdlog::level::debug;
    case config::LogLevel::info:
      return spdlog::level::info;
    case config::LogLevel::warning:
      return spdlog::level::warn;
    case config::LogLevel::error:
      return spdlog::level::err;
  }
  __builtin_unreachable();
}

}  // namespace

Logger::Logger()
    : logger_(std::make_shared<spdlog::logger>("zonefactor",
                                               std::make_shared<spdlog::sinks::stderr_sink_mt>())) {
  logger_->set_pattern("%v");
}

void Logger::configure(const config::Log& options) {
  logger_->set_level(level_of(options.level));
  format_ = options.format;
}

void Logger::say(config::LogLevel level, std::string_view about, std::string_view what) const {
  if (!logger_->should_log(level_of(level))) return;
  const std::string line =
      format_ == config::LogFormat::json
          ? fmt::format(R"({{"at":"{}","level":"{}","about":"{}","what":"{}"}})", now_text(),
                        core::name_of(level), escaped(about), escaped(what))
          : fmt::format("{} {:<7} {}: {}", now_text(), core::name_of(level), escaped(about),
                        escaped(what));
  logger_->log(level_of(level), spdlog::string_view_t(line.data(), line.size()));
}

}  // namespace zonefactor::daemon
