// Values of ours as a result's fields and as a statement's parameters.
//
// Bytes go as binary parameters: a text parameter would end at its first NUL.
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <pqxx/binarystring>
#include <pqxx/result>
#include <string_view>
#include <vector>

#include "service/ports/store.h"

namespace zonefactor::postgres {

inline std::string_view text_of(const pqxx::field& field) {
  return {field.c_str(), field.size()};
}

inline core::EntryRef ref_of(const pqxx::field& year, const pqxx::field& index) {
  return {year.as<std::int32_t>(), index.as<std::uint64_t>()};
}

inline core::Instant instant_of(const pqxx::field& field) {
  return core::instant_of_us(field.as<std::int64_t>());
}

inline pqxx::binarystring bytes_of(std::string_view bytes) {
  return pqxx::binarystring(bytes.data(), bytes.size());
}

inline pqxx::binarystring bytes_of(const ports::Digest& digest) {
  return pqxx::binarystring(digest.data(), digest.size());
}

inline pqxx::binarystring bytes_of(const std::vector<ports::Digest>& digests) {
  return pqxx::binarystring(digests.data(), digests.size() * sizeof(ports::Digest));
}

// The largest bigint for whatever is above it: no place and no count of ours gets there.
inline std::int64_t bigint_of(std::uint64_t value) {
  constexpr auto kMost = std::numeric_limits<std::int64_t>::max();
  return static_cast<std::int64_t>(std::min<std::uint64_t>(value, kMost));
}

}  // namespace zonefactor::postgres
