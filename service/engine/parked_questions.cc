#include "service/engine/parked_questions.h"

#include <utility>

namespace zonefactor::engine {

std::uint64_t ParkedQuestions::park(ParkedQuestion question) {
  question.number = ++last_number_;
  waiting_ += question.dones.size();
  questions_.push_back(std::move(question));
  return last_number_;
}

bool ParkedQuestions::join(const std::string& peer, const std::string& request_tag,
                           ports::Done<ports::LoginAnswer>& done) {
  if (request_tag.empty()) return false;
  for (ParkedQuestion& question : questions_) {
    if (question.peer != peer || question.request_tag != request_tag) continue;
    question.dones.push_back(std::move(done));
    ++waiting_;
    return true;
  }
  return false;
}

}  // namespace zonefactor::engine
