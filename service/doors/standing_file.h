// How far each simulated controller has come, kept in a file so that the next run continues as a
// restarted controller does: a new boot that names the one before it.
//
// Promise: a number is in the file before its event is sent; a crash in between leaves a gap and
// never the same number twice. Any thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <mutex>
#include <string>

namespace zonefactor::doors {

struct ControllerStanding {
  std::uint32_t run = 0;  // how often it has booted
  std::string boot;       // empty: never
  std::uint64_t seq = 0;  // the last number used in `boot`
};

class StandingFile {
 public:
  // Reads `path` where it exists; throws std::runtime_error where it cannot be read as such a file.
  // Empty: nothing is kept.
  explicit StandingFile(std::filesystem::path path);

  ControllerStanding of(const std::string& controller) const;
  // Throws std::runtime_error where the file cannot be written.
  void put(const std::string& controller, const ControllerStanding& standing);

 private:
  void read();
  void write() const;

  const std::filesystem::path path_;
  mutable std::mutex mutex_;
  std::map<std::string, ControllerStanding> standings_;
};

}  // namespace zonefactor::doors
