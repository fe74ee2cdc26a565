// Which path, method and role leads to which endpoint. Data and look-up only.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "adapters/http/message.h"
#include "adapters/http/peers.h"

namespace zonefactor::http {

enum class Endpoint {
  evaluation,
  evaluations,
  configuration,
  search,
  events,
  health,
  readiness,
  metrics,
  facility_read,
  facility_put,
  import,
  status,
  acknowledgements,
  credentials,
  erasures,
  audit_list,
  audit_entry,
  audit_logs,
  audit_checkpoints,
  audit_seals,
  audit_state,
  audit_timestamps,
  audit_exports,
  log,
};

struct Route {
  std::string_view path;  // with a trailing '/': what follows is the tail
  std::string_view method;
  Endpoint endpoint;
  std::string_view name;  // in the metrics
  bool open = false;      // for anybody
  Roles roles;            // who may, where it is not open
  std::size_t body_limit = kBodyLimit;
};

// A request target taken apart: "/v1/audit/entries?from=7".
struct Target {
  std::string_view path;
  std::string_view query;
  std::string_view tail;  // after a route's trailing '/'
};

struct Routed {
  const Route* route = nullptr;  // null: see `allow`
  Target target;
  std::string allow;  // methods of this path, where only the method was wrong; else empty
};

Routed find_route(std::string_view method, std::string_view target);

// The value of `name` in "a=1&b=2"; std::nullopt where it is absent.
std::optional<std::string_view> query_value(std::string_view query, std::string_view name);

}  // namespace zonefactor::http
