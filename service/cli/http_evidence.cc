#include "service/cli/http_evidence.h"

#include <fmt/format.h>

#include <chrono>
#include <thread>

#include "service/cli/reply_json.h"
#include "service/journal/base64.h"

namespace zonefactor::cli {

namespace {

using simdjson::dom::array;
using simdjson::dom::element;
using Kind = ExportFailure::Kind;

constexpr std::chrono::milliseconds kPause{500};

[[noreturn]] void unlike(std::string_view what) {
  throw ExportFailure(Kind::unreachable,
                      fmt::format("the service's answer has no {} where docs/api.md has one: is "
                                  "--url a zonefactord of this version?",
                                  what));
}

element member(element of, std::string_view name) {
  element found;
  if (of.at_key(name).get(found) != simdjson::SUCCESS) unlike(name);
  return found;
}

array list(element of, std::string_view name) {
  array found;
  if (member(of, name).get(found) != simdjson::SUCCESS) unlike(name);
  return found;
}

std::string text(element of, std::string_view name) {
  std::string_view found;
  if (member(of, name).get(found) != simdjson::SUCCESS) unlike(name);
  return std::string(found);
}

std::uint64_t number(element of, std::string_view name) {
  std::uint64_t found = 0;
  if (member(of, name).get(found) != simdjson::SUCCESS) unlike(name);
  return found;
}

core::EntryRef ref(element of, std::string_view name) {
  const array pair = list(of, name);
  std::uint64_t year = 0;
  std::uint64_t index = 0;
  if (pair.size() != 2 || pair.at(0).get(year) != simdjson::SUCCESS || year > 9999 ||
      pair.at(1).get(index) != simdjson::SUCCESS) {
    unlike(name);
  }
  return {static_cast<std::int32_t>(year), index};
}

std::string target_of(core::EntryRef ref) {
  return fmt::format("{}/{}", ref.year, ref.index);
}

std::string body_of(const ports::ExportRequest& request) {
  std::string handles;
  for (const std::string& handle : request.handles)
    handles += fmt::format("{}\"{}\"", handles.empty() ? "" : ",", handle);
  return fmt::format(R"({{"purpose":"{}","from":[{},{}],"to":[{},{}],"handles":[{}]}})",
                     core::name_of(request.purpose), request.from.year, request.from.index,
                     request.to.year, request.to.index, handles);
}

[[noreturn]] void refuse(const std::string& what, const Reply& reply) {
  const bool is_ours = reply.status >= 400 && reply.status < 500 && !asks_to_wait(reply);
  const char* const remedy =
      reply.status == 401   ? "check --key-file or --cert: the service does not know this caller"
      : reply.status == 403 ? "evidence is for peers of role auditor: use an auditor's key"
      : is_ours             ? "see docs/api.md"
                            : "check that zonefactord runs and its storage answers";
  throw ExportFailure(
      is_ours ? Kind::wrong_use : Kind::unreachable,
      fmt::format("{}: the service answered {}: {}; {}", what, reply.status, reply.body, remedy));
}

}  // namespace

HttpEvidence::HttpEvidence(Client& client) : client_(client) {
  const ReplyJson json(expect("/v1/audit/logs"));
  facility_ = text(json.root(), "facility");
}

void HttpEvidence::pause() {
  std::this_thread::sleep_for(kPause);
}

std::optional<std::string> HttpEvidence::get(const std::string& target) {
  Reply reply = client_.get_patiently(target);
  if (reply.status == 404) return std::nullopt;
  if (reply.status != 200) refuse(target, reply);
  return std::move(reply.body);
}

std::string HttpEvidence::expect(const std::string& target) {
  auto body = get(target);
  if (body) return std::move(*body);
  throw ExportFailure(Kind::wrong_use, fmt::format("{}: the service has nothing there: is --url a "
                                                   "zonefactord of this version?",
                                                   target));
}

std::string HttpEvidence::time_zone() {
  const ReplyJson json(expect("/v1/facility"));
  return text(member(json.root(), "facility"), "time_zone");
}

std::vector<ports::LogStanding> HttpEvidence::logs() {
  const ReplyJson json(expect("/v1/audit/logs"));
  std::vector<ports::LogStanding> logs;
  for (const element log : list(json.root(), "logs")) {
    ports::LogStanding standing;
    standing.year = static_cast<std::int32_t>(number(log, "year"));
    standing.published = number(log, "published");
    for (const element key : list(log, "keys")) {
      std::string_view vkey;
      if (key.get(vkey) != simdjson::SUCCESS) unlike("keys");
      standing.keys.emplace_back(vkey);
    }
    logs.push_back(std::move(standing));
  }
  return logs;
}

std::optional<std::string> HttpEvidence::object(std::int32_t year, const std::string& path) {
  return get(fmt::format("/log/{}/{}/{}", facility_, year, path));
}

std::vector<SignedSize> HttpEvidence::checkpoints(std::int32_t year, std::uint64_t from_size,
                                                  std::uint64_t limit) {
  const ReplyJson json(expect(
      fmt::format("/v1/audit/checkpoints?year={}&from={}&limit={}", year, from_size, limit)));
  std::vector<SignedSize> sizes;
  for (const element row : list(json.root(), "checkpoints"))
    sizes.push_back({number(row, "size"), text(row, "note")});
  return sizes;
}

std::vector<ports::SealPlace> HttpEvidence::seals(core::EntryRef before, std::uint64_t limit) {
  const ReplyJson json(
      expect(fmt::format("/v1/audit/seals?before={}&limit={}", target_of(before), limit)));
  std::vector<ports::SealPlace> seals;
  for (const element row : list(json.root(), "seals")) {
    const auto at = core::parse_rfc3339(text(row, "recorded_at"));
    if (!at) unlike("recorded_at");
    seals.push_back({ref(row, "entry"), *at});
  }
  return seals;
}

std::optional<std::string> HttpEvidence::state(core::EntryRef seal) {
  return get("/v1/audit/seals/" + target_of(seal));
}

std::vector<ports::TimestampRow> HttpEvidence::timestamps(std::int32_t year) {
  const ReplyJson json(expect(fmt::format("/v1/audit/timestamps?year={}", year)));
  std::vector<ports::TimestampRow> rows;
  for (const element row : list(json.root(), "timestamps")) {
    auto token = journal::parse_base64(text(row, "token"));
    if (!token) unlike("token");
    rows.push_back({year, number(row, "size"), text(row, "authority"), text(row, "stamped"),
                    std::move(*token)});
  }
  return rows;
}

std::vector<ports::BoundName> HttpEvidence::record_export(const ports::ExportRequest& request) {
  const Reply reply = client_.post("/v1/audit/exports", body_of(request), "application/json");
  if (reply.status != 200) refuse("the export was not recorded", reply);
  const ReplyJson json(reply.body);
  std::vector<ports::BoundName> names;
  for (const element row : list(json.root(), "names")) {
    const auto key = journal::parse_base64_digest(text(row, "key"));
    if (!key) unlike("key");
    names.push_back(
        {{text(row, "handle"), text(row, "kind"), *key, text(row, "plain")}, ref(row, "entry")});
  }
  return names;
}

}  // namespace zonefactor::cli
