#include "service/cli/facility_objects.h"

namespace zonefactor::cli {

std::vector<core::FacilityObject> objects_of(const core::Facility& facility) {
  std::vector<core::FacilityObject> objects{facility.head};
  const auto append = [&objects](const auto& more) {
    objects.insert(objects.end(), more.begin(), more.end());
  };
  append(facility.zones);
  append(facility.controllers);
  append(facility.doors);
  append(facility.access_points);
  append(facility.terminals);
  append(facility.persons);
  append(facility.credentials);
  append(facility.designations);
  return objects;
}

core::Staging stage(const core::Facility& facility) {
  core::Staging staging;
  for (core::FacilityObject& object : objects_of(facility)) {
    std::string key = core::staging_key(object);
    staging[std::move(key)] = {std::move(object), {}};
  }
  return staging;
}

}  // namespace zonefactor::cli
