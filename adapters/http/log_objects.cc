// The read side of the logs: C2SP tlog-tiles below /log/{facility}/{year}/. Checkpoints, tiles and
// proofs are for everybody, since they are hashes; entries are for auditors of the facility.
#include <charconv>

#include <fmt/format.h>

#include "adapters/http/api_state.h"

namespace zonefactor::http {
namespace {

constexpr std::string_view kEntries = "tile/entries/";

// "chuo/2026/tile/0/000" taken apart; a year has one spelling.
struct LogTarget {
  std::string_view facility;
  std::int32_t year = 0;
  std::string_view path;
};
std::optional<LogTarget> parse_target(std::string_view tail) {
  const std::size_t facility_end = tail.find('/');
  if (facility_end == std::string_view::npos) return std::nullopt;
  const std::size_t year_end = tail.find('/', facility_end + 1);
  if (year_end == std::string_view::npos) return std::nullopt;
  LogTarget target{tail.substr(0, facility_end), 0, tail.substr(year_end + 1)};
  const std::string_view year = tail.substr(facility_end + 1, year_end - facility_end - 1);
  const auto [end, error] = std::from_chars(year.data(), year.data() + year.size(), target.year);
  const bool whole = error == std::errc{} && end == year.data() + year.size();
  if (!whole || year.size() != 4 || target.year < 1000) return std::nullopt;
  return target;
}

Response nothing_there() {
  return error_response(404, "the log has no such object, or not yet");
}

// A tile, full or partial, never changes.
Response object_response(ports::LogObject object) {
  using Kind = ports::LogObject::Kind;
  Response response;
  response.body = std::move(object.bytes);
  switch (object.kind) {
    case Kind::checkpoint:
      response.content_type = "text/plain; charset=utf-8";
      response.headers = "Cache-Control: public, max-age=1\r\n";
      break;
    case Kind::proof:
      response.content_type = "text/plain; charset=utf-8";
      response.headers = "Cache-Control: no-cache\r\n";
      break;
    case Kind::tile:
      response.content_type = "application/octet-stream";
      response.headers = "Cache-Control: public, max-age=31536000, immutable\r\n";
      break;
    case Kind::entries:
      response.content_type = "application/octet-stream";
      response.headers = "Cache-Control: private, max-age=31536000, immutable\r\n";
      break;
  }
  return response;
}

}  // namespace

// The peer that may read entries; otherwise it is answered with why not.
const Peer* Api::State::auditor_of(const Request& request, std::string_view facility,
                                   const ExchangePtr& exchange) {
  auto authenticated = authenticate(request);
  if (auto* refused = std::get_if<Response>(&authenticated)) {
    answer(exchange, std::move(*refused));
    return nullptr;
  }
  const Peer& peer = *std::get<Caller>(authenticated).peer;
  if (peer.role == Role::auditor && peer.facility == facility) return &peer;
  answer(exchange, error_response(403, "the entries of a log are for its facility's auditors"));
  return nullptr;
}

void Api::State::read_log(const Request& request, const Target& target,
                          const ExchangePtr& exchange) {
  const auto wanted = parse_target(target.tail);
  if (!wanted) return answer(exchange, nothing_there());
  const auto served = std::find_if(
      facilities_.begin(), facilities_.end(),
      [&](const ports::Service* service) { return service->facility_id() == wanted->facility; });
  if (served == facilities_.end()) return answer(exchange, nothing_there());
  ports::LogQuery query{wanted->year, std::string(wanted->path), {}};
  if (wanted->path.starts_with(kEntries)) {
    const Peer* auditor = auditor_of(request, wanted->facility, exchange);
    if (auditor == nullptr || !admit(*auditor, exchange, 1)) return;
    query.peer = auditor->name;
  }
  using Result = std::variant<std::optional<ports::LogObject>, ports::Unavailable>;
  (*served)->read_log(std::move(query), [this, exchange](Result result) {
    if (const auto* away = std::get_if<ports::Unavailable>(&result))
      return answer(exchange, unavailable_response(*away));
    auto& object = std::get<std::optional<ports::LogObject>>(result);
    answer(exchange, object ? object_response(std::move(*object)) : nothing_there());
  });
}

}  // namespace zonefactor::http
