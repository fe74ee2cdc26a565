// What auditors take away beside the log's objects: which logs there are, kept checkpoints, sealed
// states, time-stamps; and the recording of an export, with the names it may open (rules V1, V7).
#include <fmt/format.h>

#include "adapters/http/api_state.h"
#include "adapters/http/json_text.h"
#include "service/journal/base64.h"
#include "service/journal/decimal.h"

namespace zonefactor::http {
namespace {

using simdjson::dom::array;
using simdjson::dom::element;
using simdjson::dom::object;

constexpr std::uint64_t kMostCheckpoints = 500;
constexpr std::uint64_t kMostSeals = 100;
constexpr std::size_t kMostHandles = 10'000;
constexpr std::int32_t kMostYear = 9999;

Response json_response() {
  Response response;
  response.headers = "Cache-Control: no-store\r\n";
  return response;
}

std::optional<std::int32_t> parse_year(std::string_view text) {
  const auto number = journal::parse_decimal(text);
  if (!number || *number > static_cast<std::uint64_t>(kMostYear)) return std::nullopt;
  return static_cast<std::int32_t>(*number);
}

// "2026/184502".
std::optional<core::EntryRef> parse_ref(std::string_view text) {
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  const auto year = parse_year(text.substr(0, slash));
  const auto index = journal::parse_decimal(text.substr(slash + 1));
  if (!year || !index) return std::nullopt;
  return core::EntryRef{*year, *index};
}

// `most` where the query says nothing; std::nullopt for what is no number from 1 to `most`.
std::optional<std::uint64_t> limit_of(std::string_view query, std::uint64_t most) {
  const auto text = query_value(query, "limit");
  if (!text) return most;
  const auto number = journal::parse_decimal(*text);
  if (!number || *number == 0 || *number > most) return std::nullopt;
  return number;
}

void append_ref(JsonWriter& json, core::EntryRef ref) {
  json.open_array();
  json.signed_number(ref.year);
  json.number(ref.index);
  json.close_array();
}

void append_instant(JsonWriter& json, core::Instant instant) {
  json.word(core::format_rfc3339(instant, core::TimeZone()));
}

Response logs_response(std::string_view facility, const std::vector<ports::LogStanding>& logs) {
  Response response = json_response();
  JsonWriter json(response.body);
  json.open_object();
  json.key("facility");
  json.string(facility);
  json.key("logs");
  json.open_array();
  for (const ports::LogStanding& log : logs) {
    json.open_object();
    json.key("year");
    json.signed_number(log.year);
    json.key("published");
    json.number(log.published);
    json.key("keys");
    json.open_array();
    for (const std::string& key : log.keys) json.string(key);
    json.close_array();
    json.close_object();
  }
  json.close_array();
  json.close_object();
  return response;
}

Response checkpoints_response(const std::vector<ports::CheckpointRow>& rows, std::uint64_t limit) {
  Response response = json_response();
  JsonWriter json(response.body);
  json.open_object();
  json.key("checkpoints");
  json.open_array();
  for (const ports::CheckpointRow& row : rows) {
    json.open_object();
    json.key("size");
    json.number(row.size);
    json.key("signed_at");
    append_instant(json, row.signed_at);
    json.key("note");
    json.string(row.note);
    json.close_object();
  }
  json.close_array();
  if (rows.size() == limit) {
    json.key("next");
    json.number(rows.back().size + 1);
  }
  json.close_object();
  return response;
}

Response seals_response(const std::vector<ports::SealPlace>& seals) {
  Response response = json_response();
  JsonWriter json(response.body);
  json.open_object();
  json.key("seals");
  json.open_array();
  for (const ports::SealPlace& seal : seals) {
    json.open_object();
    json.key("entry");
    append_ref(json, seal.ref);
    json.key("recorded_at");
    append_instant(json, seal.recorded_at);
    json.close_object();
  }
  json.close_array();
  json.close_object();
  return response;
}

Response state_response(const std::optional<std::string>& state) {
  if (!state) return error_response(404, "no sealed state of this entry is stored");
  Response response;
  response.content_type = "application/octet-stream";
  response.headers = "Cache-Control: private, max-age=31536000, immutable\r\n";
  response.body = *state;
  return response;
}

Response timestamps_response(const std::vector<ports::TimestampRow>& rows) {
  Response response = json_response();
  JsonWriter json(response.body);
  json.open_object();
  json.key("timestamps");
  json.open_array();
  for (const ports::TimestampRow& row : rows) {
    json.open_object();
    json.key("size");
    json.number(row.size);
    json.key("authority");
    json.string(row.authority);
    json.key("stamped");
    json.string(row.stamped);
    json.key("token");
    json.word(journal::base64(row.token));
    json.close_object();
  }
  json.close_array();
  json.close_object();
  return response;
}

Response export_response(std::string_view facility, const ports::ExportResult& exported) {
  Response response = json_response();
  std::string entry;
  append_entry(entry, facility, exported.entry);
  response.headers += fmt::format("ZoneFactor-Entry: {}\r\n", entry);
  JsonWriter json(response.body);
  json.open_object();
  json.key("entry");
  json.string(entry);
  json.key("names");
  json.open_array();
  for (const ports::BoundName& name : exported.names) {
    json.open_object();
    json.key("handle");
    json.string(name.row.handle);
    json.key("kind");
    json.string(name.row.kind);
    json.key("plain");
    json.string(name.row.plain);
    json.key("key");
    json.word(journal::base64(name.row.key));
    json.key("entry");
    append_ref(json, name.entry);
    json.close_object();
  }
  json.close_array();
  json.close_object();
  return response;
}

// [2026, 184502] at `name`.
std::optional<core::EntryRef> ref_member(const object& members, std::string_view name) {
  element member;
  array pair;
  std::uint64_t year = 0;
  std::uint64_t index = 0;
  if (!find_member(members, name, member) || member.get(pair) != simdjson::SUCCESS ||
      pair.size() != 2 || pair.at(0).get(year) != simdjson::SUCCESS ||
      pair.at(1).get(index) != simdjson::SUCCESS || year > kMostYear) {
    return std::nullopt;
  }
  return core::EntryRef{static_cast<std::int32_t>(year), index};
}

// Words for what is wrong; empty where the handles were read.
std::string read_handles(const object& members, std::vector<std::string>& handles) {
  element member;
  if (!find_member(members, "handles", member)) return {};
  array list;
  if (member.get(list) != simdjson::SUCCESS) return "handles must be an array of strings";
  for (const element item : list) {
    std::string_view handle;
    if (item.get(handle) != simdjson::SUCCESS) return "handles must be an array of strings";
    handles.emplace_back(handle);
  }
  return {};
}

std::variant<ports::ExportRequest, std::string> read_export(const object& members) {
  element member;
  std::string_view word;
  ports::ExportRequest request;
  if (!find_member(members, "purpose", member) || member.get(word) != simdjson::SUCCESS ||
      !core::from_name<core::ExportPurpose>(word)) {
    return "purpose must be audit, incident, subject_request or authority";
  }
  request.purpose = *core::from_name<core::ExportPurpose>(word);
  const auto from = ref_member(members, "from");
  const auto to = ref_member(members, "to");
  if (!from || !to) return "from and to must be entries: [2026, 184502]; to is behind the last";
  request.from = *from;
  request.to = *to;
  std::string fault = read_handles(members, request.handles);
  if (!fault.empty()) return fault;
  return request;
}

}  // namespace

void Api::State::answer_evidence(const Call& call, ports::EvidenceQuery query,
                                 EvidenceResponse response) {
  if (!admit(call, 1)) return;
  call.service.read_evidence(std::move(query),
                             [this, exchange = call.exchange, response = std::move(response)](
                                 std::variant<ports::EvidenceAnswer, ports::Unavailable> result) {
                               if (const auto* away = std::get_if<ports::Unavailable>(&result))
                                 return answer(exchange, unavailable_response(*away));
                               answer(exchange, response(std::get<ports::EvidenceAnswer>(result)));
                             });
}

void Api::State::list_logs(const Call& call) {
  answer_evidence(call, ports::LogsQuery{},
                  [facility = call.service.facility_id()](const ports::EvidenceAnswer& answer) {
                    return logs_response(facility,
                                         std::get<std::vector<ports::LogStanding>>(answer));
                  });
}

void Api::State::list_checkpoints(const Call& call) {
  const auto year = parse_year(query_value(call.target.query, "year").value_or(""));
  const auto from = journal::parse_decimal(query_value(call.target.query, "from").value_or("0"));
  const auto limit = limit_of(call.target.query, kMostCheckpoints);
  if (!year || !from || !limit) {
    return answer(
        call.exchange,
        error_response(400, fmt::format("year must be a fiscal year, from a size, limit from 1 to "
                                        "{}",
                                        kMostCheckpoints)));
  }
  answer_evidence(call, ports::CheckpointsQuery{*year, *from, *limit},
                  [limit = *limit](const ports::EvidenceAnswer& answer) {
                    return checkpoints_response(std::get<std::vector<ports::CheckpointRow>>(answer),
                                                limit);
                  });
}

void Api::State::list_seals(const Call& call) {
  const auto before = query_value(call.target.query, "before");
  const auto ref = before ? parse_ref(*before) : core::EntryRef{kMostYear, 0};
  const auto limit = limit_of(call.target.query, kMostSeals);
  if (!ref || !limit) {
    return answer(call.exchange,
                  error_response(400, fmt::format("before must be year and index, as in "
                                                  "2026/184502, limit from 1 to {}",
                                                  kMostSeals)));
  }
  answer_evidence(call, ports::SealsQuery{*ref, *limit}, [](const ports::EvidenceAnswer& answer) {
    return seals_response(std::get<std::vector<ports::SealPlace>>(answer));
  });
}

void Api::State::read_state(const Call& call) {
  const auto ref = parse_ref(call.target.tail);
  if (!ref) {
    return answer(call.exchange, error_response(404,
                                                "a state is named by the year and index of the "
                                                "entry that seals it: /v1/audit/seals/2026/3"));
  }
  answer_evidence(call, ports::StateQuery{*ref, call.caller.peer->name},
                  [](const ports::EvidenceAnswer& answer) {
                    return state_response(std::get<std::optional<std::string>>(answer));
                  });
}

void Api::State::list_timestamps(const Call& call) {
  const auto year = parse_year(query_value(call.target.query, "year").value_or(""));
  if (!year) return answer(call.exchange, error_response(400, "year must be a fiscal year"));
  answer_evidence(call, ports::TimestampsQuery{*year}, [](const ports::EvidenceAnswer& answer) {
    return timestamps_response(std::get<std::vector<ports::TimestampRow>>(answer));
  });
}

void Api::State::export_evidence(const Call& call) {
  if (!is_json(call)) return;
  const auto parsed = reader_.read_object(call.request.body);
  if (const auto* why = std::get_if<std::string>(&parsed))
    return answer(call.exchange, error_response(400, *why));
  auto read = read_export(std::get<object>(parsed));
  if (const auto* why = std::get_if<std::string>(&read))
    return answer(call.exchange, error_response(400, *why));
  auto& request = std::get<ports::ExportRequest>(read);
  if (request.handles.size() > kMostHandles) {
    return answer(call.exchange,
                  error_response(413, fmt::format("at most {} handles at a time: ask for them in "
                                                  "parts",
                                                  kMostHandles)));
  }
  request.peer = call.caller.peer->name;
  if (!admit(call, 1)) return;
  call.service.export_evidence(
      std::move(request), [this, exchange = call.exchange,
                           service = &call.service](const Outcome<ports::ExportResult>& outcome) {
        answer_outcome(exchange, outcome, [service](const ports::ExportResult& result) {
          return export_response(service->facility_id(), result);
        });
      });
}

}  // namespace zonefactor::http
