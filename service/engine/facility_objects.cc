#include "service/engine/facility_objects.h"

#include "service/core/objects.h"
#include "service/journal/entry_codec.h"
#include "service/journal/sha256.h"

namespace zonefactor::engine {

namespace {

struct Placed {
  core::Facility& facility;
  void operator()(const core::FacilityHead& head) { facility.head = head; }
  void operator()(const core::Zone& zone) { facility.zones.push_back(zone); }
  void operator()(const core::Controller& it) { facility.controllers.push_back(it); }
  void operator()(const core::Door& door) { facility.doors.push_back(door); }
  void operator()(const core::AccessPoint& point) { facility.access_points.push_back(point); }
  void operator()(const core::Terminal& terminal) { facility.terminals.push_back(terminal); }
  void operator()(const core::Person& person) { facility.persons.push_back(person); }
  void operator()(const core::Credential& it) { facility.credentials.push_back(it); }
  void operator()(const core::Designation& it) { facility.designations.push_back(it); }
};

}  // namespace

Objects keyed_objects(const core::Facility& facility) {
  Objects objects;
  for (core::FacilityObject& object : core::objects_of(facility)) {
    std::string key = core::staging_key(object);
    objects.insert_or_assign(std::move(key), std::move(object));
  }
  return objects;
}

core::Facility facility_of(const Objects& objects) {
  core::Facility facility;
  for (const auto& [key, object] : objects) std::visit(Placed{facility}, object);
  return facility;
}

std::string digest_of(const Objects& objects) {
  std::string bytes;
  for (const auto& [key, object] : objects) {
    bytes += journal::encode_object(object);
    bytes += '\n';
  }
  return journal::hex(journal::sha256(bytes));
}

}  // namespace zonefactor::engine
