#include "adapters/files/read_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "adapters/files/descriptor.h"

namespace zonefactor::files {

std::variant<std::string, Fault> read_file(const std::string& path, std::size_t max_bytes) {
  const auto failed = [&](std::string what, std::string remedy) {
    return Fault{path, 0, std::move(what), std::move(remedy)};
  };
  // Without O_NONBLOCK a named pipe would hold the caller until somebody writes to it.
  const Descriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (file.get() < 0) {
    return failed(fmt::format("it cannot be opened: {}", std::strerror(errno)),
                  "check the path and who may read it");
  }
  struct stat about {};
  if (fstat(file.get(), &about) != 0 || !S_ISREG(about.st_mode)) {
    return failed("it is not a regular file", "give the path of a file");
  }
  std::string bytes(max_bytes + 1, '\0');
  std::size_t size = 0;
  while (size < bytes.size()) {
    const ssize_t count = read(file.get(), bytes.data() + size, bytes.size() - size);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) {
      return failed(fmt::format("it cannot be read: {}", std::strerror(errno)),
                    "check the disk and try again");
    }
    if (count == 0) break;
    size += static_cast<std::size_t>(count);
  }
  if (size > max_bytes) {
    return failed(fmt::format("it has more than {} bytes", max_bytes),
                  "split it, or check that it is the right file");
  }
  bytes.resize(size);
  return bytes;
}

}  // namespace zonefactor::files
