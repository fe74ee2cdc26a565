// What `zonefactor rehearse --summary` prints: counts as a table with Japanese and English
// headings, or as one JSON object.
#pragma once

#include <string>

#include "service/cli/rehearsal.h"
#include "service/cli/rehearsal_comparison.h"
#include "service/cli/rehearsal_counts.h"

namespace zonefactor::cli {

// `rehearsal` is the one the counts were taken of, for the names and times.
std::string summary_text(const RehearsalCounts& counts, std::uint64_t lines,
                         const Rehearsal& rehearsal);
std::string summary_json(const RehearsalCounts& counts, std::uint64_t lines,
                         const Rehearsal& rehearsal);

// The same of a comparison; `rehearsal` is that of the policy compared from.
std::string comparison_text(const RehearsalComparison& comparison, const Rehearsal& rehearsal);
std::string comparison_json(const RehearsalComparison& comparison, const Rehearsal& rehearsal);

}  // namespace zonefactor::cli
