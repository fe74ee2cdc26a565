// Answers of the last ten minutes that carried a request id, so that the same question asked again
// gets the same entry (interfaces.md section 4). Bounded: beyond its size the oldest are forgotten.
#pragma once

#include <cstddef>
#include <deque>
#include <string>
#include <unordered_map>

#include "service/core/time.h"
#include "service/ports/service.h"

namespace zonefactor::engine {

class RecentAnswers {
 public:
  static constexpr core::Duration kKept = std::chrono::minutes(10);
  static constexpr std::size_t kMost = 32768;

  void keep(const std::string& peer, const std::string& request_tag, core::Instant at,
            ports::LoginAnswer answer);
  // Null where this peer asked nothing under that id within the time kept before `now`.
  const ports::LoginAnswer* find(const std::string& peer, const std::string& request_tag,
                                 core::Instant now) const;

 private:
  struct Kept {
    core::Instant at;
    ports::LoginAnswer answer;
  };
  static std::string key_of(const std::string& peer, const std::string& request_tag) {
    return peer + "\n" + request_tag;
  }
  void forget_before(core::Instant limit);

  std::deque<std::pair<core::Instant, std::string>> order_;
  std::unordered_map<std::string, Kept> answers_;
};

}  // namespace zonefactor::engine
