#include "service/engine/pseudonyms.h"

#include <array>
#include <unordered_map>
#include <utility>

namespace zonefactor::engine {

namespace {

// Known handles from the table, new ones minted once per name.
class Minting {
 public:
  Minting(const Names& names, const Randomness& random) : names_(names), random_(random) {}

  template <class Id>
  void replace(NameKind kind, Id& id) {
    if (const std::string* known = names_.handle_of(kind, id.text)) {
      id.text = *known;
      return;
    }
    auto& made = made_[static_cast<std::size_t>(kind)];
    auto found = made.find(id.text);
    if (found == made.end()) {
      minted_.push_back(mint(kind, id.text, random_));
      found = made.emplace(id.text, minted_.back().row.handle).first;
    }
    id.text = found->second;
  }

  std::vector<Minted> minted() { return std::move(minted_); }

 private:
  const Names& names_;
  const Randomness& random_;
  std::array<std::unordered_map<std::string, std::string>, 4> made_;
  std::vector<Minted> minted_;
};

struct Explaining {
  const Names& names;
  template <class Id>
  void replace(NameKind, Id& id) {
    if (const std::string* plain = names.plain_of(id.text)) id.text = *plain;
  }
};

// Every place of a facility where a person, an account, a credential or a number is named.
template <class Replacing>
void replace_names(core::Facility& facility, Replacing& replacing) {
  for (core::Person& person : facility.persons) {
    replacing.replace(NameKind::person, person.id);
    for (auto& account : person.accounts) replacing.replace(NameKind::account, account);
    for (auto& account : person.emergency_accounts) replacing.replace(NameKind::account, account);
  }
  for (core::Credential& credential : facility.credentials) {
    replacing.replace(NameKind::credential, credential.id);
    replacing.replace(NameKind::person, credential.person);
    replacing.replace(NameKind::number, credential.number);
  }
  for (core::Designation& designation : facility.designations) {
    replacing.replace(NameKind::person, designation.person);
  }
}

}  // namespace

Pseudonymous pseudonymise(core::Facility plain, const Names& names, const Randomness& random) {
  for (core::Zone& zone : plain.zones) {
    zone.responsible.clear();
    if (zone.basis) zone.basis->approved_by.clear();
  }
  Minting minting(names, random);
  replace_names(plain, minting);
  return {std::move(plain), minting.minted()};
}

core::Facility explain(core::Facility facility, const Names& names) {
  Explaining explaining{names};
  replace_names(facility, explaining);
  return facility;
}

}  // namespace zonefactor::engine
