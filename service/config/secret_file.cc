#include "service/config/secret_file.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include "adapters/files/read_file.h"

namespace zonefactor::config {

namespace {

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace

std::optional<files::Fault> fault_of_permissions(const std::string& path) {
  struct stat about {};
  if (stat(path.c_str(), &about) != 0 || (about.st_mode & S_IRWXO) == 0) return std::nullopt;
  return files::Fault{path, 0, "everybody on this machine may use this secret",
                      fmt::format("change the secret, then: chmod o= {}", path)};
}

std::variant<std::string, files::Fault> read_secret(const std::string& path) {
  if (auto fault = fault_of_permissions(path)) return std::move(*fault);
  auto read = files::read_file(path, kMaxSecretBytes);
  auto* text = std::get_if<std::string>(&read);
  if (text == nullptr) return std::get<files::Fault>(std::move(read));
  if (!text->empty() && text->back() == '\n') text->pop_back();
  if (!text->empty() && text->back() == '\r') text->pop_back();
  if (text->empty() || text->find_first_of(std::string_view("\0\r\n", 3)) != text->npos) {
    return files::Fault{path, 0, "it does not hold one secret on one line",
                        "write the secret alone, on one line"};
  }
  return std::move(*text);
}

std::variant<Key, files::Fault> read_key(const std::string& path) {
  auto read = read_secret(path);
  const auto* text = std::get_if<std::string>(&read);
  if (text == nullptr) return std::get<files::Fault>(std::move(read));
  const files::Fault wrong{path, 0, "it does not hold a key of 32 bytes in hex",
                           "make one: openssl rand -hex 32"};
  Key key{};
  if (text->size() != key.size() * 2) return wrong;
  for (std::size_t i = 0; i < key.size(); ++i) {
    const int high = hex_value((*text)[2 * i]);
    const int low = hex_value((*text)[2 * i + 1]);
    if (high < 0 || low < 0) return wrong;
    key[i] = static_cast<std::uint8_t>(high * 16 + low);
  }
  return key;
}

}  // namespace zonefactor::config
