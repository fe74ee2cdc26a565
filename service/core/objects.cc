#include "service/core/objects.h"

#include <variant>

#include "service/core/overloaded.h"

namespace zonefactor::core {

std::vector<FacilityObject> objects_of(const Facility& facility) {
  std::vector<FacilityObject> objects{facility.head};
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

std::pair<std::string, std::string> kind_and_id(const FacilityObject& object) {
  using Named = std::pair<std::string, std::string>;
  return std::visit(Overloaded{
                        [](const FacilityHead& o) {
                          return Named{"facility", o.id};
                        },
                        [](const Zone& o) {
                          return Named{"zone", o.id.text};
                        },
                        [](const Controller& o) {
                          return Named{"controller", o.id.text};
                        },
                        [](const Door& o) {
                          return Named{"door", o.id.text};
                        },
                        [](const AccessPoint& o) {
                          return Named{"access_point", o.id.text};
                        },
                        [](const Terminal& o) {
                          return Named{"terminal", o.id.text};
                        },
                        [](const Person& o) {
                          return Named{"person", o.id.text};
                        },
                        [](const Credential& o) {
                          return Named{"credential", o.id.text};
                        },
                        [](const Designation& o) {
                          return Named{"designation", o.person.text + "/" + o.zone.text};
                        },
                    },
                    object);
}

std::string staging_key(const std::string& kind, const std::string& id) {
  return kind + "/" + id;
}

std::string staging_key(const FacilityObject& object) {
  const auto [kind, id] = kind_and_id(object);
  return staging_key(kind, id);
}

Staging stage(const Facility& facility, EntryRef ref) {
  Staging staging;
  for (FacilityObject& object : objects_of(facility)) {
    std::string key = staging_key(object);
    staging[std::move(key)] = {std::move(object), ref};
  }
  return staging;
}

}  // namespace zonefactor::core
