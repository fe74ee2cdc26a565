// Whose names go with a pack: of one decision those that it and what it rests on speak of, of a
// period those that its entries speak of; and the holder of each card number read.
//
// Promise: no name goes out that the pack's reports do not need.
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "service/cli/export_range.h"
#include "service/verify/setting.h"

namespace zonefactor::cli {

class NamedHandles {
 public:
  // `state`: the sealed state that the pack begins with; empty: none. `decision`: the bytes of that
  // entry, of a pack of one.
  NamedHandles(ExportWish wish, std::string_view state, std::string_view decision);

  // Every entry of the pack, in order.
  void take(core::EntryRef ref, std::string_view body);
  // What may be a handle; who explains them knows which are.
  const std::set<std::string>& handles() const { return handles_; }

 private:
  bool is_wanted(core::EntryRef ref, core::Instant at) const;
  void add(std::string_view body);

  ExportWish wish_;
  evidence::Setting setting_;
  std::set<core::EntryRef> rests_on_;  // of a decision
  std::set<std::string> handles_;
};

}  // namespace zonefactor::cli
