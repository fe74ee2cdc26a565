#include "service/daemon/durable_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <system_error>

#include "adapters/files/descriptor.h"

namespace zonefactor::daemon {

std::string write_durably(const std::string& path, std::string_view text, unsigned permissions) {
  const auto failed = [&](const std::string& what) {
    return fmt::format("{}: {}: {}; let the service write there", path, what, std::strerror(errno));
  };
  const std::filesystem::path directory = std::filesystem::path(path).parent_path();
  std::error_code error;
  std::filesystem::create_directories(directory, error);
  const std::string beside = path + ".new";
  {
    const files::Descriptor file(
        ::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, permissions));
    if (file.get() < 0) return failed("it cannot be made");
    if (!files::write_all(file, text) || ::fsync(file.get()) != 0)
      return failed("it cannot be written");
  }
  if (std::rename(beside.c_str(), path.c_str()) != 0) return failed("it cannot be replaced");
  const files::Descriptor folder(::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (folder.get() < 0 || ::fsync(folder.get()) != 0) return failed("it cannot be made sure of");
  return {};
}

}  // namespace zonefactor::daemon
