// Patterns of events, each with the rule whose reading is open.
#include "tests/oracle/disputed.h"

#include <algorithm>

#include "tests/oracle/doors.h"
#include "tests/oracle/geometry.h"
#include "tests/oracle/order.h"

namespace zonefactor::oracle {
namespace {

constexpr Ms kSettled = 15'000;  // a grant not used is known to be so

bool is(const Item& item, const char* kind) {
  return item.what == Item::event && item.input->told.kind == kind;
}

// Rules P1 and X2: somebody left unnamed while a permission was in use, or awaited, that came to
// nothing. The oracle judges as if it had never been, the product by who could be inside then: one
// says absent where the other says uncertain, and neither lets anybody in.
bool left_while_unsettled(const Site& site, const std::vector<Item>& items,
                          const std::vector<Passage>& all) {
  std::vector<std::size_t> moved;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if ((is(items[i], "exit_requested") || is(items[i], "door_opened")) &&
        meaning_of(site, items, i).anonymous_egress)
      moved.push_back(i);
  }
  for (const Passage& passage : all) {
    if (passage.fate == Passage::confirmed) continue;
    const Ms known = items[passage.read].time + kSettled;
    const std::size_t told = passage.cancelled_by.value_or(0);
    for (const std::size_t i : moved) {
      if (i > passage.read && (i < told || items[i].time <= known)) return true;
    }
  }
  return false;
}

// Rules S4 and P1: a permission is confirmed after the person was seen, at another reader, where
// nobody is who used it; or said not to be used after another one.
bool settled_after_another(const Site& site, const std::vector<Passage>& all) {
  for (const Passage& earlier : all) {
    for (const Passage& later : all) {
      if (later.person != earlier.person || later.reader == earlier.reader ||
          later.read <= earlier.read)
        continue;
      if (earlier.cancelled_by.value_or(0) > later.read) return true;
      if (earlier.fate == Passage::confirmed && earlier.confirmed_by > later.read &&
          earlier.reader->to != kOutside &&
          !contains(site, earlier.reader->to, read_from(site, *later.reader)))
        return true;
    }
  }
  return false;
}

// Rule Z6: everybody's place was forgotten between a permission and its passage.
bool passed_after_relock(const std::vector<Item>& items, const std::vector<Passage>& all) {
  for (const Passage& passage : all) {
    bool relocked = false;
    for (std::size_t i = passage.read; i < items.size(); ++i) {
      if (is(items[i], "emergency_restored")) relocked = true;
      if (relocked && is(items[i], "access_taken") &&
          items[i].input->told.reader == passage.reader->id && passage.reader->to == kOutside)
        return true;
    }
  }
  return false;
}

// Rule P4: whether a permission to nobody that is known is one of those that a door opens for.
bool tapped_by_nobody(const Site& site, const std::vector<Item>& items) {
  for (const Door& door : site.doors) {
    int taps = 0;
    bool by_nobody = false;
    for (const Item& item : items) {
      if (is(item, "door_closed") && item.input->told.door == door.id) taps = 0;
      const Reader* reader =
          item.what == Item::event ? find(site.readers, item.input->told.reader) : nullptr;
      if (!is(item, "access_granted") || reader == nullptr || reader->door != door.id) continue;
      bool expired = false;
      by_nobody = by_nobody || !identifies(*reader, item.input->told) ||
                  holder(site, item.input->told.number, item.time, expired).empty();
      if (++taps > 6 && by_nobody) return true;
    }
  }
  return false;
}

}  // namespace

bool is_disputed(const Site& site, const History& told) {
  if (told.empty()) return false;
  const std::vector<Item> items = in_order(told, told.size());
  const std::vector<Passage> all = passages(site, items, told.back().at);
  if (all.empty()) return false;
  return left_while_unsettled(site, items, all) || settled_after_another(site, all) ||
         passed_after_relock(items, all) || tapped_by_nobody(site, items);
}

}  // namespace zonefactor::oracle
