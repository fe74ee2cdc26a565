// The tables of a pack: one line for each decision, door event and finding, and one for each entry.
//
// Promise: a row says what its entry says, in the facility's local time and with its offset; names
// stand only where the pack opens them.
#pragma once

#include <string>
#include <string_view>

#include "service/verify/name_opening.h"
#include "service/verify/setting.h"

namespace zonefactor::evidence {

class Tables {
 public:
  Tables(const PackContents& contents, const Names& names) : contents_(contents), names_(names) {}

  static std::string decisions_head();
  static std::string events_head();
  static std::string findings_head();

  std::string row(const core::Entry& entry, const core::LoginDecided& decided,
                  const Setting& setting) const;
  std::string row(const core::Entry& entry, const core::DoorEvent& event,
                  const Setting& setting) const;
  std::string row(const core::Entry& entry, const core::Finding& finding,
                  const Setting& setting) const;
  static std::string line(core::EntryRef ref, std::string_view bytes);

 private:
  std::string_view name(std::string_view handle) const;

  const PackContents& contents_;
  const Names& names_;
};

}  // namespace zonefactor::evidence
