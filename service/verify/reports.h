// The two reports that people read, each as one HTML file in Japanese or English.
//
// Promise: a report says nothing that does not follow from the pack's primary files, and the same
// files give the same bytes.
#pragma once

#include <string>
#include <vector>

#include "service/verify/decision_story.h"
#include "service/verify/period_figures.h"
#include "service/verify/report_parts.h"

namespace zonefactor::evidence {

std::string decision_report(const PackContents& contents, const std::vector<LogShown>& logs,
                            const DecisionStory& story, const Names& names, Language language);

std::string period_report(const PackContents& contents, const std::vector<LogShown>& logs,
                          const PeriodFigures& figures, const Names& names, Language language);

}  // namespace zonefactor::evidence
