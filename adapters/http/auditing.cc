// The auditor's pages over the journal. Each reading is itself an entry (rule V1), which the
// service makes; bodies are passed on as recorded, byte for byte.
#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "adapters/http/api_state.h"
#include "adapters/http/json_text.h"

namespace zonefactor::http {
namespace {

constexpr std::uint64_t kUsualLimit = 50;
constexpr std::uint64_t kMostLimit = 500;

template <class N>
std::optional<N> parse_number(std::string_view text) {
  N number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

// Types are words and dots ("door.event"); nothing else reaches the journal's reader.
bool is_type(std::string_view text) {
  if (text.size() > 64) return false;
  for (const char c : text) {
    if ((c < 'a' || c > 'z') && c != '.' && c != '_') return false;
  }
  return true;
}

void append_audit_entry(JsonWriter& json, std::string_view facility,
                        const ports::AuditEntry& entry) {
  const core::TimeZone utc;
  std::string name;
  append_entry(name, facility, entry.ref);
  json.open_object();
  json.key("entry");
  json.string(name);
  json.key("recorded_at");
  json.word(core::format_rfc3339(entry.recorded_at, utc));
  json.key("type");
  json.string(entry.type);
  json.key("body");
  json.raw(entry.body);
  json.key("explained");
  json.open_object();
  for (const auto& handle_and_plain : entry.explained) {
    json.foreign_key(handle_and_plain.first);
    json.string(handle_and_plain.second);
  }
  json.close_object();
  json.close_object();
}

// "2026/184502", or "184502" of the log that is written.
std::optional<core::EntryRef> parse_place(std::string_view text) {
  const std::size_t slash = text.find('/');
  const auto index =
      parse_number<std::uint64_t>(slash == std::string_view::npos ? text : text.substr(slash + 1));
  const auto year = slash == std::string_view::npos
                        ? std::optional<std::int32_t>(0)
                        : parse_number<std::int32_t>(text.substr(0, slash));
  if (!index || !year || *year < 0) return std::nullopt;
  return core::EntryRef{*year, *index};
}

// An identifier of the facility file; no escape of a URL is needed for one.
bool is_id(std::string_view text) {
  const auto usual = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("._-:@").find(c) != std::string_view::npos;
  };
  return !text.empty() && text.size() <= 128 && std::all_of(text.begin(), text.end(), usual);
}

// What is wrong with the times; empty where nothing is.
std::string read_times(std::string_view query, ports::AuditQuery& asked) {
  const auto read = [&](std::string_view name, std::optional<core::Instant>& into) {
    const auto text = query_value(query, name);
    if (text) into = core::parse_rfc3339(*text);
    return !text || into.has_value();
  };
  if (!read("since", asked.since) || !read("until", asked.until))
    return "since and until must be times of RFC 3339, such as 2026-11-22T00:00:00Z";
  return {};
}

// What is wrong with what the entries are to be about; empty where nothing is.
std::string read_subjects(std::string_view query, ports::AuditQuery& asked) {
  const std::pair<std::string_view, std::string*> ids[] = {
      {"person", &asked.person}, {"terminal", &asked.terminal}, {"zone", &asked.zone}};
  for (const auto& [name, into] : ids) {
    const auto text = query_value(query, name);
    if (text && !is_id(*text)) return fmt::format("{} must be an id of the facility file", name);
    if (text) *into = *text;
  }
  if (const auto text = query_value(query, "class")) {
    asked.class_ = core::from_name<core::Class>(*text);
    if (!asked.class_) return "class must be a class of the rules, such as zone_equivalent";
  }
  if (const auto text = query_value(query, "reason")) {
    asked.reason = core::from_name<core::Reason>(*text);
    if (!asked.reason) return "reason must be a reason of the rules, such as presence_absent";
  }
  return {};
}

// The query of a list, or words for what is wrong with it.
std::variant<ports::AuditQuery, std::string> read_query(std::string_view query) {
  ports::AuditQuery asked;
  asked.limit = kUsualLimit;
  if (const auto from = query_value(query, "from")) {
    asked.from = parse_place(*from);
    if (!asked.from) return "from must be a place in the journal, such as 2026/184502";
  }
  if (const auto limit = query_value(query, "limit")) {
    const auto number = parse_number<std::uint64_t>(*limit);
    if (!number || *number == 0 || *number > kMostLimit) {
      return fmt::format("limit must be from 1 to {}", kMostLimit);
    }
    asked.limit = *number;
  }
  if (const auto type = query_value(query, "type")) {
    if (!is_type(*type)) return "type must be an entry's type, such as login.decided";
    asked.type = *type;
  }
  if (const auto order = query_value(query, "order")) {
    if (*order != "newest" && *order != "oldest") return "order must be newest or oldest";
    asked.newest_first = *order == "newest";
  }
  // A plain 0 has always meant the journal's end.
  if (asked.newest_first && asked.from == core::EntryRef{}) asked.from.reset();
  if (std::string why = read_times(query, asked); !why.empty()) return why;
  if (std::string why = read_subjects(query, asked); !why.empty()) return why;
  return asked;
}

Response page_response(std::string_view facility, const ports::AuditPage& page) {
  Response response;
  response.headers = "Cache-Control: no-store\r\n";
  JsonWriter json(response.body);
  json.open_object();
  json.key("entries");
  json.open_array();
  for (const ports::AuditEntry& entry : page.entries) append_audit_entry(json, facility, entry);
  json.close_array();
  if (page.next) {
    json.key("next");
    json.word(fmt::format("{}/{}", page.next->year, page.next->index));
  }
  json.close_object();
  return response;
}

}  // namespace

void Api::State::list_entries(const Call& call) {
  auto read = read_query(call.target.query);
  if (const auto* why = std::get_if<std::string>(&read)) {
    return answer(call.exchange, error_response(400, *why));
  }
  auto& asked = std::get<ports::AuditQuery>(read);
  asked.peer = call.caller.peer->name;
  if (!admit(call, 1)) return;
  call.service.audit(
      std::move(asked), [this, exchange = call.exchange, service = &call.service](
                            std::variant<ports::AuditPage, ports::Unavailable> result) {
        if (const auto* away = std::get_if<ports::Unavailable>(&result)) {
          return answer(exchange, unavailable_response(*away));
        }
        const auto& page = std::get<ports::AuditPage>(result);
        if (page.unknown_person) {
          return answer(exchange, error_response(400, "the facility knows no such person"));
        }
        answer(exchange, page_response(service->facility_id(), page));
      });
}

void Api::State::read_entry(const Call& call) {
  const std::size_t slash = call.target.tail.find('/');
  const auto year = parse_number<std::int32_t>(call.target.tail.substr(0, slash));
  const auto index = slash == std::string_view::npos
                         ? std::nullopt
                         : parse_number<std::uint64_t>(call.target.tail.substr(slash + 1));
  if (!year || !index) {
    return answer(call.exchange, error_response(404,
                                                "an entry is named by year and index: "
                                                "/v1/audit/entries/2026/184502"));
  }
  if (!admit(call, 1)) return;
  const core::EntryRef wanted{*year, *index};
  ports::AuditQuery asked{.from = wanted, .limit = 1, .newest_first = false};
  asked.peer = call.caller.peer->name;
  call.service.audit(
      std::move(asked), [this, wanted, exchange = call.exchange, service = &call.service](
                            std::variant<ports::AuditPage, ports::Unavailable> result) {
        if (const auto* away = std::get_if<ports::Unavailable>(&result)) {
          return answer(exchange, unavailable_response(*away));
        }
        const auto& page = std::get<ports::AuditPage>(result).entries;
        if (page.empty() || page.front().ref != wanted) {
          return answer(exchange, error_response(404, "the journal has no such entry"));
        }
        Response response;
        response.headers = "Cache-Control: no-store\r\n";
        JsonWriter json(response.body);
        append_audit_entry(json, service->facility_id(), page.front());
        answer(exchange, std::move(response));
      });
}

}  // namespace zonefactor::http
