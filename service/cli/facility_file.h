// Reading a facility file for a verb: the file's faults and warnings go to standard error.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <variant>

#include "service/core/facility.h"

namespace zonefactor::cli {

// Reads at most `max_bytes`; std::nullopt and `why` where that is not the whole file.
std::optional<std::string> read_file(const std::filesystem::path& path, std::size_t max_bytes,
                                     std::string& why);

// The facility of `path`; otherwise std::nullopt with every fault printed, one per line.
std::optional<core::Facility> load_facility(const std::filesystem::path& path);
// The same without the file's warnings, for a verb that remarks on them in its own words.
std::optional<core::Facility> load_facility_unremarked(const std::filesystem::path& path);

// The same for use inside a run: the first fault in words.
std::variant<core::Facility, std::string> try_facility(const std::filesystem::path& path);

}  // namespace zonefactor::cli
