// Secrets, each in a file of its own that only the service can read.
//
// Promise: a file that everybody on the machine can read is refused; no fault repeats a byte of
// what a file holds.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include "adapters/files/fault.h"

namespace zonefactor::config {

inline constexpr std::size_t kMaxSecretBytes = 4096;

// That everybody on the machine may read the file. Nothing is said of one that is not there.
std::optional<files::Fault> fault_of_permissions(const std::string& path);

// A password or the like: the file's text without a final line break.
std::variant<std::string, files::Fault> read_secret(const std::string& path);

// A key of 32 bytes, written as 64 hex digits (names_key_file).
using Key = std::array<std::uint8_t, 32>;
std::variant<Key, files::Fault> read_key(const std::string& path);

}  // namespace zonefactor::config
