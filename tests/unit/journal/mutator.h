// Damages bytes in the ways of a careless or hostile hand; one seed is one course of damage.
#pragma once

#include <cstddef>
#include <random>
#include <string>
#include <string_view>

namespace zonefactor::journal {

class Mutator {
 public:
  // `own`: bytes of the formats that are read, which come more often than any.
  Mutator(unsigned seed, std::string_view own) : random_(seed), own_(own) {}

  std::size_t below(std::size_t bound) {
    return std::uniform_int_distribution<std::size_t>(0, bound - 1)(random_);
  }
  std::string noise() {
    std::string bytes(below(200), '\0');
    for (char& c : bytes) c = byte();
    return bytes;
  }
  void change(std::string& bytes, const std::string& other) {
    const std::size_t at = below(bytes.size() + 1);
    const std::size_t rest = bytes.size() - at;
    switch (below(6)) {
      case 0:
        bytes.insert(at, 1, byte());
        return;
      case 1:
        if (rest > 0) bytes[at] = byte();
        return;
      case 2:
        bytes.erase(at, below(8) + 1);
        return;
      case 3:
        bytes.resize(at);
        return;
      case 4:
        bytes.insert(at, bytes.substr(at, below(40)));
        return;
      default:
        bytes.replace(at, rest, other.substr(below(other.size())));
        return;
    }
  }

 private:
  char byte() { return below(4) == 0 ? static_cast<char>(below(256)) : own_[below(own_.size())]; }

  std::mt19937 random_;
  std::string_view own_;
};

}  // namespace zonefactor::journal
