// A database role's password for a verb, from a file: on a command line everybody could read it.
#pragma once

#include <filesystem>
#include <string>

namespace zonefactor::cli {

// The file's first line; empty where `path` is. Throws std::invalid_argument in words where it
// cannot be read.
std::string read_password(const std::filesystem::path& path);

}  // namespace zonefactor::cli
