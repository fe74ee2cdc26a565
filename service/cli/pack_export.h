// An evidence pack made from a running service's logs: fetched, checked, recorded, written and
// verified.
//
// Promise: a pack stands at its path only after `evidence::verify_pack` has taken it; whatever ends
// an export before that leaves nothing behind. The service has recorded the export before names
// come, and before the pack is written.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "service/cli/export_range.h"
#include "service/journal/log_policy.h"
#include "service/verify/pack_verification.h"

namespace zonefactor::cli {

struct PackWish {
  ExportWish what;
  core::ExportPurpose purpose = core::ExportPurpose::audit;
  bool named = false;
  // Whom the exporter trusts; none: the keys that the service says sign its logs, and no witness.
  std::optional<journal::LogPolicy> policy;
};

// Called now and then; may throw, which ends the export.
using ExportProgress =
    std::function<void(std::string_view step, std::uint64_t done, std::uint64_t of)>;

// `path` must not exist; beside it a folder "`path`.work" is made and removed. Throws
// ExportFailure.
evidence::PackVerdict export_pack(EvidenceSource& source, const PackWish& wish,
                                  const std::string& path, const ExportProgress& progress);

}  // namespace zonefactor::cli
