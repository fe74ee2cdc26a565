// A small file replaced as a whole.
#pragma once

#include <string>
#include <string_view>

namespace zonefactor::daemon {

// Writes `text` to `path`, whose directory is made where it is missing, with these permissions. On
// return it is on disk; a crash leaves the old file or the new one. Empty, or what failed and what
// to do.
std::string write_durably(const std::string& path, std::string_view text, unsigned permissions);

}  // namespace zonefactor::daemon
