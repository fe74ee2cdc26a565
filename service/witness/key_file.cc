#include "service/witness/key_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "adapters/files/read_file.h"

namespace zonefactor::witness {

namespace {

constexpr std::size_t kMaxKeyBytes = 4096;

}  // namespace

std::variant<journal::PrivateKey, files::Fault> read_key_file(const std::string& path) {
  struct stat about {};
  if (stat(path.c_str(), &about) == 0 && (about.st_mode & S_IRWXO) != 0) {
    return files::Fault{path, 0, "everybody on this machine may use this key",
                        "make a new one, which its owner alone can read"};
  }
  auto read = files::read_file(path, kMaxKeyBytes);
  const auto* pem = std::get_if<std::string>(&read);
  if (pem == nullptr) return std::get<files::Fault>(std::move(read));
  auto key = journal::PrivateKey::from_pem(*pem);
  if (!key) {
    return files::Fault{path, 0, "it holds no Ed25519 private key in PEM",
                        "make one: zonefactor-witness key new --out FILE"};
  }
  return std::move(*key);
}

std::optional<files::Fault> make_key_file(const std::string& path) {
  const auto failed = [&](std::string_view step, std::string remedy) {
    return files::Fault{path, 0, fmt::format("{}: {}", step, std::strerror(errno)),
                        std::move(remedy)};
  };
  const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file < 0) return failed("it cannot be made", "name a file that is not there yet");
  const std::string pem = journal::PrivateKey::generate().to_pem();
  const bool written =
      write(file, pem.data(), pem.size()) == static_cast<ssize_t>(pem.size()) && fsync(file) == 0;
  if (written && close(file) == 0) return std::nullopt;
  const auto fault = failed("it cannot be written", "check the disk, and try again");
  unlink(path.c_str());
  return fault;
}

}  // namespace zonefactor::witness
