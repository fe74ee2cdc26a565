// Administration over HTTP: the facility in force, imports, status, acknowledgements, credentials,
// erasures.
//
// A fault rejects the whole of what was sent and names every fault; the version in force stays.
#include <fmt/format.h>

#include "adapters/http/api_state.h"
#include "adapters/http/facility_json.h"
#include "adapters/http/json_text.h"

namespace zonefactor::http {
namespace {

using simdjson::dom::element;
using simdjson::dom::object;

void no_store(Response& response) {
  response.headers.append("Cache-Control: no-store\r\n");
}

// An answer that is one new entry, and how many rows went with it where it is an erasure.
Response entry_response(std::string_view facility, core::EntryRef entry,
                        std::optional<std::uint64_t> rows = std::nullopt) {
  std::string name;
  append_entry(name, facility, entry);
  Response response;
  response.headers = fmt::format("ZoneFactor-Entry: {}\r\n", name);
  JsonWriter json(response.body);
  json.open_object();
  json.key("entry");
  json.string(name);
  if (rows) {
    json.key("rows");
    json.number(*rows);
  }
  json.close_object();
  return response;
}

// A string member that must be there; false with words in `fault` where it is not.
bool string_member(const object& members, std::string_view name, std::string_view& value,
                   std::string& fault) {
  element member;
  if (find_member(members, name, member) && member.get(value) == simdjson::SUCCESS &&
      !value.empty()) {
    return true;
  }
  fault = fmt::format("{} must be a string that is not empty", name);
  return false;
}

template <class E>
std::string choices() {
  std::string words;
  for (const std::string_view name : core::Spelling<E>::names) {
    if (!words.empty()) words += ", ";
    words += name;
  }
  return words;
}

// "0" and "1" of a query; std::nullopt for anything else.
std::optional<bool> query_flag(std::string_view query, std::string_view name) {
  const auto value = query_value(query, name);
  if (!value || *value == "0") return false;
  if (*value == "1") return true;
  return std::nullopt;
}

std::optional<ImportKind> import_kind(std::string_view name) {
  if (name == "people") return ImportKind::people;
  if (name == "credentials") return ImportKind::credentials;
  if (name == "designations") return ImportKind::designations;
  return std::nullopt;
}

void append_differences(JsonWriter& json, const std::vector<std::string>& differences) {
  json.key("differences");
  json.open_array();
  for (const std::string& difference : differences) json.string(difference);
  json.close_array();
}

}  // namespace

void Api::State::read_facility(const Call& call) {
  Response response;
  response.body = facility_summary(call.service.facility(), call.caller.peer->role == Role::admin);
  no_store(response);
  answer(call.exchange, std::move(response));
}

void Api::State::put_facility(const Call& call) {
  if (!options_.parse_facility) {
    return answer(call.exchange, error_response(404, "the facility is not changed over HTTP here"));
  }
  auto parsed = options_.parse_facility(call.request.body, call.service.facility());
  if (const auto* faults = std::get_if<Faults>(&parsed)) {
    return answer(call.exchange, faults_response(*faults));
  }
  auto& facility = std::get<core::Facility>(parsed);
  if (facility.head.id != call.service.facility_id()) {
    return answer(
        call.exchange,
        faults_response({fmt::format("[facility] id: this peer administers \"{}\", and the "
                                     "file describes another; send it to that one",
                                     call.service.facility_id())}));
  }
  configure(call, std::move(facility), {});
}

void Api::State::configure(const Call& call, core::Facility facility,
                           std::vector<std::string> differences) {
  if (!admit(call, 1)) return;
  call.service.configure(
      std::move(facility), call.caller.peer->name,
      [this, exchange = call.exchange,
       differences = std::move(differences)](const Outcome<ports::ConfigurationResult>& outcome) {
        answer_outcome(exchange, outcome, [&differences](const ports::ConfigurationResult& closed) {
          Response response;
          JsonWriter json(response.body);
          json.open_object();
          json.key("version");
          json.number(closed.version);
          json.key("digest");
          json.string(closed.digest);
          json.key("objects_changed");
          json.number(closed.objects_changed);
          if (!differences.empty()) append_differences(json, differences);
          json.close_object();
          return response;
        });
      });
}

void Api::State::import(const Call& call) {
  const auto kind = import_kind(call.target.tail);
  if (!kind || !options_.plan_import) {
    return answer(call.exchange,
                  error_response(404, "imports are people, credentials and designations"));
  }
  const auto full = query_flag(call.target.query, "full");
  const auto dry_run = query_flag(call.target.query, "dry_run");
  if (!full || !dry_run) {
    return answer(call.exchange, error_response(400, "full and dry_run must be 0 or 1"));
  }
  auto planned = options_.plan_import({*kind, *full, call.request.body}, call.service.facility());
  if (const auto* faults = std::get_if<Faults>(&planned)) {
    return answer(call.exchange, faults_response(*faults));
  }
  auto& plan = std::get<ImportPlan>(planned);
  if (!*dry_run) return configure(call, std::move(plan.facility), std::move(plan.differences));
  Response response;
  JsonWriter json(response.body);
  json.open_object();
  json.key("dry_run");
  json.boolean(true);
  append_differences(json, plan.differences);
  json.close_object();
  answer(call.exchange, std::move(response));
}

void Api::State::status(const Call& call) {
  Response response;
  response.body = status_text(call.service.standing());
  no_store(response);
  answer(call.exchange, std::move(response));
}

void Api::State::acknowledge(const Call& call) {
  if (!is_json(call)) return;
  const auto parsed = reader_.read_object(call.request.body);
  if (const auto* why = std::get_if<std::string>(&parsed))
    return answer(call.exchange, error_response(400, *why));
  const auto& members = std::get<object>(parsed);
  std::string fault;
  std::string_view zone;
  std::string_view what;
  std::string_view by;
  if (string_member(members, "zone", zone, fault) && string_member(members, "what", what, fault)) {
    string_member(members, "by", by, fault);
  }
  if (!fault.empty()) return answer(call.exchange, error_response(400, fault));
  const auto acknowledged = core::from_name<core::Acknowledgeable>(what);
  if (!acknowledged) {
    return answer(call.exchange,
                  error_response(400, fmt::format("what must be one of {}",
                                                  choices<core::Acknowledgeable>())));
  }
  if (!admit(call, 1)) return;
  call.service.acknowledge({std::string(zone), *acknowledged, std::string(by)},
                           call.caller.peer->name,
                           [this, exchange = call.exchange,
                            service = &call.service](const Outcome<core::EntryRef>& outcome) {
                             answer_outcome(exchange, outcome, [service](core::EntryRef entry) {
                               return entry_response(service->facility_id(), entry);
                             });
                           });
}

void Api::State::report_credential(const Call& call) {
  if (!is_json(call)) return;
  if (!core::is_legal_id(call.target.tail)) {
    return answer(call.exchange, error_response(404, "there is no credential of this name"));
  }
  const auto parsed = reader_.read_object(call.request.body);
  if (const auto* why = std::get_if<std::string>(&parsed))
    return answer(call.exchange, error_response(400, *why));
  const auto& members = std::get<object>(parsed);
  std::string fault;
  std::string_view state;
  string_member(members, "state", state, fault);
  if (!fault.empty()) return answer(call.exchange, error_response(400, fault));
  const auto reported = core::from_name<core::CredentialState>(state);
  if (!reported) {
    return answer(call.exchange,
                  error_response(400, fmt::format("state must be one of {}",
                                                  choices<core::CredentialState>())));
  }
  ports::CredentialReport report{std::string(call.target.tail), *reported, std::nullopt};
  element since;
  if (find_member(members, "since", since)) {
    std::string_view text;
    if (since.get(text) == simdjson::SUCCESS) report.since = core::parse_rfc3339(text);
    if (!report.since) {
      return answer(call.exchange, error_response(400,
                                                  "since must be RFC 3339 with an offset: "
                                                  "2026-11-22T08:00:00+09:00"));
    }
  }
  if (!admit(call, 1)) return;
  call.service.report_credential(std::move(report), call.caller.peer->name,
                                 [this, exchange = call.exchange,
                                  service = &call.service](const Outcome<core::EntryRef>& outcome) {
                                   answer_outcome(
                                       exchange, outcome, [service](core::EntryRef entry) {
                                         return entry_response(service->facility_id(), entry);
                                       });
                                 });
}

void Api::State::erase_person(const Call& call) {
  if (!is_json(call)) return;
  const auto parsed = reader_.read_object(call.request.body);
  if (const auto* why = std::get_if<std::string>(&parsed))
    return answer(call.exchange, error_response(400, *why));
  const auto& members = std::get<object>(parsed);
  std::string fault;
  std::string_view person;
  string_member(members, "person", person, fault);
  if (!fault.empty()) return answer(call.exchange, error_response(400, fault));
  if (!admit(call, 1)) return;
  call.service.erase_person(
      std::string(person), call.caller.peer->name,
      [this, exchange = call.exchange,
       service = &call.service](const Outcome<ports::ErasureResult>& outcome) {
        answer_outcome(exchange, outcome, [service](const ports::ErasureResult& erased) {
          return entry_response(service->facility_id(), erased.entry, erased.rows);
        });
      });
}

}  // namespace zonefactor::http
