#include "service/engine/audit_filter.h"

#include <fmt/format.h>

#include <array>
#include <string_view>
#include <utility>

#include "service/journal/entry_codec.h"

namespace zonefactor::engine {

namespace {

template <std::size_t... I>
std::array<std::string_view, sizeof...(I)> types_of(std::index_sequence<I...>) {
  return {journal::type_of(core::Fact(std::in_place_index<I>))...};
}

// A type the journal knows; any other text of a caller's is not repeated (rule V2).
bool is_known_type(const std::string& type) {
  static const auto types = types_of(std::make_index_sequence<std::variant_size_v<core::Fact>>());
  return std::find(types.begin(), types.end(), type) != types.end();
}

// The person's handle, their accounts', their credentials' and the numbers of those; nothing where
// no configuration in force knows them. A handle may stand for itself: after an erasure nothing
// else does.
std::vector<std::string> handles_of(const std::string& person, const core::Facility& facility,
                                    const Names& names) {
  const std::string* known = names.handle_of(NameKind::person, person);
  const core::PersonId id(known ? *known : person);
  const auto found = std::find_if(facility.persons.begin(), facility.persons.end(),
                                  [&](const core::Person& one) { return one.id == id; });
  std::vector<std::string> handles;
  if (found == facility.persons.end()) {
    if (known) handles.push_back(*known);
    return handles;
  }
  handles.push_back(id.text);
  for (const auto* accounts : {&found->accounts, &found->emergency_accounts})
    for (const core::AccountId& account : *accounts) handles.push_back(account.text);
  for (const core::Credential& credential : facility.credentials) {
    if (credential.person != id) continue;
    handles.push_back(credential.id.text);
    handles.push_back(credential.number.text);
  }
  return handles;
}

bool is_at(const core::AccessPoint& point, const core::ZoneId& zone,
           const std::set<core::DoorId>& doors) {
  return point.to == zone || point.inside == zone || (point.door && doors.contains(*point.door));
}

}  // namespace

AuditFilter::AuditFilter(const ports::AuditQuery& query, const Folded* state) : query_(query) {
  if (state == nullptr || !looks_inside()) return;
  const core::Facility facility = state->configuration.facility();
  if (!query_.person.empty()) handles_ = handles_of(query_.person, facility, state->names);
  knows_terminal_ = std::any_of(
      facility.terminals.begin(), facility.terminals.end(),
      [&](const core::Terminal& terminal) { return terminal.id.text == query_.terminal; });
  knows_zone_ = std::any_of(facility.zones.begin(), facility.zones.end(),
                            [&](const core::Zone& zone) { return zone.id.text == query_.zone; });
  const core::ZoneId zone(query_.zone);
  for (const core::Door& door : facility.doors)
    if (door.side_a == zone || door.side_b == zone) doors_.insert(door.id);
  for (const core::AccessPoint& point : facility.access_points)
    if (is_at(point, zone, doors_)) access_points_.insert(point.id);
}

bool AuditFilter::looks_inside() const {
  return !query_.person.empty() || !query_.terminal.empty() || !query_.zone.empty() ||
         query_.class_ || query_.reason;
}

bool AuditFilter::takes(const ports::JournalRow& row) const {
  if (!query_.type.empty() && row.type != query_.type) return false;
  if (!looks_inside()) return true;
  if (!query_.person.empty() && !names_person(row.body)) return false;
  const auto decoded = journal::decode(row.body);
  return decoded && is_about(decoded->fact);
}

bool AuditFilter::names_person(const std::string& body) const {
  return std::any_of(handles_.begin(), handles_.end(), [&](const std::string& handle) {
    return body.find("\"" + handle + "\"") != std::string::npos;
  });
}

bool AuditFilter::is_about(const core::Fact& fact) const {
  return (query_.terminal.empty() || is_of_terminal(fact)) &&
         (query_.zone.empty() || is_of_zone(fact)) &&
         ((!query_.class_ && !query_.reason) || is_of_verdict(fact));
}

bool AuditFilter::is_of_terminal(const core::Fact& fact) const {
  const core::TerminalId terminal(query_.terminal);
  if (const auto* it = std::get_if<core::LoginDecided>(&fact))
    return it->attempt.terminal == terminal;
  if (const auto* it = std::get_if<core::SessionChanged>(&fact)) return it->terminal == terminal;
  if (const auto* it = std::get_if<core::Finding>(&fact)) return it->terminal == terminal;
  if (const auto* it = std::get_if<core::Signal>(&fact)) return it->terminal == terminal;
  if (const auto* it = std::get_if<core::ObjectPut>(&fact)) {
    const auto* object = std::get_if<core::Terminal>(&it->object);
    return object != nullptr && object->id == terminal;
  }
  return false;
}

bool AuditFilter::is_of_zone(const core::Fact& fact) const {
  const core::ZoneId zone(query_.zone);
  if (const auto* it = std::get_if<core::LoginDecided>(&fact)) return it->decision.zone == zone;
  if (const auto* it = std::get_if<core::Acknowledged>(&fact)) return it->zone == zone;
  if (const auto* it = std::get_if<core::DesignationChanged>(&fact)) return it->zone == zone;
  if (const auto* it = std::get_if<core::PresenceCorrected>(&fact)) return it->zone == zone;
  if (const auto* it = std::get_if<core::EmergencyDeclared>(&fact))
    return std::find(it->zones.begin(), it->zones.end(), zone) != it->zones.end();
  if (const auto* it = std::get_if<core::Finding>(&fact))
    return it->zone == zone || (it->door && doors_.contains(*it->door)) ||
           (it->access_point && access_points_.contains(*it->access_point));
  if (const auto* it = std::get_if<core::DoorEvent>(&fact)) {
    const core::Observation& seen = it->observation;
    return seen.zone == zone || (seen.door && doors_.contains(*seen.door)) ||
           (seen.access_point && access_points_.contains(*seen.access_point));
  }
  if (const auto* it = std::get_if<core::ObjectPut>(&fact)) {
    const auto* object = std::get_if<core::Zone>(&it->object);
    return object != nullptr && object->id == zone;
  }
  return false;
}

bool AuditFilter::is_of_verdict(const core::Fact& fact) const {
  if (const auto* it = std::get_if<core::LoginDecided>(&fact)) {
    const core::Decision& decision = it->decision;
    return (!query_.class_ || decision.class_ == *query_.class_) &&
           (!query_.reason || (decision.reasons | decision.zone_reasons).has(*query_.reason));
  }
  const auto* again = std::get_if<core::Readjudicated>(&fact);
  return again != nullptr && !query_.reason && again->to == *query_.class_;
}

std::string AuditFilter::description() const {
  std::string text =
      fmt::format("entries {}", query_.newest_first ? "newest_first" : "oldest_first");
  const auto add = [&text](std::string_view what, std::string_view value) {
    text += fmt::format(" {} {}", what, value);
  };
  if (query_.from && query_.from->year == 0) add("from", std::to_string(query_.from->index));
  if (query_.from && query_.from->year != 0)
    add("from", fmt::format("{}/{}", query_.from->year, query_.from->index));
  add("limit", std::to_string(query_.limit));
  if (query_.since) add("since", core::format_rfc3339(*query_.since, {}));
  if (query_.until) add("until", core::format_rfc3339(*query_.until, {}));
  if (!query_.type.empty()) add("type", is_known_type(query_.type) ? query_.type : "unknown");
  if (!query_.person.empty()) add("person", handles_.empty() ? "unknown" : handles_.front());
  if (!query_.terminal.empty()) add("terminal", knows_terminal_ ? query_.terminal : "unknown");
  if (!query_.zone.empty()) add("zone", knows_zone_ ? query_.zone : "unknown");
  if (query_.class_) add("class", core::name_of(*query_.class_));
  if (query_.reason) add("reason", core::name_of(*query_.reason));
  return text;
}

}  // namespace zonefactor::engine
