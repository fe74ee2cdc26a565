// POST /v1/events: door events of a door system, each standing alone.
//
// The caller's key or certificate proves which controllers it speaks for, so these events count as
// bound (rule H6). Items go to the service in the order of the array; the answer has one result per
// item, in that order. What is refused is submitted too, as refusals are recorded (rule V1).
#include "adapters/http/api_state.h"
#include "adapters/http/json_text.h"

namespace zonefactor::http {
namespace {

constexpr std::size_t kMaxEvents = 1000;

// A message in the name of a controller that is not this peer's becomes a refusal that blames none.
void bind_to_peer(ports::DoorMessage& message, const Peer& peer) {
  if (auto* report = std::get_if<ports::DoorReport>(&message)) {
    if (Peers::speaks_for_controller(peer, report->observation.controller.text)) return;
    message =
        ports::Undecodable{core::Refusal::not_yours, "controller: this peer does not speak for it",
                           std::nullopt, std::move(report->content)};
    return;
  }
  auto& undecodable = std::get<ports::Undecodable>(message);
  if (undecodable.controller && !Peers::speaks_for_controller(peer, undecodable.controller->text)) {
    undecodable.controller.reset();
  }
  if (!undecodable.controller && peer.controllers.size() == 1) {
    undecodable.controller = core::ControllerId(peer.controllers.front());
  }
}

void append_result(JsonWriter& json, const ports::EventResult& result) {
  json.open_object();
  json.key("result");
  switch (result.verdict) {
    case ports::EventVerdict::accepted:
      json.word("accepted");
      break;
    case ports::EventVerdict::duplicate:
      json.word("duplicate");
      break;
    case ports::EventVerdict::refused:
      json.word("refused");
      json.key("reason");
      json.word(core::name_of(result.why));
      break;
  }
  if (!result.detail.empty()) {
    json.key("detail");
    json.string(result.detail);
  }
  json.close_object();
}

}  // namespace

// The events of one request and their results so far.
struct Api::State::EventBatch {
  ExchangePtr exchange;
  std::vector<ports::EventResult> results;
  std::size_t open = 0;
  std::optional<ports::Unavailable> unavailable;
};

void Api::State::take_events(const Call& call) {
  if (!is_json(call)) return;
  if (!options_.decode_events) {
    return answer(call.exchange, error_response(404, "events are not taken over HTTP here"));
  }
  std::string error;
  auto messages = options_.decode_events(call.request.body, core::Origin::bound, &error);
  if (error.empty() && messages.size() > kMaxEvents) {
    error = "the array has more than 1000 items; send it in parts";
  }
  if (!error.empty()) return answer(call.exchange, error_response(400, error));
  if (!admit(call, messages.size())) return;

  auto batch = std::make_shared<EventBatch>();
  batch->exchange = call.exchange;
  batch->results.resize(messages.size());
  // One more than the items, so that results given at once cannot finish it before all are sent.
  batch->open = messages.size() + 1;
  for (std::size_t i = 0; i < messages.size(); ++i) {
    bind_to_peer(messages[i], *call.caller.peer);
    call.service.observe(
        std::move(messages[i]),
        [this, batch, i](std::variant<ports::EventResult, ports::Unavailable> result) {
          if (auto* away = std::get_if<ports::Unavailable>(&result)) {
            batch->unavailable = std::move(*away);
          } else {
            batch->results[i] = std::move(std::get<ports::EventResult>(result));
          }
          if (--batch->open == 0) finish(*batch);
        });
  }
  if (--batch->open == 0) finish(*batch);
}

void Api::State::finish(const EventBatch& batch) {
  if (batch.unavailable) {
    metrics_.count_unavailable();
    return answer(batch.exchange, unavailable_response(*batch.unavailable));
  }
  Response response;
  response.body.reserve(32 * (batch.results.size() + 1));
  JsonWriter json(response.body);
  json.open_object();
  json.key("results");
  json.open_array();
  for (const ports::EventResult& result : batch.results) {
    metrics_.count_event(result);
    append_result(json, result);
  }
  json.close_array();
  json.close_object();
  answer(batch.exchange, std::move(response));
}

}  // namespace zonefactor::http
