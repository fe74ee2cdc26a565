// A whole file as bytes, with a limit: the one place of this folder that touches the file system.
#pragma once

#include <cstddef>
#include <string>
#include <variant>

#include "adapters/files/fault.h"

namespace zonefactor::files {

// The bytes of a regular file of at most `max_bytes`, or why it cannot be read. Blocks.
std::variant<std::string, Fault> read_file(const std::string& path, std::size_t max_bytes);

}  // namespace zonefactor::files
