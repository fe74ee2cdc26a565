// Files from the disk into the pure parsers, faults to standard error.
#include "service/cli/facility_file.h"

#include <fmt/format.h>

#include <cstdio>
#include <fstream>

#include "adapters/files/facility_toml.h"

namespace zonefactor::cli {

namespace {

constexpr std::size_t kMaxFacilityBytes = std::size_t{64} << 20;

// What is wrong with it is printed.
std::optional<files::FacilityFile> load(const std::filesystem::path& path) {
  std::string why;
  const std::optional<std::string> text = read_file(path, kMaxFacilityBytes, why);
  if (!text) {
    fmt::print(stderr, "{}\n", why);
    return std::nullopt;
  }
  files::FacilityResult result = files::parse_facility(*text, path.string());
  if (const auto* faults = std::get_if<std::vector<files::Fault>>(&result)) {
    for (const files::Fault& fault : *faults) fmt::print(stderr, "{}\n", files::to_text(fault));
    return std::nullopt;
  }
  return std::get<files::FacilityFile>(std::move(result));
}

}  // namespace

std::optional<std::string> read_file(const std::filesystem::path& path, std::size_t max_bytes,
                                     std::string& why) {
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    why = fmt::format("{}: cannot be read; check that it exists and that you may read it",
                      path.string());
    return std::nullopt;
  }
  std::string text;
  std::string chunk(std::size_t{1} << 20, '\0');
  while (file.read(chunk.data(), static_cast<std::streamsize>(chunk.size())) || file.gcount() > 0) {
    text.append(chunk.data(), static_cast<std::size_t>(file.gcount()));
    if (text.size() > max_bytes) {
      why = fmt::format("{}: larger than {} bytes; split it", path.string(), max_bytes);
      return std::nullopt;
    }
  }
  if (file.bad() || !file.eof()) {
    why = fmt::format("{}: reading it failed; is it a directory?", path.string());
    return std::nullopt;
  }
  return text;
}

std::optional<core::Facility> load_facility(const std::filesystem::path& path) {
  std::optional<files::FacilityFile> file = load(path);
  if (!file) return std::nullopt;
  for (const files::Warning& warning : file->warnings) {
    fmt::print(stderr, "{}:{}: warning: {}\n", path.string(), warning.line, warning.what);
  }
  return std::move(file->facility);
}

std::optional<core::Facility> load_facility_unremarked(const std::filesystem::path& path) {
  std::optional<files::FacilityFile> file = load(path);
  if (!file) return std::nullopt;
  return std::move(file->facility);
}

std::variant<core::Facility, std::string> try_facility(const std::filesystem::path& path) {
  std::string why;
  const std::optional<std::string> text = read_file(path, kMaxFacilityBytes, why);
  if (!text) return why;
  files::FacilityResult result = files::parse_facility(*text, path.filename().string());
  if (const auto* faults = std::get_if<std::vector<files::Fault>>(&result)) {
    return faults->empty() ? "the facility file has a fault" : files::to_text(faults->front());
  }
  return std::move(std::get<files::FacilityFile>(result).facility);
}

}  // namespace zonefactor::cli
