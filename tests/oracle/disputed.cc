// Patterns of events, each with the rule whose reading is open.
#include "tests/oracle/disputed.h"

#include <algorithm>
#include <functional>

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

// Rule X4: somebody left unnamed by different doors. Where a passage explains the opening of one
// afterwards, each side counts at another time who was alone by then.
bool left_by_different_doors(const Site& site, const std::vector<Item>& items) {
  std::vector<std::string> moved;  // the doors, in their order
  for (std::size_t i = 0; i < items.size(); ++i) {
    const bool leaf = is(items[i], "exit_requested") || is(items[i], "door_opened");
    if (leaf && meaning_of(site, items, i).anonymous_egress)
      moved.push_back(items[i].input->told.door);
  }
  return std::adjacent_find(moved.begin(), moved.end(), std::not_equal_to<>()) != moved.end();
}

// Rule K8: a boot says something older than what a later boot of its controller has said already.
// Whether numbers are missing between the two, neither side can know.
bool boots_out_of_turn(const History& told) {
  std::vector<const Event*> heard;
  for (const Input& input : told) {
    if (input.what != Input::event) continue;
    const Event& event = input.told;
    for (const Event* other : heard) {
      if (other->controller == event.controller && other->boot != event.boot && event.occurred &&
          other->occurred && *event.occurred < *other->occurred)
        return true;
    }
    heard.push_back(&event);
  }
  return false;
}

}  // namespace

bool is_disputed(const Site& site, const History& told) {
  if (told.empty()) return false;
  const std::vector<Item> items = in_order(told, told.size());
  const std::vector<Passage> all = passages(site, items, told.back().at);
  if (all.empty()) return false;
  return left_while_unsettled(site, items, all) || left_by_different_doors(site, items) ||
         boots_out_of_turn(told);
}

}  // namespace zonefactor::oracle
