#include "service/daemon/randomness.h"

#include <sys/random.h>

#include <cerrno>
#include <cstdlib>

namespace zonefactor::daemon {

void fill_randomly(std::uint8_t* bytes, std::size_t count) {
  while (count > 0) {
    const ssize_t got = ::getrandom(bytes, count, 0);
    if (got < 0) {
      if (errno == EINTR) continue;
      std::abort();
    }
    bytes += got;
    count -= static_cast<std::size_t>(got);
  }
}

}  // namespace zonefactor::daemon
