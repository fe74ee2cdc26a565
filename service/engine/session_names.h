// The plain session ids behind the digests in recent entries, so that a signal can name the session
// to its terminal. Memory only and bounded: after a restart a signal names its terminal and the
// digest.
#pragma once

#include <cstddef>
#include <deque>
#include <string>
#include <unordered_map>

#include "service/core/ids.h"

namespace zonefactor::engine {

class SessionNames {
 public:
  static constexpr std::size_t kMost = 65536;

  void learn(const core::SessionId& digest, const std::string& plain) {
    if (!plains_.emplace(digest, plain).second) return;
    order_.push_back(digest);
    if (order_.size() <= kMost) return;
    plains_.erase(order_.front());
    order_.pop_front();
  }
  core::SessionId plain_of(const core::SessionId& digest) const {
    const auto found = plains_.find(digest);
    return found == plains_.end() ? digest : core::SessionId(found->second);
  }

 private:
  std::unordered_map<core::SessionId, std::string> plains_;
  std::deque<core::SessionId> order_;
};

}  // namespace zonefactor::engine
