// The numbered SQL files of schema/ as the program carries them, in order.
#pragma once

#include <span>
#include <string_view>

namespace zonefactor::postgres {

struct Migration {
  int version;
  std::string_view name;
  std::string_view sha256;  // of the file's bytes, in hex
  std::string_view sql;
};

std::span<const Migration> migrations();

}  // namespace zonefactor::postgres
