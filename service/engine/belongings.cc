#include "service/engine/belongings.h"

#include <algorithm>

namespace zonefactor::engine {

void Belongings::fold(const core::Fact& fact, core::Instant at) {
  if (const auto* object = std::get_if<core::ObjectPut>(&fact)) {
    put(object->object);
  } else if (const auto* removed = std::get_if<core::ObjectRemoved>(&fact)) {
    if (removed->kind == "person") left_.insert_or_assign(core::PersonId(removed->id), at);
  } else if (const auto* erased = std::get_if<core::PersonErased>(&fact)) {
    erased_.insert(erased->person);
  }
}

void Belongings::put(const core::FacilityObject& object) {
  if (const auto* person = std::get_if<core::Person>(&object)) {
    left_.erase(person->id);
    add(person->id, person->id.text);
    for (const core::AccountId& account : person->accounts) add(person->id, account.text);
    for (const core::AccountId& account : person->emergency_accounts) add(person->id, account.text);
  } else if (const auto* credential = std::get_if<core::Credential>(&object)) {
    add(credential->person, credential->id.text);
    add(credential->person, credential->number.text);
  }
}

void Belongings::add(const core::PersonId& person, const std::string& handle) {
  holders_[handle].insert(person);
  handles_[person].insert(handle);
}

std::vector<std::string> Belongings::erasable_with(const core::PersonId& person) const {
  const auto theirs = handles_.find(person);
  if (theirs == handles_.end()) return {};
  std::vector<std::string> erasable;
  for (const std::string& handle : theirs->second) {
    const auto& holders = holders_.find(handle)->second;
    const bool needed = std::any_of(
        holders.begin(), holders.end(),
        [&](const core::PersonId& holder) { return holder != person && !is_erased(holder); });
    if (!needed) erasable.push_back(handle);
  }
  return erasable;
}

std::optional<core::PersonId> Belongings::erased_holder_of(std::string_view handle) const {
  const auto found = holders_.find(handle);
  if (found == holders_.end()) return std::nullopt;
  const auto& holders = found->second;
  const bool all = std::all_of(holders.begin(), holders.end(),
                               [this](const core::PersonId& holder) { return is_erased(holder); });
  if (!all) return std::nullopt;
  return *holders.begin();
}

std::vector<core::PersonId> Belongings::gone_before(core::Instant limit) const {
  std::vector<core::PersonId> gone;
  for (const auto& [person, left] : left_) {
    if (left < limit && !is_erased(person)) gone.push_back(person);
  }
  return gone;
}

}  // namespace zonefactor::engine
