// Logins that may wait until a pending entry is settled (rule P3). Bounded; nothing here is
// recorded.
#pragma once

#include <cstddef>
#include <cstdint>
#include <list>
#include <string>
#include <vector>

#include "service/core/attempt.h"
#include "service/ports/service.h"

namespace zonefactor::engine {

struct ParkedQuestion {
  std::uint64_t number = 0;
  core::LoginAttempt attempt;
  std::string peer;
  std::string request_tag;
  std::vector<ports::Done<ports::LoginAnswer>> dones;  // more than one: asked again under its id
};

class ParkedQuestions {
 public:
  static constexpr std::size_t kMost = 1024;

  bool full() const { return waiting_ >= kMost; }
  bool empty() const { return questions_.empty(); }
  std::size_t waiting() const { return waiting_; }

  // Returns the number under which it can be taken.
  std::uint64_t park(ParkedQuestion question);
  // Whether a question with this id is parked; `done` then waits with it.
  bool join(const std::string& peer, const std::string& request_tag,
            ports::Done<ports::LoginAnswer>& done);

  // Takes the questions that `settled` says need wait no longer, in the order they were parked.
  template <class Settled>
  std::list<ParkedQuestion> take_if(Settled settled) {
    std::list<ParkedQuestion> taken;
    for (auto it = questions_.begin(); it != questions_.end();) {
      const auto next = std::next(it);
      if (settled(*it)) {
        waiting_ -= it->dones.size();
        taken.splice(taken.end(), questions_, it);
      }
      it = next;
    }
    return taken;
  }

 private:
  std::list<ParkedQuestion> questions_;
  std::size_t waiting_ = 0;
  std::uint64_t last_number_ = 0;
};

}  // namespace zonefactor::engine
