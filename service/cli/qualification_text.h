// What `zonefactor check` says of each remark, in Japanese and English: what is the matter, and
// what would mend it.
//
// Promise: every remark has both sentences in both languages, written for the people who run a
// hospital's doors and terminals; members of the facility file are named as they are spelt there.
#pragma once

#include "service/core/qualification.h"

namespace zonefactor::cli {

struct RemarkText {
  core::LocalText what;
  core::LocalText remedy;
};

// `zone` is the zone remarked on; null for a remark on what stands in no zone.
RemarkText text_of(const core::Remark& remark, const core::ZonePlan* zone);

core::LocalText text_of(core::Verdict verdict);
core::LocalText text_of(core::Severity severity);

}  // namespace zonefactor::cli
