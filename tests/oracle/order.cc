// Rules K2, K4, K7 and K8, by sorting everything anew each time.
#include "tests/oracle/order.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace zonefactor::oracle {
namespace {

using BootName = std::pair<std::string, std::string>;  // controller, boot

// Rule K7: the content is what was said, without when it was sent.
bool same_event(const Event& one, const Event& other) {
  return one == other;
}

// Rule K2: not later than it was recorded; rule K4: nor later than what its boot said after it.
void place_in_time(std::map<BootName, std::map<std::int64_t, Item>>& boots) {
  for (auto& [name, numbers] : boots) {
    Ms no_later = INT64_MAX;
    for (auto number = numbers.rbegin(); number != numbers.rend(); ++number) {
      const Input& input = *number->second.input;
      const Ms said = std::min(input.told.occurred.value_or(input.at), input.at);
      no_later = number->second.time = std::min(said, no_later);
    }
  }
}

// Nor did a boot say anything after the boot that followed it.
void end_at_next_boot(std::map<BootName, std::map<std::int64_t, Item>>& boots) {
  for (auto next = boots.rbegin(); next != boots.rend(); ++next) {
    const Item& first = next->second.begin()->second;
    const Event& told = first.input->told;
    const auto ended = boots.find({told.controller, told.previous_boot});
    if (told.kind != "boot" || ended == boots.end()) continue;
    for (auto& [seq, item] : ended->second) item.time = std::min(item.time, first.time);
  }
}

// Rule K8. `numbers` is one boot of a controller, `before` the boot ahead of it in time.
void mark_gaps(std::map<std::int64_t, Item>& numbers, const std::map<std::int64_t, Item>* before) {
  std::int64_t last = 0;
  bool first = true;
  for (auto& [seq, item] : numbers) {
    if (!first) {
      item.after_gap = seq != last + 1;
    } else if (before != nullptr) {
      const Event& told = item.input->told;
      const auto& [last_seq, last_item] = *before->rbegin();
      item.after_gap = told.kind != "boot" || told.previous_boot != last_item.input->told.boot ||
                       told.previous_seq != last_seq;
    }
    first = false;
    last = seq;
  }
}

void mark_gaps(std::map<BootName, std::map<std::int64_t, Item>>& boots) {
  std::map<std::string, std::vector<std::map<std::int64_t, Item>*>> of_controller;
  for (auto& [name, numbers] : boots) of_controller[name.first].push_back(&numbers);
  for (auto& [controller, in_time] : of_controller) {
    std::stable_sort(in_time.begin(), in_time.end(), [](const auto* one, const auto* other) {
      return one->begin()->second.time < other->begin()->second.time;
    });
    std::map<std::int64_t, Item>* before = nullptr;
    for (auto* numbers : in_time) {
      const Event& first = numbers->begin()->second.input->told;
      const auto named = boots.find({controller, first.previous_boot});
      mark_gaps(*numbers, named == boots.end() ? before : &named->second);
      before = numbers;
    }
  }
}

// By time; what we recorded ourselves comes after what a controller says of the same instant.
auto key(const Item& item) {
  const bool ours = item.what != Item::event;
  const Event& told = item.input->told;
  return std::tuple(item.time, ours, ours ? std::string() : told.controller,
                    ours ? std::string() : told.boot, ours ? std::int64_t{0} : told.seq);
}

}  // namespace

std::vector<Item> in_order(const History& history, std::size_t end) {
  std::map<BootName, std::map<std::int64_t, Item>> boots;
  std::vector<Item> items;
  for (std::size_t i = 0; i < end; ++i) {
    const Input& input = history[i];
    if (input.what == Input::question) {
      items.push_back({input.at, Item::question, &input});
    } else if (input.what == Input::acknowledge_breach) {
      items.push_back({input.at, Item::acknowledge_breach, &input});
    } else if (input.what == Input::event) {
      auto& numbers = boots[{input.told.controller, input.told.boot}];
      const auto [known, fresh] =
          numbers.try_emplace(input.told.seq, Item{input.at, Item::event, &input});
      if (!fresh && !same_event(known->second.input->told, input.told))
        items.push_back({input.at, Item::equivocation, &input});
    }
  }
  place_in_time(boots);
  end_at_next_boot(boots);
  mark_gaps(boots);
  for (const auto& [name, numbers] : boots) {
    for (const auto& [seq, item] : numbers) items.push_back(item);
  }
  std::stable_sort(items.begin(), items.end(),
                   [](const Item& one, const Item& other) { return key(one) < key(other); });
  return items;
}

}  // namespace zonefactor::oracle
