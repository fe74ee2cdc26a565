// The oracle's reading of section 9: which events are known, and in which order they happened.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "tests/oracle/history.h"

namespace zonefactor::oracle {

// Something at its place in time.
struct Item {
  enum What { event, equivocation, question, acknowledge_breach };
  Ms time = 0;
  What what = event;
  const Input* input = nullptr;
  bool after_gap = false;  // the first number after missing ones (rule K8)
};

// The inputs of `history` before `end`, each event once (rule K7), as they happened (rules K2, K4).
std::vector<Item> in_order(const History& history, std::size_t end);

}  // namespace zonefactor::oracle
