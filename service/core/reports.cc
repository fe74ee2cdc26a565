#include "service/core/reports.h"

#include "service/core/overloaded.h"

namespace zonefactor::core {

bool Reports::stands(const End& end) const {
  const auto is_last = [&end](const auto& history, const auto& key) {
    const auto known = history.find(key);
    return known != history.end() && known->second.back().ref == end.report;
  };
  return std::visit(
      Overloaded{[&](const CredentialId& id) { return is_last(credentials, id); },
                 [&](const Designated& designated) { return is_last(designations, designated); }},
      end.of);
}

}  // namespace zonefactor::core
