#include "adapters/http/routing.h"

#include <array>

namespace zonefactor::http {
namespace {

constexpr Roles kTerminals{Role::terminal, Role::gateway};
constexpr Roles kOverseers{Role::admin, Role::approver, Role::auditor, Role::monitor};
constexpr Roles kWatchers{Role::admin, Role::auditor, Role::monitor};
constexpr Roles kAdmin{Role::admin};
constexpr Roles kAuditor{Role::auditor};
// Search tells whereabouts.
constexpr Roles kSearchers{Role::auditor, Role::monitor};

constexpr std::array<Route, 24> kRoutes{{
    {"/access/v1/evaluation", "POST", Endpoint::evaluation, "evaluation", false, kTerminals},
    {"/access/v1/evaluations", "POST", Endpoint::evaluations, "evaluations", false, kTerminals},
    {"/v1/events",
     "POST",
     Endpoint::events,
     "events",
     false,
     {Role::door_system},
     kEventsBodyLimit},
    {"/healthz", "GET", Endpoint::health, "healthz", true, {}},
    {"/readyz", "GET", Endpoint::readiness, "readyz", true, {}},
    {"/metrics", "GET", Endpoint::metrics, "metrics", false, kWatchers},
    {"/.well-known/authzen-configuration",
     "GET",
     Endpoint::configuration,
     "configuration",
     true,
     {}},
    {"/access/v1/search/", "POST", Endpoint::search, "search", false, kSearchers},
    {"/v1/facility", "GET", Endpoint::facility_read, "facility", false, kOverseers},
    {"/v1/facility", "PUT", Endpoint::facility_put, "facility", false, kAdmin,
     kConfigurationBodyLimit},
    {"/v1/import/", "POST", Endpoint::import, "import", false, kAdmin, kConfigurationBodyLimit},
    {"/v1/status", "GET", Endpoint::status, "status", false, kWatchers},
    {"/v1/acknowledgements", "POST", Endpoint::acknowledgements, "acknowledgements", false, kAdmin},
    {"/v1/credentials/", "POST", Endpoint::credentials, "credentials", false, kAdmin},
    {"/v1/erasures", "POST", Endpoint::erasures, "erasures", false, kAdmin},
    {"/v1/audit/entries", "GET", Endpoint::audit_list, "audit", false, kAuditor},
    {"/v1/audit/entries/", "GET", Endpoint::audit_entry, "audit", false, kAuditor},
    {"/v1/audit/logs", "GET", Endpoint::audit_logs, "audit", false, kAuditor},
    {"/v1/audit/checkpoints", "GET", Endpoint::audit_checkpoints, "audit", false, kAuditor},
    {"/v1/audit/seals", "GET", Endpoint::audit_seals, "audit", false, kAuditor},
    {"/v1/audit/seals/", "GET", Endpoint::audit_state, "audit", false, kAuditor},
    {"/v1/audit/timestamps", "GET", Endpoint::audit_timestamps, "audit", false, kAuditor},
    {"/v1/audit/exports", "POST", Endpoint::audit_exports, "audit", false, kAuditor,
     kExportBodyLimit},
    {"/log/", "GET", Endpoint::log, "log", true, {}},
}};

// The absolute form of a target (RFC 9112 section 3.2.2) means its path.
std::string_view without_authority(std::string_view target) {
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (target.substr(0, scheme.size()) != scheme) continue;
    const std::size_t slash = target.find('/', scheme.size());
    return slash == std::string_view::npos ? std::string_view("/") : target.substr(slash);
  }
  return target;
}

bool matches(const Route& route, std::string_view path) {
  if (route.path.back() != '/') return path == route.path;
  return path.size() > route.path.size() && path.substr(0, route.path.size()) == route.path;
}

}  // namespace

Routed find_route(std::string_view method, std::string_view target) {
  target = without_authority(target);
  Routed routed;
  const std::size_t question = target.find('?');
  routed.target.path = target.substr(0, question);
  if (question != std::string_view::npos) routed.target.query = target.substr(question + 1);
  const std::string_view wanted = method == "HEAD" ? "GET" : method;
  for (const Route& route : kRoutes) {
    if (!matches(route, routed.target.path)) continue;
    if (route.method == wanted) {
      routed.route = &route;
      if (route.path.back() == '/')
        routed.target.tail = routed.target.path.substr(route.path.size());
      return routed;
    }
    if (!routed.allow.empty()) routed.allow += ", ";
    routed.allow += route.method;
  }
  return routed;
}

std::optional<std::string_view> query_value(std::string_view query, std::string_view name) {
  while (!query.empty()) {
    const std::size_t end = query.find('&');
    const std::string_view pair = query.substr(0, end);
    const std::size_t equals = pair.find('=');
    if (pair.substr(0, equals) == name) {
      return equals == std::string_view::npos ? std::string_view{} : pair.substr(equals + 1);
    }
    if (end == std::string_view::npos) break;
    query.remove_prefix(end + 1);
  }
  return std::nullopt;
}

}  // namespace zonefactor::http
