// Logins: asked under handles, decided at the stamped time, parked where an entry is pending (rule
// P3).
#include <algorithm>
#include <utility>

#include "service/core/site.h"
#include "service/engine/recording.h"

namespace zonefactor::engine {

namespace {

constexpr std::chrono::milliseconds kLongestWait{3000};
constexpr std::size_t kUsualQuestionBytes = 128;

bool only_pending(const core::Decision& decision) {
  return decision.class_ == core::Class::undetermined &&
         decision.reasons == core::Reasons{core::Reason::entry_pending};
}

std::string content_of(const ports::LoginQuestion& question) {
  std::string text;
  text.reserve(kUsualQuestionBytes);
  text.append(question.terminal).append("\n").append(question.account).append("\n");
  text.append(core::name_of(question.action)).append("\n");
  text.append(std::to_string(question.amr.bits())).append("\n");
  if (question.session) text.append(*question.session);
  return text;
}

}  // namespace

core::LoginAttempt Engine::attempt_of(const ports::LoginQuestion& question) {
  core::LoginAttempt attempt;
  attempt.terminal = core::TerminalId(question.terminal);
  if (!state_->book.site().terminal(attempt.terminal)) {
    attempt.terminal = core::TerminalId(digests_.unknown("terminal", question.terminal));
  }
  const std::string* account = state_->names.handle_of(NameKind::account, question.account);
  attempt.account =
      core::AccountId(account ? *account : digests_.unknown("account", question.account));
  attempt.action = question.action;
  attempt.amr = question.amr;
  attempt.unknown_amr = question.unknown_amr;
  if (question.session) {
    attempt.session = core::SessionId(digests_.unknown("session", *question.session));
    sessions_.learn(*attempt.session, *question.session);
  }
  attempt.session_kind = question.session_kind;
  attempt.emergency = question.emergency;
  attempt.attests_console = question.attests_console;
  attempt.proof = question.proof;
  return attempt;
}

// Rule T1. What the caller named is recorded only where it is a terminal of ours; a flood of them
// is recorded within the budget of refusals.
void Engine::report_mismatch(const std::string& terminal, ports::Done<core::EntryRef> done) {
  if (turned_away(done)) return;
  bring_to_now();
  if (!refusals_.spend(now_)) {
    return done(ports::Unavailable{std::chrono::seconds(1),
                                   "more questions are refused per second than can be recorded"});
  }
  core::Finding finding;
  finding.kind = core::FindingKind::terminal_mismatch;
  finding.noticed = true;
  finding.at = now_;
  if (state_->book.site().terminal(core::TerminalId(terminal)) != nullptr) {
    finding.terminal = core::TerminalId(terminal);
  }
  reply(std::move(done), record(std::move(finding)).ref);
}

void Engine::ask(ports::LoginQuestion question, ports::Done<ports::LoginAnswer> done) {
  if (turned_away(done)) return;
  const std::string digest = digests_.tag("login", content_of(question));
  if (state_->quarantined.count(digest) != 0) {
    return done(ports::Unavailable{
        std::chrono::seconds(60),
        "this question stopped the service before and is taken no more; see its log"});
  }
  const InputNoted noted(parts_.crash_note, digest, {});
  bring_to_now();
  std::string request_tag;
  if (!question.request_id.empty()) {
    request_tag = digests_.tag("request", question.request_id);
    if (const auto* same = state_->recent.find(question.peer, request_tag, now_)) {
      return reply(std::move(done), ports::LoginAnswer(*same));
    }
    if (parked_.join(question.peer, request_tag, done)) return;
  }
  core::LoginAttempt attempt = attempt_of(question);
  if (core::is_enumerating(state_->book, attempt)) {
    return done(ports::Unavailable{std::chrono::seconds(60),
                                   "too many accounts were tried at this terminal; wait, or begin "
                                   "the sessions of those who logged in",
                                   true});
  }
  settle();
  core::Decision decision = core::decide(state_->book, attempt);
  if (question.wait.count() > 0 && only_pending(decision) && !parked_.full()) {
    return park(std::move(attempt), question, std::move(request_tag), decision, std::move(done));
  }
  reply(std::move(done), answer({std::move(attempt), std::move(decision), std::move(question.peer),
                                 std::move(request_tag)}));
}

void Engine::park(core::LoginAttempt attempt, const ports::LoginQuestion& question,
                  std::string request_tag, const core::Decision& decision,
                  ports::Done<ports::LoginAnswer> done) {
  std::chrono::milliseconds wait = std::min(question.wait, kLongestWait);
  if (decision.zone) {
    if (const auto* plan = state_->book.site().zone(*decision.zone)) {
      wait = std::min(wait,
                      std::chrono::duration_cast<std::chrono::milliseconds>(plan->zone.entry_wait));
    }
  }
  ParkedQuestion parked{0, std::move(attempt), question.peer, std::move(request_tag), {}};
  parked.dones.push_back(std::move(done));
  const std::uint64_t number = parked_.park(std::move(parked));
  after(wait, [this, number] {
    if (!recording()) return;
    bring_to_now();
    ask_parked_again(number);
  });
}

void Engine::ask_parked_again(std::uint64_t ended) {
  if (parked_.empty() || !core::is_settled(state_->book)) return;
  const auto settled = parked_.take_if([&](const ParkedQuestion& question) {
    return question.number == ended || !only_pending(core::decide(state_->book, question.attempt));
  });
  answer_all(settled);
}

void Engine::answer_parked() {
  bring_to_now();
  answer_all(parked_.take_if([](const ParkedQuestion&) { return true; }));
}

void Engine::answer_all(const std::list<ParkedQuestion>& questions) {
  if (!questions.empty()) settle();
  for (const ParkedQuestion& question : questions) {
    const ports::LoginAnswer one =
        answer({question.attempt, core::decide(state_->book, question.attempt), question.peer,
                question.request_tag});
    for (const auto& done : question.dones) reply(done, ports::LoginAnswer(one));
  }
}

ports::LoginAnswer Engine::answer(core::LoginDecided decided) {
  core::Entry entry = record(std::move(decided));
  return {std::move(std::get<core::LoginDecided>(entry.fact).decision), entry.ref,
          state_->configuration.head()};
}

}  // namespace zonefactor::engine
