#include "service/engine/recent_answers.h"

#include <utility>

namespace zonefactor::engine {

void RecentAnswers::keep(const std::string& peer, const std::string& request_tag, core::Instant at,
                         ports::LoginAnswer answer) {
  forget_before(at - kKept);
  std::string key = key_of(peer, request_tag);
  order_.emplace_back(at, key);
  answers_.insert_or_assign(std::move(key), Kept{at, std::move(answer)});
}

const ports::LoginAnswer* RecentAnswers::find(const std::string& peer,
                                              const std::string& request_tag,
                                              core::Instant now) const {
  const auto found = answers_.find(key_of(peer, request_tag));
  if (found == answers_.end() || found->second.at < now - kKept) return nullptr;
  return &found->second.answer;
}

void RecentAnswers::forget_before(core::Instant limit) {
  while (!order_.empty() && (order_.front().first < limit || order_.size() >= kMost)) {
    const auto found = answers_.find(order_.front().second);
    // The id may have been used again since; that answer has a place of its own further back.
    if (found != answers_.end() && found->second.at == order_.front().first) answers_.erase(found);
    order_.pop_front();
  }
}

}  // namespace zonefactor::engine
