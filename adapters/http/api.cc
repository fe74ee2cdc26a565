#include "adapters/http/api.h"

#include <algorithm>
#include <cassert>

#include <fmt/format.h>

#include "adapters/http/api_state.h"
#include "adapters/http/json_text.h"

namespace zonefactor::http {
namespace {

Response unauthorized(Stranger stranger) {
  Response response = error_response(401, words_for(stranger));
  response.headers =
      stranger == Stranger::no_credential
          ? "WWW-Authenticate: Bearer realm=\"zonefactor\"\r\n"
          : "WWW-Authenticate: Bearer realm=\"zonefactor\", error=\"invalid_token\"\r\n";
  return response;
}

Response plain_text(unsigned status, std::string body) {
  return {status, "text/plain; charset=utf-8", "Cache-Control: no-store\r\n", std::move(body)};
}

bool equal_ignoring_case(std::string_view a, std::string_view lower) {
  return a.size() == lower.size() &&
         std::equal(a.begin(), a.end(), lower.begin(), [](char x, char y) {
           return (x >= 'A' && x <= 'Z' ? static_cast<char>(x - 'A' + 'a') : x) == y;
         });
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

// "application/json", with no charset but UTF-8.
bool says_json(std::string_view content_type) {
  std::size_t semicolon = content_type.find(';');
  if (!equal_ignoring_case(trimmed(content_type.substr(0, semicolon)), "application/json")) {
    return false;
  }
  while (semicolon != std::string_view::npos) {
    content_type.remove_prefix(semicolon + 1);
    semicolon = content_type.find(';');
    const std::string_view parameter = trimmed(content_type.substr(0, semicolon));
    const std::size_t equals = parameter.find('=');
    if (!equal_ignoring_case(parameter.substr(0, equals), "charset")) continue;
    const std::string_view charset =
        equals == std::string_view::npos ? std::string_view{} : parameter.substr(equals + 1);
    if (!equal_ignoring_case(charset, "utf-8") && !equal_ignoring_case(charset, "\"utf-8\"")) {
      return false;
    }
  }
  return true;
}

}  // namespace

Response error_response(unsigned status, std::string_view words) {
  Response response;
  response.status = status;
  append_json_string(response.body, words);
  return response;
}

Response unavailable_response(const ports::Unavailable& unavailable) {
  Response response =
      unavailable.too_many
          ? error_response(429, unavailable.why)
          : error_response(503, "this could not be recorded, so it was not answered; try again");
  response.headers = fmt::format("Retry-After: {}\r\n",
                                 std::max<std::int64_t>(1, unavailable.retry_after.count()));
  return response;
}

Response faults_response(const Faults& faults) {
  Response response;
  response.status = 400;
  JsonWriter json(response.body);
  json.open_object();
  json.key("faults");
  json.open_array();
  for (const std::string& fault : faults) json.string(fault);
  json.close_array();
  json.close_object();
  return response;
}

Response declined_response(const ports::Declined& declined) {
  return error_response(409, declined.why);
}

Api::Api(ApiOptions options, std::vector<ports::Service*> facilities)
    : state_(std::make_unique<State>(std::move(options), std::move(facilities))) {}
Api::~Api() = default;

void Api::set_peers(std::shared_ptr<const Peers> peers) {
  state_->set_peers(std::move(peers));
}
void Api::handle(const Request& request, Reply reply) {
  state_->handle(request, std::move(reply));
}
BodyAllowance Api::body_allowance(const Request& head) const {
  return state_->body_allowance(head);
}

Api::State::State(ApiOptions options, std::vector<ports::Service*> facilities)
    : options_(std::move(options)), facilities_(std::move(facilities)) {
  assert(options_.clock != nullptr);
  while (!options_.public_url.empty() && options_.public_url.back() == '/') {
    options_.public_url.pop_back();
  }
}

void Api::State::answer(const ExchangePtr& exchange, Response response) {
  if (exchange->in_flight != nullptr) *exchange->in_flight -= exchange->weight;
  metrics_.count_response(exchange->endpoint, response.status);
  if (!exchange->request_id.empty()) {
    response.headers.append("X-Request-ID: ").append(exchange->request_id).append("\r\n");
  }
  exchange->reply(std::move(response));
}

void Api::State::handle(const Request& request, Reply reply) {
  auto exchange = std::make_shared<Exchange>();
  exchange->reply = std::move(reply);
  exchange->began = std::chrono::steady_clock::now();
  exchange->endpoint = "none";
  if (!is_legal_request_id(request.request_id)) {
    return answer(exchange,
                  error_response(400, fmt::format("X-Request-ID must be printable ASCII of at "
                                                  "most {} characters",
                                                  kMaxRequestIdBytes)));
  }
  exchange->request_id = request.request_id;
  const Routed routed = find_route(request.method, request.target);
  if (routed.route != nullptr) return route(request, routed, exchange);
  if (routed.allow.empty()) {
    return answer(exchange, error_response(404, "there is nothing at this path"));
  }
  Response response = error_response(405, fmt::format("this path takes {}", routed.allow));
  response.headers = fmt::format("Allow: {}\r\n", routed.allow);
  answer(exchange, std::move(response));
}

void Api::State::route(const Request& request, const Routed& routed, const ExchangePtr& exchange) {
  const Route& route = *routed.route;
  exchange->endpoint = route.name;
  if (request.body.size() > route.body_limit) {
    return answer(exchange, error_response(413, fmt::format("the body is larger than {} bytes",
                                                            route.body_limit)));
  }
  const bool open = route.open || (route.endpoint == Endpoint::metrics && options_.open_metrics);
  if (route.endpoint == Endpoint::log) return read_log(request, routed.target, exchange);
  if (open) return open_endpoint(route.endpoint, exchange);

  auto authenticated = authenticate(request);
  if (auto* refused = std::get_if<Response>(&authenticated)) {
    return answer(exchange, std::move(*refused));
  }
  const Caller caller = std::get<Caller>(authenticated);
  if (!route.roles.has(caller.peer->role)) {
    return answer(exchange, error_response(403, fmt::format("this is not for a peer of role {}",
                                                            core::name_of(caller.peer->role))));
  }
  ports::Service* service = service_of(*caller.peer);
  if (service == nullptr) {
    return answer(exchange, error_response(403, "this peer's facility is not served here"));
  }
  dispatch(route.endpoint, {request, routed.target, caller, *service, exchange});
}

void Api::State::open_endpoint(Endpoint endpoint, const ExchangePtr& exchange) {
  if (endpoint == Endpoint::health) return answer(exchange, plain_text(200, "ok\n"));
  if (endpoint == Endpoint::readiness) return answer(exchange, readiness());
  if (endpoint == Endpoint::metrics) return answer(exchange, metrics());
  assert(endpoint == Endpoint::configuration);
  Response response;
  response.body = authzen_configuration(options_.public_url);
  answer(exchange, std::move(response));
}

void Api::State::dispatch(Endpoint endpoint, const Call& call) {
  switch (endpoint) {
    case Endpoint::evaluation:
      return evaluate(call, false);
    case Endpoint::evaluations:
      return evaluate(call, true);
    case Endpoint::search:
      return answer(call.exchange, error_response(404, "search is not offered here"));
    case Endpoint::events:
      return take_events(call);
    case Endpoint::metrics:
      return answer(call.exchange, metrics());
    case Endpoint::facility_read:
      return read_facility(call);
    case Endpoint::facility_put:
      return put_facility(call);
    case Endpoint::import:
      return import(call);
    case Endpoint::status:
      return status(call);
    case Endpoint::acknowledgements:
      return acknowledge(call);
    case Endpoint::credentials:
      return report_credential(call);
    case Endpoint::erasures:
      return erase_person(call);
    case Endpoint::audit_list:
      return list_entries(call);
    case Endpoint::audit_entry:
      return read_entry(call);
    case Endpoint::audit_logs:
      return list_logs(call);
    case Endpoint::audit_checkpoints:
      return list_checkpoints(call);
    case Endpoint::audit_seals:
      return list_seals(call);
    case Endpoint::audit_state:
      return read_state(call);
    case Endpoint::audit_timestamps:
      return list_timestamps(call);
    case Endpoint::audit_exports:
      return export_evidence(call);
    case Endpoint::health:
    case Endpoint::readiness:
    case Endpoint::configuration:
    case Endpoint::log:  // answered before a role was asked for
      return open_endpoint(endpoint, call.exchange);
  }
}

std::variant<Caller, Response> Api::State::authenticate(const Request& request) const {
  if (!peers_) return unauthorized(Stranger::unknown);
  const auto identified = peers_->identify(request, options_.clock->now());
  if (const auto* stranger = std::get_if<Stranger>(&identified)) return unauthorized(*stranger);
  return std::get<Caller>(identified);
}

ports::Service* Api::State::service_of(const Peer& peer) const {
  for (ports::Service* service : facilities_) {
    if (service->facility_id() == peer.facility) return service;
  }
  return nullptr;
}

bool Api::State::admit(const Peer& peer, const ExchangePtr& exchange, std::size_t weight) {
  std::size_t& in_flight = in_flight_[peer.name];
  if (in_flight >= options_.max_in_flight_per_peer) {
    Response response =
        error_response(429, "this peer has too many requests under way; wait for their answers");
    response.headers = "Retry-After: 1\r\n";
    answer(exchange, std::move(response));
    return false;
  }
  in_flight += weight;
  exchange->in_flight = &in_flight;
  exchange->weight = weight;
  return true;
}

bool Api::State::is_json(const Call& call) {
  if (says_json(call.request.content_type)) return true;
  answer(call.exchange, error_response(400, "Content-Type must be application/json"));
  return false;
}

BodyAllowance Api::State::body_allowance(const Request& head) const {
  const Routed routed = find_route(head.method, head.target);
  if (routed.route == nullptr || routed.route->open) return kBodyLimit;
  auto authenticated = authenticate(head);
  if (auto* refused = std::get_if<Response>(&authenticated)) return std::move(*refused);
  const Peer& peer = *std::get<Caller>(authenticated).peer;
  return routed.route->roles.has(peer.role) ? routed.route->body_limit : kBodyLimit;
}

Response Api::State::readiness() const {
  std::string words;
  bool ready = true;
  for (const ports::Service* service : facilities_) {
    const ports::Standing standing = service->standing();
    ready = ready && standing.recording;
    words += fmt::format("{}: {}{}{}\n", service->facility_id(),
                         standing.recording ? "recording" : "not recording",
                         standing.why_not.empty() ? "" : ": ", standing.why_not);
    if (!standing.clock.empty()) {
      words += fmt::format("{}: own clock untrusted: {}\n", service->facility_id(), standing.clock);
    }
  }
  Response response = plain_text(ready ? 200 : 503, std::move(words));
  if (!ready) response.headers += "Retry-After: 1\r\n";
  return response;
}

Response Api::State::metrics() const {
  Response response;
  response.content_type = "application/openmetrics-text; version=1.0.0; charset=utf-8";
  metrics_.append_text(response.body);
  if (options_.extra_metrics) response.body += options_.extra_metrics();
  response.body += "# EOF\n";
  return response;
}

}  // namespace zonefactor::http
