#include "service/daemon/service_manager.h"

#include <fmt/format.h>
#include <systemd/sd-daemon.h>
#include <time.h>

namespace zonefactor::daemon {

namespace {

void notify(const std::string& state) {
  ::sd_notify(0, state.c_str());
}

std::uint64_t monotonic_us() {
  timespec now{};
  ::clock_gettime(CLOCK_MONOTONIC, &now);
  return static_cast<std::uint64_t>(now.tv_sec) * 1'000'000 +
         static_cast<std::uint64_t>(now.tv_nsec) / 1000;
}

}  // namespace

void ServiceManager::ready() {
  was_ready_ = true;
  notify("READY=1\nSTATUS=recording");
}

void ServiceManager::starting(const std::string& text) const {
  notify(fmt::format("EXTEND_TIMEOUT_USEC=30000000\nSTATUS={}", text));
}

void ServiceManager::reloading() const {
  if (was_ready_) notify(fmt::format("RELOADING=1\nMONOTONIC_USEC={}", monotonic_us()));
}

void ServiceManager::reloaded() {
  if (was_ready_) ready();
}

void ServiceManager::stopping() const {
  notify("STOPPING=1\nSTATUS=stopping");
}

void ServiceManager::alive() const {
  notify("WATCHDOG=1");
}

}  // namespace zonefactor::daemon
