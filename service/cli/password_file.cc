#include "service/cli/password_file.h"

#include <stdexcept>

#include "service/cli/facility_file.h"

namespace zonefactor::cli {

namespace {

constexpr std::size_t kMaxPasswordBytes = 4096;

}  // namespace

std::string read_password(const std::filesystem::path& path) {
  if (path.empty()) return {};
  std::string why;
  const auto text = read_file(path, kMaxPasswordBytes, why);
  if (!text) throw std::invalid_argument(why);
  return text->substr(0, text->find_first_of("\r\n"));
}

}  // namespace zonefactor::cli
