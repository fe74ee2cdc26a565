// The oracle's reading of rules P1 to P7, X4 and Z3 to Z6: what a grant came to, what an opening
// meant.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tests/oracle/order.h"
#include "tests/oracle/presence.h"

namespace zonefactor::oracle {

// A permission or a passage at a boundary reader, by somebody known.
struct Passage {
  enum Fate { confirmed, cancelled, pending };
  std::size_t read = 0;  // the item it begins with
  std::string person;
  const Reader* reader = nullptr;
  Fate fate = pending;
  bool used = false;                        // confirmed once, whatever was said afterwards
  std::size_t confirmed_by = 0;             // the item that confirms it
  std::optional<std::size_t> cancelled_by;  // the item that says it was not used
  std::optional<std::size_t> of_grant;      // of a passage: the grant whose transaction it ends
  std::optional<std::size_t> tells_again;  // of such a passage: what had confirmed the grant before
  std::optional<std::size_t> opened_by;    // the opening it had waited for
  std::optional<std::size_t> opening;      // the one it was ambiguous by (rule P7)
  Entry entry;
};

// All of them, in the order of their reads, as far as is known at `now`.
std::vector<Passage> passages(const Site& site, const std::vector<Item>& items, Ms now);

// What the opening or request to exit at `items[i]` means (rules X2, X4, Z3).
struct Movement {
  bool forced = false;
  bool anonymous_egress = false;
  std::size_t opening = 0;  // the item that opened the door for it
};
Movement meaning_of(const Site& site, const std::vector<Item>& items, std::size_t i);

}  // namespace zonefactor::oracle
