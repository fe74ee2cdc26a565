// Patterns of events, each with the rule whose reading is open.
#include "tests/oracle/disputed.h"

#include <algorithm>

#include "tests/oracle/geometry.h"
#include "tests/oracle/order.h"
#include "tests/oracle/presence.h"

namespace zonefactor::oracle {
namespace {

constexpr Ms kWindow = 10'000;
constexpr Ms kSettled = 15'000;  // a grant not used is known to be so

bool is(const Input& input, const char* kind) {
  return input.what == Input::event && input.told.kind == kind;
}
bool permits(const Input& input) {
  return is(input, "access_granted");
}
bool passes(const Input& input) {
  return is(input, "access_taken");
}
bool same_person(const Site& site, const Input& one, const Input& other) {
  bool expired = false;
  return holder(site, one.told.number, one.at, expired) ==
         holder(site, other.told.number, other.at, expired);
}
std::string door_of(const Site& site, const Input& input) {
  const Reader* reader = find(site.readers, input.told.reader);
  return reader == nullptr ? input.told.door : reader->door;
}

// P1: something between a grant and the passage it led to.
bool disturbed_transaction(const Site& site, const History& history) {
  for (std::size_t i = 0; i < history.size(); ++i) {
    if (!permits(history[i])) continue;
    bool disturbed = false;
    std::int64_t seq = history[i].told.seq;
    const std::string& controller = history[i].told.controller;
    for (std::size_t j = i + 1; j < history.size(); ++j) {
      const Input& later = history[j];
      if (later.what != Input::event) continue;
      if (later.told.controller == controller &&
          (++seq != later.told.seq || later.told.boot != history[i].told.boot))
        disturbed = true;
      if (is(later, "access_denied") || is(later, "access_not_taken") ||
          is(later, "exit_requested") || is(later, "emergency_restored") ||
          is(later, "credential_read") || is(later, "equivocation"))
        disturbed = true;
      // A code that many know proves nothing (F4), and ends no earlier grant's waiting.
      if (permits(later) && later.told.methods == Words{"code"} &&
          same_person(site, later, history[i]))
        return true;
      if (disturbed && passes(later) && same_person(site, later, history[i])) return true;
    }
  }
  return false;
}

// P1: several permissions of one person at one reader, and one was not used.
bool one_of_two_not_taken(const Site& site, const History& history) {
  for (std::size_t i = 0; i < history.size(); ++i) {
    int permissions = 0;
    for (std::size_t j = 0; is(history[i], "access_not_taken") && j < i; ++j) {
      if (permits(history[j]) && same_person(site, history[j], history[i])) ++permissions;
    }
    if (permissions > 1) return true;
  }
  return false;
}

// S4: a grant in vain and an opening that is nobody's while that is not known yet.
bool vain_grant_and_egress(const Site& site, const History& history) {
  for (std::size_t i = 0; i < history.size(); ++i) {
    for (std::size_t j = i + 1; permits(history[i]) && j < history.size(); ++j) {
      const Ms between = history[j].at - history[i].at;
      if (is(history[j], "door_opened") && between > kWindow && between <= kSettled &&
          history[j].told.door == door_of(site, history[i]))
        return true;
    }
  }
  return false;
}

// P1 and X2: an egress between a grant and the word that nobody used it.
bool egress_before_not_taken(const History& history) {
  bool requested = false;
  for (const Input& input : history) {
    if (is(input, "exit_requested")) requested = true;
    if (requested && is(input, "access_not_taken")) return true;
  }
  return false;
}

// S3 against P1: a permission, a read of the same person elsewhere, then what confirms the first.
bool read_elsewhere_between(const Site& site, const History& history) {
  for (std::size_t i = 0; i < history.size(); ++i) {
    if (!permits(history[i])) continue;
    bool elsewhere = false;
    for (std::size_t j = i + 1; j < history.size(); ++j) {
      const Input& later = history[j];
      if (later.what != Input::event) continue;
      if (later.at - history[i].at > kSettled) break;
      if (same_person(site, later, history[i]) && later.told.reader != history[i].told.reader)
        elsewhere = elsewhere || permits(later) || passes(later);
      if (elsewhere && (passes(later) || is(later, "door_opened") || permits(later))) return true;
    }
  }
  return false;
}

// Z5: the mode changes between the read and the passage.
bool mode_between(const History& history) {
  for (std::size_t i = 0; i < history.size(); ++i) {
    if (!permits(history[i])) continue;
    bool changed = false;
    for (std::size_t j = i + 1; j < history.size(); ++j) {
      if (history[j].at - history[i].at <= kSettled && is(history[j], "door_mode")) changed = true;
      if (changed && passes(history[j])) return true;
    }
  }
  return false;
}

// P1: a permission said not to be used long after it.
bool late_not_taken(const Site& site, const History& history) {
  for (std::size_t i = 0; i < history.size(); ++i) {
    for (std::size_t j = i + 1; permits(history[i]) && j < history.size(); ++j) {
      if (is(history[j], "access_not_taken") && history[j].at - history[i].at > kWindow &&
          same_person(site, history[i], history[j]))
        return true;
    }
  }
  return false;
}

// K4 and K8: news of a boot that arrives after news of the next one.
bool late_across_boots(const History& told) {
  for (std::size_t i = 0; i < told.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (told[i].what == Input::event && told[j].what == Input::event &&
          told[i].told.controller == told[j].told.controller &&
          told[i].told.boot < told[j].told.boot)
        return true;
    }
  }
  return false;
}

// P7 and K8: a request in an opening since which numbers were lost, or long after it.
bool request_after_loss(const History& history) {
  for (std::size_t i = 0; i < history.size(); ++i) {
    if (!is(history[i], "door_opened")) continue;
    std::int64_t seq = history[i].told.seq;
    bool loss = false;
    for (std::size_t j = i + 1; j < history.size(); ++j) {
      const Input& later = history[j];
      if (later.what != Input::event || later.told.controller != history[i].told.controller)
        continue;
      if (++seq != later.told.seq || later.told.boot != history[i].told.boot) loss = true;
      if (later.at - history[i].at > kSettled) loss = true;
      if (loss && is(later, "exit_requested") && later.told.door == history[i].told.door)
        return true;
    }
  }
  return false;
}

}  // namespace

bool is_disputed(const Site& site, const History& told) {
  History history;
  for (const Item& item : in_order(told, told.size())) {
    history.push_back(*item.input);
    history.back().at = item.time;
    if (item.what != Item::equivocation) continue;
    history.back().told = {};
    history.back().told.kind = "equivocation";
  }
  return disturbed_transaction(site, history) || one_of_two_not_taken(site, history) ||
         vain_grant_and_egress(site, history) || egress_before_not_taken(history) ||
         read_elsewhere_between(site, history) || mode_between(history) ||
         late_not_taken(site, history) || request_after_loss(history) || late_across_boots(told);
}

}  // namespace zonefactor::oracle
