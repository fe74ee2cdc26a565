#include "service/daemon/api_hooks.h"

#include <fmt/format.h>

#include <string>
#include <utility>

#include "adapters/files/facility_toml.h"
#include "adapters/files/people_csv.h"
#include "adapters/profiles/zonefactor_event.h"

namespace zonefactor::daemon {

namespace {

http::Faults texts_of(const std::vector<files::Fault>& faults) {
  http::Faults texts;
  for (const files::Fault& fault : faults) texts.push_back(files::to_text(fault));
  return texts;
}

// A file without people leaves those that came by import as they are.
std::variant<core::Facility, http::Faults> parse_facility(std::string_view toml,
                                                          const core::Facility& in_force) {
  auto parsed = files::parse_facility(toml, "facility file");
  if (const auto* faults = std::get_if<std::vector<files::Fault>>(&parsed)) {
    return texts_of(*faults);
  }
  auto& file = std::get<files::FacilityFile>(parsed);
  if (!file.names_people) {
    file.facility.persons = in_force.persons;
    file.facility.credentials = in_force.credentials;
    file.facility.designations = in_force.designations;
  }
  return std::move(file.facility);
}

files::PeopleTable table_of(http::ImportKind kind) {
  switch (kind) {
    case http::ImportKind::people:
      return files::PeopleTable::people;
    case http::ImportKind::credentials:
      return files::PeopleTable::credentials;
    case http::ImportKind::designations:
      return files::PeopleTable::designations;
  }
  __builtin_unreachable();
}

std::string_view words_for(files::Difference::Kind kind) {
  switch (kind) {
    case files::Difference::Kind::added:
      return "added";
    case files::Difference::Kind::changed:
      return "changed";
    case files::Difference::Kind::removed:
      return "removed";
  }
  __builtin_unreachable();
}

std::variant<http::ImportPlan, http::Faults> plan_import(const http::ImportRequest& request,
                                                         const core::Facility& in_force) {
  auto imported = files::import_people(
      table_of(request.kind), request.csv, "import",
      request.full ? files::ImportMode::full : files::ImportMode::delta, in_force);
  if (const auto* faults = std::get_if<std::vector<files::Fault>>(&imported)) {
    return texts_of(*faults);
  }
  auto& import = std::get<files::PeopleImport>(imported);
  http::ImportPlan plan{std::move(import.facility), {}};
  for (const files::Difference& difference : import.differences) {
    plan.differences.push_back(
        fmt::format("{} {} {}", words_for(difference.kind), difference.table, difference.id));
  }
  return plan;
}

}  // namespace

void join_readers(http::ApiOptions& options) {
  options.decode_events = [](std::string_view body, core::Origin origin, std::string* error) {
    return profiles::decode_event_array(body, nullptr, origin, profiles::kMaxEventArrayItems,
                                        error);
  };
  options.parse_facility = parse_facility;
  options.plan_import = plan_import;
}

}  // namespace zonefactor::daemon
