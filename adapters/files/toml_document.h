// A TOML file as a plain tree that knows the line of every key and value.
//
// Promise: nesting, size and number of tables are bounded before the parser sees a byte, so that no
// file can exhaust the stack; and no type of the TOML library leaves this file. Pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "adapters/files/fault.h"
#include "service/core/time.h"

namespace zonefactor::files {

inline constexpr std::size_t kMaxTomlBytes = 8 * 1024 * 1024;
inline constexpr int kMaxTomlDepth = 16;

struct TomlValue;
struct TomlMember;

using TomlArray = std::vector<TomlValue>;

struct TomlTable {
  std::vector<TomlMember> members;
  const TomlMember* find(std::string_view key) const;
};

// TOML types no file of ours uses.
enum class TomlUnused { floating, local_date_time, local_time };

struct TomlValue {
  int line = 0;
  std::variant<std::string, std::int64_t, bool, core::Date, core::Instant, TomlUnused, TomlArray,
               TomlTable>
      value;

  template <class T>
  const T* as() const {
    return std::get_if<T>(&value);
  }
};

struct TomlMember {
  std::string key;
  int line = 0;
  TomlValue value;
};

// What a value is, in the words of a fault: "a string", "an array", ...
std::string_view kind_of(const TomlValue& value);

// Reads a whole file; a file that is not TOML gives one fault and nothing.
std::optional<TomlTable> parse_toml(std::string_view text, Faults& faults);

}  // namespace zonefactor::files
