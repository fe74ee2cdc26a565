#include "service/cli/audit_service.h"

#include <fmt/format.h>

#include <stdexcept>

#include "adapters/files/time_zone.h"
#include "service/cli/audit_verbs.h"
#include "service/cli/reply_json.h"
#include "service/journal/decimal.h"

namespace zonefactor::cli {

namespace {

// The body of a 200; whatever else came, in words.
std::string expect(Client& client, const std::string& target) {
  const Reply reply = client.get_patiently(target);
  if (reply.status == 200) return reply.body;
  if (reply.status == 401 || reply.status == 403)
    throw std::invalid_argument(fmt::format(
        "{} is refused to this caller ({}): check the key, which has to be an auditor's", target,
        reply.status));
  throw std::runtime_error(fmt::format("{} answered {}: {}", target, reply.status, reply.body));
}

simdjson::dom::array array_at(simdjson::dom::element element, const char* pointer) {
  simdjson::dom::array array;
  if (element.at_pointer(pointer).get(array) == simdjson::SUCCESS) return array;
  throw std::runtime_error(
      fmt::format("the service's answer has no {}; is it of this version?", pointer));
}

std::vector<journal::VerifierKey> parse_keys(const std::vector<std::string>& keys) {
  std::vector<journal::VerifierKey> parsed;
  for (const std::string& text : keys) {
    std::string why;
    const auto key = journal::parse_verifier_key(text, &why);
    if (!key) throw std::invalid_argument(fmt::format("{} is no log key: {}", text, why));
    parsed.push_back(*key);
  }
  return parsed;
}

}  // namespace

void add_log_access(CLI::App& verb, LogAccess& access) {
  add_connection(verb, access.connection, kAuditorKey);
  verb.add_option("--log-key", access.keys,
                  "The log's key as you have it (C2SP verifier key), one for each fiscal year; "
                  "otherwise the service is asked for them");
}

LogStanding log_standing(Client& client, const std::vector<std::string>& known_keys) {
  const ReplyJson json(expect(client, "/v1/audit/logs"));
  LogStanding standing;
  standing.facility = text_at(json.root(), "/facility");
  std::vector<std::string> keys;
  for (const simdjson::dom::element log : array_at(json.root(), "/logs")) {
    standing.year = static_cast<std::int32_t>(number_at(log, "/year"));
    for (const simdjson::dom::element key : array_at(log, "/keys"))
      keys.emplace_back(std::string_view(key.get_string().value()));
  }
  if (keys.empty()) throw std::runtime_error("the service names no log: has it begun to record?");
  standing.keys = parse_keys(known_keys.empty() ? keys : known_keys);
  return standing;
}

FetchObject fetch_from(Client& client, std::string facility) {
  return [&client, facility = std::move(facility)](
             std::int32_t year, const std::string& path) -> std::optional<std::string> {
    const std::string target = fmt::format("/log/{}/{}/{}", facility, year, path);
    const Reply reply = client.get_patiently(target);
    if (reply.status == 404) return std::nullopt;
    if (reply.status == 200) return reply.body;
    throw std::runtime_error(fmt::format("{} answered {}: {}", target, reply.status, reply.body));
  };
}

core::FacilityHead facility_head(Client& client) {
  const ReplyJson json(expect(client, "/v1/facility"));
  core::FacilityHead head;
  head.id = text_at(json.root(), "/facility/id");
  head.name = {text_at(json.root(), "/facility/name/ja"),
               text_at(json.root(), "/facility/name/en")};
  const std::string zone = text_at(json.root(), "/facility/time_zone");
  auto known = files::load_time_zone(zone);
  if (!known)
    throw std::invalid_argument(fmt::format(
        "this machine does not know the facility's time zone {}: install tzdata", zone));
  head.time_zone = std::move(*known);
  return head;
}

core::Instant instant_of(const std::string& option, const std::string& text, Client& client) {
  if (const auto instant = core::parse_rfc3339(text)) return *instant;
  const auto date = core::parse_date(text);
  const auto local = core::parse_rfc3339(text + "Z");
  if (!date && !local)
    throw std::invalid_argument(
        fmt::format("{} {}: give 2026-11-22, 2026-11-22T09:00:00 in the facility's time, or RFC "
                    "3339 with an offset",
                    option, text));
  const core::TimeZone zone = facility_head(client).time_zone;
  if (date) return zone.midnight(*date);
  // Of the two offsets around a change, the one that holds there.
  return *local - zone.offset_at(*local - zone.offset_at(*local));
}

core::EntryRef entry_of(const std::string& text) {
  const std::size_t slash = text.rfind('/');
  const std::size_t before =
      slash == std::string::npos || slash == 0 ? std::string::npos : text.rfind('/', slash - 1);
  const std::string_view all(text);
  if (slash != std::string::npos) {
    const std::size_t from = before == std::string::npos ? 0 : before + 1;
    const auto year = journal::parse_decimal(all.substr(from, slash - from));
    const auto index = journal::parse_decimal(all.substr(slash + 1));
    if (year && *year <= 9999 && index) return {static_cast<std::int32_t>(*year), *index};
  }
  throw std::invalid_argument(
      fmt::format("{}: name an entry as the answers do, e.g. chuo/2026/17", text));
}

}  // namespace zonefactor::cli
