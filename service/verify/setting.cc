#include "service/verify/setting.h"

#include <algorithm>

namespace zonefactor::evidence {

namespace {

core::Staging staging_of(const std::vector<core::StagedObject>& objects) {
  core::Staging staging;
  for (const core::StagedObject& staged : objects) {
    staging.insert_or_assign(core::staging_key(staged.object), staged);
  }
  return staging;
}

const core::FacilityObject* find(const core::Staging& staging, core::EntryRef ref) {
  const auto found = std::find_if(staging.begin(), staging.end(),
                                  [&](const auto& one) { return one.second.ref == ref; });
  return found == staging.end() ? nullptr : &found->second.object;
}

}  // namespace

Setting::Setting(const core::SealedState& sealed) : staged_(staging_of(sealed.in_force)) {
  close();
  if (sealed.staged) staged_ = staging_of(*sealed.staged);
}

void Setting::take(core::EntryRef ref, const core::Fact& fact) {
  if (const auto* put = std::get_if<core::ObjectPut>(&fact)) {
    staged_.insert_or_assign(core::staging_key(put->object), core::StagedObject{put->object, ref});
  } else if (const auto* removed = std::get_if<core::ObjectRemoved>(&fact)) {
    staged_.erase(core::staging_key(removed->kind, removed->id));
  } else if (std::holds_alternative<core::ConfigurationClosed>(fact)) {
    close();
  }
}

void Setting::close() {
  in_force_ = staged_;
  head_ = {};
  holders_.clear();
  for (const auto& [key, staged] : in_force_) {
    if (const auto* head = std::get_if<core::FacilityHead>(&staged.object)) head_ = *head;
    if (const auto* card = std::get_if<core::Credential>(&staged.object)) {
      const auto [at, first] = holders_.emplace(card->number, card->person);
      if (!first && at->second != card->person) at->second = core::PersonId();
    }
  }
}

template <class T>
const T* Setting::object(const char* kind, const std::string& id) const {
  const auto found = in_force_.find(core::staging_key(kind, id));
  return found == in_force_.end() ? nullptr : std::get_if<T>(&found->second.object);
}

const core::Zone* Setting::zone(const core::ZoneId& id) const {
  return object<core::Zone>("zone", id.text);
}
const core::Door* Setting::door(const core::DoorId& id) const {
  return object<core::Door>("door", id.text);
}
const core::AccessPoint* Setting::access_point(const core::AccessPointId& id) const {
  return object<core::AccessPoint>("access_point", id.text);
}

const core::PersonId& Setting::holder_of(const core::NumberId& number) const {
  static const core::PersonId nobody;
  const auto found = holders_.find(number);
  return found == holders_.end() ? nobody : found->second;
}

const core::FacilityObject* Setting::put_by(core::EntryRef ref) const {
  const core::FacilityObject* const in_force = find(in_force_, ref);
  return in_force != nullptr ? in_force : find(staged_, ref);
}

}  // namespace zonefactor::evidence
