#include "service/verify/input_file.h"

#include <fmt/format.h>

#include <fstream>
#include <system_error>

#include "service/verify/outcome.h"

namespace zonefactor::verify {

namespace fs = std::filesystem;

std::optional<std::string> read_if_there(const fs::path& path, std::size_t limit) {
  const auto refuse = [&](std::string what, std::string remedy) {
    return Failure{kMalformed, path.string(), std::move(what), std::move(remedy)};
  };
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (!fs::exists(status)) {
    if (status.type() == fs::file_type::not_found) return std::nullopt;
    throw refuse("cannot be looked at: " + error.message(), "see that you may read it");
  }
  if (!fs::is_regular_file(status)) throw refuse("is no ordinary file", "name a file");
  const std::uintmax_t size = fs::file_size(path, error);
  if (error) throw refuse("has no size: " + error.message(), "see that you may read it");
  if (size > limit) {
    throw refuse(fmt::format("has {} bytes and was not read; the most is {}", size, limit),
                 "see that it is the right file");
  }
  std::string bytes(static_cast<std::size_t>(size), '\0');
  std::ifstream file(path, std::ios::binary);
  if (!file.read(bytes.data(), static_cast<std::streamsize>(bytes.size())))
    throw refuse("cannot be read", "see that you may read it and that nobody writes to it");
  return bytes;
}

std::string read_input(const fs::path& path, std::size_t limit) {
  auto bytes = read_if_there(path, limit);
  if (!bytes)
    throw Failure{kMalformed, path.string(), "is not there", "see that the path is right"};
  return std::move(*bytes);
}

}  // namespace zonefactor::verify
