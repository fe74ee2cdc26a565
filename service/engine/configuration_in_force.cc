#include "service/engine/configuration_in_force.h"

#include <algorithm>
#include <utility>
#include <variant>

#include "service/core/site.h"

namespace zonefactor::engine {

namespace {

void apply_staged(const std::vector<core::Fact>& staged, Objects& objects) {
  for (const core::Fact& fact : staged) {
    if (const auto* put = std::get_if<core::ObjectPut>(&fact)) {
      objects.insert_or_assign(core::staging_key(put->object), put->object);
    } else if (const auto* removed = std::get_if<core::ObjectRemoved>(&fact)) {
      objects.erase(core::staging_key(removed->kind, removed->id));
    }
  }
}

Objects keyed(const std::vector<core::StagedObject>& staged) {
  Objects objects;
  for (const core::StagedObject& object : staged)
    objects.emplace(core::staging_key(object.object), object.object);
  return objects;
}

// What makes `to` of `from`.
std::vector<core::Fact> difference(const Objects& from, const Objects& to) {
  std::vector<core::Fact> facts;
  for (const auto& [key, object] : to) {
    const auto before = from.find(key);
    if (before == from.end() || before->second != object)
      facts.emplace_back(core::ObjectPut{object});
  }
  for (const auto& [key, object] : from) {
    if (to.count(key) != 0) continue;
    auto [kind, id] = core::kind_and_id(object);
    facts.emplace_back(core::ObjectRemoved{std::move(kind), std::move(id)});
  }
  return facts;
}

}  // namespace

ConfigurationInForce::ConfigurationInForce(const core::SealedState& sealed)
    : in_force_(keyed(sealed.in_force)), version_(sealed.version), digest_(sealed.digest) {
  find_head();
  if (sealed.staged) staged_ = difference(in_force_, keyed(*sealed.staged));
  // An object that was put anew has overtaken what was reported before.
  const auto stands = [&sealed](const std::string& key, core::EntryRef ref) {
    return std::any_of(sealed.in_force.begin(), sealed.in_force.end(),
                       [&](const core::StagedObject& object) {
                         return object.ref < ref && core::staging_key(object.object) == key;
                       });
  };
  for (const auto& [credential, history] : sealed.credential_reports) {
    const auto& last = history.back();
    if (stands(core::staging_key("credential", credential.text), last.ref))
      report(core::CredentialChanged{credential, last.value, last.since, {}});
  }
  for (const auto& [designated, history] : sealed.designation_reports) {
    const auto& last = history.back();
    const std::string id = designated.first.text + "/" + designated.second.text;
    if (stands(core::staging_key("designation", id), last.ref))
      report(core::DesignationChanged{designated.first, designated.second, last.value});
  }
  for (const auto& [person, history] : sealed.person_reports) {
    const auto& last = history.back();
    if (stands(core::staging_key("person", person.text), last.ref))
      report(core::PersonChanged{person, last.value});
  }
}

void ConfigurationInForce::fold(const core::Fact& fact) {
  if (std::holds_alternative<core::ObjectPut>(fact) ||
      std::holds_alternative<core::ObjectRemoved>(fact)) {
    staged_.push_back(fact);
  } else if (const auto* closed = std::get_if<core::ConfigurationClosed>(&fact)) {
    close(*closed);
  } else {
    report(fact);
  }
}

void ConfigurationInForce::close(const core::ConfigurationClosed& closed) {
  apply_staged(staged_, in_force_);
  for (const core::Fact& fact : staged_) {
    if (const auto* put = std::get_if<core::ObjectPut>(&fact)) {
      reported_.erase(core::staging_key(put->object));
    } else if (const auto* removed = std::get_if<core::ObjectRemoved>(&fact)) {
      reported_.erase(core::staging_key(removed->kind, removed->id));
    }
  }
  staged_.clear();
  version_ = closed.version;
  digest_ = closed.digest;
  find_head();
}

void ConfigurationInForce::find_head() {
  head_.reset();
  for (const auto& [key, object] : in_force_) {
    if (const auto* head = std::get_if<core::FacilityHead>(&object)) {
      head_ = std::make_shared<const core::FacilityHead>(*head);
    }
  }
}

template <class Object>
Object* ConfigurationInForce::reported(const std::string& key) {
  auto found = reported_.find(key);
  if (found == reported_.end()) {
    const auto base = in_force_.find(key);
    if (base == in_force_.end()) return nullptr;
    found = reported_.emplace(key, base->second).first;
  }
  return std::get_if<Object>(&found->second);
}

void ConfigurationInForce::report(const core::Fact& fact) {
  if (const auto* change = std::get_if<core::CredentialChanged>(&fact)) {
    const std::string key = core::staging_key("credential", change->credential.text);
    if (auto* credential = reported<core::Credential>(key)) {
      credential->state = change->state;
      credential->since = change->since;
    }
  } else if (const auto* withdrawn = std::get_if<core::DesignationChanged>(&fact)) {
    const std::string id = withdrawn->person.text + "/" + withdrawn->zone.text;
    if (auto* designation = reported<core::Designation>(core::staging_key("designation", id))) {
      designation->valid_until = withdrawn->valid_until;
    }
  } else if (const auto* became = std::get_if<core::PersonChanged>(&fact)) {
    if (auto* person = reported<core::Person>(core::staging_key("person", became->person.text))) {
      person->kind = became->kind;
    }
  }
}

Objects ConfigurationInForce::with_staged() const {
  Objects objects = in_force_;
  apply_staged(staged_, objects);
  return objects;
}

core::Facility ConfigurationInForce::facility() const {
  Objects objects = in_force_;
  for (const auto& [key, object] : reported_) objects.insert_or_assign(key, object);
  return facility_of(objects);
}

}  // namespace zonefactor::engine
