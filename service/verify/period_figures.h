// What a report counts of a period, and the few entries that it shows one by one.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "service/verify/pack_contents.h"
#include "service/verify/setting.h"

namespace zonefactor::evidence {

class PeriodFigures {
 public:
  static constexpr std::size_t kMostShown = 200;
  // Entries shown one by one, up to a number, and how many more there were.
  struct Shown {
    struct One {
      core::Entry entry;
      std::optional<core::Instant> before;  // of the entry before, where the gap between may matter
    };
    std::vector<One> entries;
    std::uint64_t more = 0;
    void add(const core::Entry& entry, std::optional<core::Instant> before = {});
    std::uint64_t count() const { return entries.size() + more; }
  };
  template <class E>
  using Counts = std::array<std::uint64_t, core::count_of<E>()>;
  using ByClass = Counts<core::Class>;

  // An entry within the period.
  void take(const core::Entry& entry);
  void keep_setting(const Setting& setting) { setting_ = setting; }

  const Setting& setting() const { return setting_; }  // at the end
  std::uint64_t entries = 0;
  std::uint64_t decisions = 0;
  std::uint64_t door_events = 0;
  std::uint64_t refused_events = 0;
  std::uint64_t configurations = 0;
  ByClass classes{};
  Counts<core::Outcome> outcomes{};
  Counts<core::Reason> reasons{};  // of decisions that are not equivalent
  Counts<core::FindingKind> findings{};
  std::map<std::string, ByClass> zones;  // of the terminal; empty for none
  Shown emergencies;                     // logins
  Shown readjudications;
  Shown exports;  // and readings
  Shown gaps;
  std::optional<core::Entry> first;
  std::optional<core::Entry> last;
  bool has_ended = false;  // an entry from after it has been seen

 private:
  void count(const core::Entry& entry, const core::LoginDecided& decided);
  void count(const core::Entry& entry, const core::Finding& finding);

  Setting setting_;
};

}  // namespace zonefactor::evidence
