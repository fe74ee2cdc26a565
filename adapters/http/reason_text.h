// What a refused clinician reads: for every reason one sentence in Japanese and English that says
// what to do next.
//
// Promise: the words come from the reason alone, so they can tell nobody where anybody is (rule
// V5).
#pragma once

#include <string_view>

#include "service/core/facility.h"
#include "service/core/words.h"

namespace zonefactor::http {

struct ReasonText {
  std::string_view ja;
  std::string_view en;
  bool mendable = false;  // by the person at the terminal, without anyone's help
};

const ReasonText& text_for(core::Reason reason);

// The words for an answer with `reasons`: the first the person can mend, else the first, and then
// the facility's help where it has any.
core::LocalText reason_user(core::Reasons reasons, const core::FacilityHead* facility);

}  // namespace zonefactor::http
