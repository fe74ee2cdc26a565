// The terminal, administration and audit API over HTTP as values: a request in, a response out.
//
// Promise: every request is answered exactly once; a decision is answered only with what
// ports::Service reported as recorded, else with 503 (rule H3). Nobody is heard before their key or
// certificate, and nobody beyond their role. Lives on the loop's thread and outlives the services'
// work in hand; knows no socket.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "adapters/http/message.h"
#include "adapters/http/peers.h"
#include "service/ports/clock.h"
#include "service/ports/service.h"

namespace zonefactor::http {

// Faults of a facility file or an import, one line each: where, what, how to mend.
using Faults = std::vector<std::string>;

enum class ImportKind { people, credentials, designations };

struct ImportRequest {
  ImportKind kind = ImportKind::people;
  bool full = false;  // what the file does not name goes
  std::string_view csv;
};

struct ImportPlan {
  core::Facility facility;               // as it is to be
  std::vector<std::string> differences;  // one line each, for people to read
};

struct ApiOptions {
  std::string public_url;  // "https://zone.hospital.example", for AuthZEN's metadata
  ports::Clock* clock = nullptr;
  // Questions and events of one peer under way at once; above it 429.
  std::size_t max_in_flight_per_peer = 4096;
  // False: /metrics needs role monitor, admin or auditor.
  bool open_metrics = true;

  // Decodes the body of POST /v1/events, one message per item; `*error` where the whole is refused.
  std::function<std::vector<ports::DoorMessage>(std::string_view body, core::Origin origin,
                                                std::string* error)>
      decode_events;
  std::function<std::variant<core::Facility, Faults>(std::string_view toml,
                                                     const core::Facility& in_force)>
      parse_facility;
  std::function<std::variant<ImportPlan, Faults>(const ImportRequest& request,
                                                 const core::Facility& in_force)>
      plan_import;
  // Further OpenMetrics families, without "# EOF".
  std::function<std::string()> extra_metrics;
};

class Api {
 public:
  Api(ApiOptions options, std::vector<ports::Service*> facilities);
  ~Api();
  Api(const Api&) = delete;
  Api& operator=(const Api&) = delete;

  // Before the first call nobody is known. Requests under way keep the peers they came with.
  void set_peers(std::shared_ptr<const Peers> peers);

  void handle(const Request& request, Reply reply);
  // What a request may bring whose body is chunked or larger than kBodyLimit: so that a stranger
  // cannot make the service hold megabytes.
  BodyAllowance body_allowance(const Request& head) const;

 private:
  class State;
  std::unique_ptr<State> state_;
};

}  // namespace zonefactor::http
