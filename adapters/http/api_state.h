// Inside the API: what its endpoints share, and one request on its way to its answer.
//
// An Exchange is made when a request comes and gone when it is answered; it carries what the answer
// needs after the request's views are dead. On the loop's thread.
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "adapters/http/api.h"
#include "adapters/http/authzen.h"
#include "adapters/http/json_reader.h"
#include "adapters/http/metrics.h"
#include "adapters/http/routing.h"

namespace zonefactor::http {

// An error's body is its words as one JSON string, as AuthZEN has it.
Response error_response(unsigned status, std::string_view words);
// 503 with Retry-After. The words say what was not recorded, and never what the storage said.
Response unavailable_response(const ports::Unavailable& unavailable);
Response faults_response(const Faults& faults);
// What a service declined to do: 409 with its words.
Response declined_response(const ports::Declined& declined);

struct Exchange {
  Reply reply;
  std::string request_id;
  std::string_view endpoint;  // name in the metrics
  std::chrono::steady_clock::time_point began;
  std::size_t* in_flight = nullptr;  // of its peer, once admitted
  std::size_t weight = 0;
};
using ExchangePtr = std::shared_ptr<Exchange>;

// A request that has passed routing, authentication and role. Lives during Api::handle only.
struct Call {
  const Request& request;
  const Target& target;
  const Caller& caller;
  ports::Service& service;
  const ExchangePtr& exchange;
};

class Api::State {
 public:
  State(ApiOptions options, std::vector<ports::Service*> facilities);

  void handle(const Request& request, Reply reply);
  BodyAllowance body_allowance(const Request& head) const;
  void set_peers(std::shared_ptr<const Peers> peers) { peers_ = std::move(peers); }

 private:
  struct Batch;
  struct EventBatch;

  // Sends the one answer of `exchange`.
  void answer(const ExchangePtr& exchange, Response response);
  // What was asked for was done and recorded, or declined, or could not be recorded.
  template <class T>
  using Outcome = std::variant<std::variant<T, ports::Declined>, ports::Unavailable>;
  // `respond` makes the answer of what was done.
  template <class T, class Respond>
  void answer_outcome(const ExchangePtr& exchange, const Outcome<T>& outcome, Respond respond) {
    if (const auto* away = std::get_if<ports::Unavailable>(&outcome)) {
      return answer(exchange, unavailable_response(*away));
    }
    const auto& recorded = std::get<0>(outcome);
    if (const auto* declined = std::get_if<ports::Declined>(&recorded)) {
      return answer(exchange, declined_response(*declined));
    }
    answer(exchange, respond(std::get<T>(recorded)));
  }
  void route(const Request& request, const Routed& routed, const ExchangePtr& exchange);
  void open_endpoint(Endpoint endpoint, const ExchangePtr& exchange);
  void dispatch(Endpoint endpoint, const Call& call);
  std::variant<Caller, Response> authenticate(const Request& request) const;
  ports::Service* service_of(const Peer& peer) const;
  // False, and answered with 429, where the peer has too much under way already.
  bool admit(const Peer& peer, const ExchangePtr& exchange, std::size_t weight);
  bool admit(const Call& call, std::size_t weight) {
    return admit(*call.caller.peer, call.exchange, weight);
  }
  // False, and answered with 400, where the content is not said to be JSON.
  bool is_json(const Call& call);

  Response readiness() const;
  Response metrics() const;

  // evaluation.cc
  void evaluate(const Call& call, bool batch);
  void refuse_single(const Call& call, const ItemFault& fault);
  void ask_single(const Call& call, ports::LoginQuestion question);
  void ask_batch(const Call& call, Questions questions);
  void ask_all(const std::shared_ptr<Batch>& batch);
  void ask_next(const std::shared_ptr<Batch>& batch);
  void pass_over(const std::shared_ptr<Batch>& batch, const ItemFault& fault);
  void finish(const std::shared_ptr<Batch>& batch);

  // door_events.cc
  void take_events(const Call& call);
  void finish(const EventBatch& batch);

  // administration.cc
  void read_facility(const Call& call);
  void put_facility(const Call& call);
  void import(const Call& call);
  void configure(const Call& call, core::Facility facility, std::vector<std::string> differences);
  void status(const Call& call);
  void acknowledge(const Call& call);
  void report_credential(const Call& call);
  void erase_person(const Call& call);

  // auditing.cc
  void list_entries(const Call& call);
  void read_entry(const Call& call);

  // evidence.cc
  void list_logs(const Call& call);
  void list_checkpoints(const Call& call);
  void list_seals(const Call& call);
  void read_state(const Call& call);
  void list_timestamps(const Call& call);
  void export_evidence(const Call& call);
  using EvidenceResponse = std::function<Response(const ports::EvidenceAnswer&)>;
  void answer_evidence(const Call& call, ports::EvidenceQuery query, EvidenceResponse response);

  // log_objects.cc
  void read_log(const Request& request, const Target& target, const ExchangePtr& exchange);
  const Peer* auditor_of(const Request& request, std::string_view facility,
                         const ExchangePtr& exchange);

  ApiOptions options_;
  std::vector<ports::Service*> facilities_;
  std::shared_ptr<const Peers> peers_;
  std::unordered_map<std::string, std::size_t> in_flight_;  // by peer; few, and never forgotten
  JsonReader reader_;
  Metrics metrics_;
};

}  // namespace zonefactor::http
