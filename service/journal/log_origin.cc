#include "service/journal/log_origin.h"

#include <string>

#include "service/journal/decimal.h"

namespace zonefactor::journal {

namespace {

constexpr std::uint64_t kMaxYear = 9999;

}  // namespace

std::string origin_of(std::string_view facility, std::int32_t year) {
  return "zonefactor/" + std::string(facility) + "/" + std::to_string(year);
}

std::optional<std::int32_t> year_of_origin(std::string_view origin) {
  const auto year = parse_decimal(origin.substr(origin.rfind('/') + 1));
  if (!year || *year > kMaxYear) return std::nullopt;
  return static_cast<std::int32_t>(*year);
}

}  // namespace zonefactor::journal
