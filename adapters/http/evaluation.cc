// The AuthZEN evaluation endpoints: a question or a batch of them to the service, and back.
//
// Under `execute_all` all questions go at once and share a commit. The other two semantics ask one
// after the other, as what is not to be answered must not be recorded as answered.
#include <algorithm>

#include "adapters/http/api_state.h"
#include "adapters/http/json_text.h"

namespace zonefactor::http {
namespace {

constexpr std::string_view kNotYourTerminal = "this peer may not speak for this terminal";

core::TerminalProof proof_of(const Caller& caller) {
  if (caller.peer->role == Role::gateway) return core::TerminalProof::gateway;
  return caller.by_certificate ? core::TerminalProof::certificate : core::TerminalProof::key;
}

// What the channel says of the question (rules T1, T3).
void add_caller(ports::LoginQuestion& question, const Call& call) {
  question.proof = proof_of(call.caller);
  question.attests_console = call.caller.peer->attests_console;
  question.peer = call.caller.peer->name;
  question.request_id = call.exchange->request_id;
}

// An id names one question, so a caller that uses one id for two of them gets two answers and never
// the first one's for the second: what is asked is made part of the id. Waiting is no part of it.
void bind_to_question(ports::LoginQuestion& question, std::size_t item) {
  if (question.request_id.empty()) return;
  std::string& id = question.request_id;
  id += '#';
  append_number(id, item);
  for (const std::string& part :
       {question.terminal, question.account, question.session.value_or(std::string())}) {
    id += '#';
    append_number(id, part.size());
    id += ':';
    id += part;
  }
  for (const std::uint64_t part :
       {static_cast<std::uint64_t>(question.action), question.amr.bits(),
        static_cast<std::uint64_t>(question.unknown_amr),
        static_cast<std::uint64_t>(question.emergency), static_cast<std::uint64_t>(question.proof),
        question.session_kind ? static_cast<std::uint64_t>(*question.session_kind) + 1 : 0}) {
    id += '#';
    append_number(id, part);
  }
}

constexpr std::size_t kUsualAnswerBytes = 512;
constexpr std::string_view kEntryHeader = "ZoneFactor-Entry: ";

}  // namespace

// A batch under way: what is asked, and what of it is answered so far.
struct Api::State::Batch {
  ExchangePtr exchange;
  ports::Service* service = nullptr;
  Questions questions;
  std::vector<std::optional<ports::LoginAnswer>> answers;  // by item; none for an item at fault
  std::size_t answered = 0;                                // items from the front, or in all
  std::optional<ports::Unavailable> unavailable;
  std::chrono::milliseconds wait_left = kMaxWait;  // for the items together

  // Whether `result` says that nothing was recorded; then the whole batch is answered so.
  template <class T>
  bool note_unavailable(const std::variant<T, ports::Unavailable>& result) {
    const auto* away = std::get_if<ports::Unavailable>(&result);
    if (away != nullptr) unavailable = *away;
    return away != nullptr;
  }
  bool allowed(std::size_t item) const {
    return answers[item] && answers[item]->decision.outcome == core::Outcome::allow;
  }
  // Whether nothing after `item` is to be asked.
  bool ends_at(std::size_t item) const {
    switch (questions.semantic) {
      case Semantic::execute_all:
        return false;
      case Semantic::deny_on_first_deny:
        return !allowed(item);
      case Semantic::permit_on_first_permit:
        return allowed(item);
    }
    return true;
  }
};

void Api::State::evaluate(const Call& call, bool batch) {
  if (!is_json(call)) return;
  auto read = read_questions(reader_, call.request.body, batch);
  if (const auto* malformed = std::get_if<Malformed>(&read)) {
    return answer(call.exchange, error_response(400, malformed->why));
  }
  auto& questions = std::get<Questions>(read);
  for (std::size_t i = 0; i < questions.items.size(); ++i) {
    auto* question = std::get_if<ports::LoginQuestion>(&questions.items[i]);
    if (question == nullptr) continue;
    if (!Peers::speaks_for_terminal(*call.caller.peer, question->terminal)) {
      questions.items[i] =
          ItemFault{403, std::string(kNotYourTerminal), std::move(question->terminal)};
      continue;
    }
    add_caller(*question, call);
    bind_to_question(*question, i);
  }
  if (!questions.single) return ask_batch(call, std::move(questions));
  if (const auto* fault = std::get_if<ItemFault>(&questions.items.front())) {
    return refuse_single(call, *fault);
  }
  ask_single(call, std::move(std::get<ports::LoginQuestion>(questions.items.front())));
}

void Api::State::refuse_single(const Call& call, const ItemFault& fault) {
  Response refusal = error_response(fault.status, fault.message);
  if (fault.foreign_terminal.empty()) return answer(call.exchange, std::move(refusal));
  call.service.report_mismatch(fault.foreign_terminal,
                               [this, exchange = call.exchange, refusal = std::move(refusal)](
                                   std::variant<core::EntryRef, ports::Unavailable> result) {
                                 const auto* away = std::get_if<ports::Unavailable>(&result);
                                 answer(exchange, away ? unavailable_response(*away) : refusal);
                               });
}

void Api::State::ask_single(const Call& call, ports::LoginQuestion question) {
  if (!admit(call, 1)) return;
  call.service.ask(
      std::move(question), [this, exchange = call.exchange, service = &call.service](
                               std::variant<ports::LoginAnswer, ports::Unavailable> result) {
        if (const auto* away = std::get_if<ports::Unavailable>(&result)) {
          metrics_.count_unavailable();
          return answer(exchange, unavailable_response(*away));
        }
        const auto& login = std::get<ports::LoginAnswer>(result);
        metrics_.count_decision(login.decision);
        metrics_.count_decision_time(std::chrono::steady_clock::now() - exchange->began);
        Response response;
        response.headers.reserve(128);
        response.headers.append(kEntryHeader);
        append_entry(response.headers, service->facility_id(), login.entry);
        response.headers.append("\r\n");
        response.body.reserve(kUsualAnswerBytes);
        append_answer(response.body, login);
        answer(exchange, std::move(response));
      });
}

void Api::State::ask_batch(const Call& call, Questions questions) {
  if (!admit(call, questions.items.size())) return;
  auto batch = std::make_shared<Batch>();
  batch->exchange = call.exchange;
  batch->service = &call.service;
  batch->answers.resize(questions.items.size());
  batch->questions = std::move(questions);
  if (batch->questions.semantic == Semantic::execute_all) return ask_all(batch);
  ask_next(batch);
}

void Api::State::ask_all(const std::shared_ptr<Batch>& batch) {
  const std::size_t count = batch->questions.items.size();
  // One more than the items, so that answers given at once cannot finish it before all are asked.
  auto open = std::make_shared<std::size_t>(count + 1);
  const auto close_one = [this, batch, open] {
    if (--*open != 0) return;
    batch->answered = batch->answers.size();
    finish(batch);
  };
  for (std::size_t i = 0; i < count; ++i) {
    if (auto* fault = std::get_if<ItemFault>(&batch->questions.items[i])) {
      if (fault->foreign_terminal.empty()) {
        close_one();
        continue;
      }
      batch->service->report_mismatch(
          fault->foreign_terminal,
          [batch, close_one](std::variant<core::EntryRef, ports::Unavailable> result) {
            batch->note_unavailable(result);
            close_one();
          });
      continue;
    }
    batch->service->ask(
        std::move(std::get<ports::LoginQuestion>(batch->questions.items[i])),
        [batch, i, close_one](std::variant<ports::LoginAnswer, ports::Unavailable> result) {
          if (!batch->note_unavailable(result)) {
            batch->answers[i] = std::move(std::get<ports::LoginAnswer>(result));
          }
          close_one();
        });
  }
  close_one();
}

void Api::State::ask_next(const std::shared_ptr<Batch>& batch) {
  const std::size_t i = batch->answered;
  if (i == batch->answers.size() || (i > 0 && batch->ends_at(i - 1))) return finish(batch);
  auto* question = std::get_if<ports::LoginQuestion>(&batch->questions.items[i]);
  if (question == nullptr) return pass_over(batch, std::get<ItemFault>(batch->questions.items[i]));
  question->wait = std::min(question->wait, batch->wait_left);
  const auto asked = std::chrono::steady_clock::now();
  batch->service->ask(
      std::move(*question),
      [this, batch, i, asked](std::variant<ports::LoginAnswer, ports::Unavailable> result) {
        if (batch->note_unavailable(result)) return finish(batch);
        const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(
            std::chrono::steady_clock::now() - asked);
        batch->wait_left = std::max(batch->wait_left - took, std::chrono::milliseconds{0});
        batch->answers[i] = std::move(std::get<ports::LoginAnswer>(result));
        ++batch->answered;
        ask_next(batch);
      });
}

void Api::State::pass_over(const std::shared_ptr<Batch>& batch, const ItemFault& fault) {
  const auto go_on = [this, batch] {
    ++batch->answered;
    ask_next(batch);
  };
  if (fault.foreign_terminal.empty()) return go_on();
  batch->service->report_mismatch(
      fault.foreign_terminal,
      [this, batch, go_on](std::variant<core::EntryRef, ports::Unavailable> result) {
        batch->note_unavailable(result) ? finish(batch) : go_on();
      });
}

void Api::State::finish(const std::shared_ptr<Batch>& batch) {
  if (batch->unavailable) {
    metrics_.count_unavailable();
    return answer(batch->exchange, unavailable_response(*batch->unavailable));
  }
  Response response;
  response.headers.append(kEntryHeader);
  JsonWriter json(response.body);
  json.open_object();
  json.key("evaluations");
  json.open_array();
  std::string one;
  for (std::size_t i = 0; i < batch->answered; ++i) {
    if (i > 0) response.headers.append(", ");
    one.clear();
    if (const auto& login = batch->answers[i]) {
      metrics_.count_decision(login->decision);
      append_entry(response.headers, batch->service->facility_id(), login->entry);
      append_answer(one, *login);
    } else {
      response.headers.push_back('-');
      append_fault(one, std::get<ItemFault>(batch->questions.items[i]));
    }
    json.raw(one);
  }
  json.close_array();
  json.close_object();
  response.headers.append("\r\n");
  metrics_.count_decision_time(std::chrono::steady_clock::now() - batch->exchange->began);
  answer(batch->exchange, std::move(response));
}

}  // namespace zonefactor::http
