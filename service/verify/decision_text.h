// The story of one login decision as plain text, in the words of the reports: who, where, when, the
// answer and why, and entry by entry what each condition rests on.
#pragma once

#include <string>

#include "service/verify/decision_story.h"
#include "service/verify/entry_words.h"

namespace zonefactor::evidence {

std::string decision_text(const std::string& facility, const DecisionStory& story,
                          const Names& names, Language language);

}  // namespace zonefactor::evidence
