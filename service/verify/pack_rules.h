// The entries of a pack held against the rules: the second half of its verification.
//
// Promise: what is recorded since the seal is exactly what the rules give on the sealed state, and
// the pack holds all that its one decision rests on, or all of its period.
#pragma once

#include <optional>
#include <set>

#include "service/journal/derivation.h"
#include "service/verify/pack_logs.h"

namespace zonefactor::evidence {

class PackRules {
 public:
  PackRules(const PackFiles& files, const PackContents& contents)
      : files_(files), contents_(contents) {}

  // Every entry can be read, none is older than the one before, and from the seal on each is what
  // the rules give.
  void check_derivation(PackVerdict& verdict, const Passed& passed);
  void check_completeness(PackVerdict& verdict) const;

 private:
  bool is_sealed_by(const core::StateSealed& seal) const;
  void begin_at_seal(core::EntryRef ref, std::string_view bytes);
  void take(core::EntryRef ref, std::string_view bytes, PackVerdict& verdict);
  void derive(core::EntryRef ref, std::string_view bytes);
  void expect_order(core::EntryRef ref, const core::Fact& fact, core::Instant at,
                    const PackVerdict& verdict) const;
  void check_decision() const;

  const PackFiles& files_;
  const PackContents& contents_;
  std::optional<journal::Derivation> derivation_;
  std::set<core::EntryRef> held_;  // entries whose matter the sealed state holds
  std::optional<core::Instant> sealed_at_;
  std::optional<core::LoginDecided> decided_;
};

}  // namespace zonefactor::evidence
