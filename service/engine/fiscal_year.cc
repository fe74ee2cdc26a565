#include "service/engine/fiscal_year.h"

namespace zonefactor::engine {

std::int32_t fiscal_year_of(core::Instant instant) {
  const auto local = instant + std::chrono::hours(9);
  const core::Date date{std::chrono::floor<std::chrono::days>(local)};
  const int year = static_cast<int>(date.year());
  return date.month() < std::chrono::April ? year - 1 : year;
}

}  // namespace zonefactor::engine
