// Reading files that may be anybody's.
//
// Promise: what is larger than its limit is refused unread, and so is what is no ordinary file (a
// device, a pipe), which may have no end.
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>

namespace zonefactor::verify {

// The whole file; a Failure (malformed) where it is not there, longer than `limit` or unreadable.
std::string read_input(const std::filesystem::path& path, std::size_t limit);

// The same; std::nullopt where nothing has this name.
std::optional<std::string> read_if_there(const std::filesystem::path& path, std::size_t limit);

}  // namespace zonefactor::verify
