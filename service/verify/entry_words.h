// One entry in one line of plain words: what it says, where, of whom.
#pragma once

#include <string>

#include "service/verify/name_opening.h"
#include "service/verify/report_words.h"
#include "service/verify/setting.h"

namespace zonefactor::evidence {

// How a reader is spoken to: the language, the configuration's words, and the names opened.
struct Voice {
  Language language = Language::en;
  const Setting& setting;
  const Names& names;

  std::string_view say(std::string_view ja, std::string_view en) const {
    return language == Language::ja ? ja : en;
  }
  std::string_view name(std::string_view handle) const;
  // "2026-11-22 09:00:20+09:00", in the facility's time.
  std::string time(core::Instant at) const;
  // "Dispensing room [dispensing]".
  std::string zone(const core::ZoneId& id) const;
};

std::string words_for(const core::Fact& fact, const Voice& voice);
std::string words_for(const core::FacilityObject& object, const Voice& voice);

}  // namespace zonefactor::evidence
