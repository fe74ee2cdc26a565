#include "adapters/files/text_encoding.h"

#include <iconv.h>

#include <algorithm>

namespace zonefactor::files {

namespace {

constexpr std::string_view kBom = "\xEF\xBB\xBF";

// Length of the well-formed sequence at the front (Unicode, table 3-7), or 0.
std::size_t sequence_length(std::string_view bytes) {
  const auto at = [&](std::size_t i) {
    return i < bytes.size() ? static_cast<unsigned char>(bytes[i]) : 0U;
  };
  const auto within = [](unsigned byte, unsigned low, unsigned high) {
    return byte >= low && byte <= high;
  };
  const unsigned first = at(0);
  if (first < 0x80) return 1;
  if (within(first, 0xC2, 0xDF)) return within(at(1), 0x80, 0xBF) ? 2 : 0;
  if (within(first, 0xE0, 0xEF)) {
    const unsigned low = first == 0xE0 ? 0xA0 : 0x80;
    const unsigned high = first == 0xED ? 0x9F : 0xBF;
    return within(at(1), low, high) && within(at(2), 0x80, 0xBF) ? 3 : 0;
  }
  if (within(first, 0xF0, 0xF4)) {
    const unsigned low = first == 0xF0 ? 0x90 : 0x80;
    const unsigned high = first == 0xF4 ? 0x8F : 0xBF;
    const bool right = within(at(1), low, high) && within(at(2), 0x80, 0xBF);
    return right && within(at(3), 0x80, 0xBF) ? 4 : 0;
  }
  return 0;
}

class Converter {
 public:
  Converter() : handle_(iconv_open("UTF-8", "CP932")) {}
  ~Converter() {
    if (is_open()) iconv_close(handle_);
  }
  Converter(const Converter&) = delete;
  Converter& operator=(const Converter&) = delete;
  bool is_open() const { return handle_ != iconv_t(-1); }

  std::optional<std::string> convert(std::string_view bytes) {
    std::string in(bytes);
    std::string out(bytes.size() * 3 + 4, '\0');
    char* from = in.data();
    char* to = out.data();
    std::size_t left = in.size();
    std::size_t room = out.size();
    if (iconv(handle_, &from, &left, &to, &room) == std::size_t(-1)) return std::nullopt;
    out.resize(out.size() - room);
    return out;
  }

 private:
  iconv_t handle_;
};

}  // namespace

bool is_utf8(std::string_view bytes) {
  while (!bytes.empty()) {
    const std::size_t length = sequence_length(bytes);
    if (length == 0) return false;
    bytes.remove_prefix(length);
  }
  return true;
}

std::optional<std::string> as_utf8(std::string_view bytes, Faults& faults) {
  constexpr auto kRemedy = "save it as UTF-8 (in a spreadsheet: \"CSV UTF-8\")";
  if (bytes.find('\0') != bytes.npos) {
    faults.add(1, "it is not text in UTF-8 or CP932 (UTF-16?)", kRemedy);
    return std::nullopt;
  }
  if (is_utf8(bytes)) {
    if (bytes.substr(0, kBom.size()) == kBom) bytes.remove_prefix(kBom.size());
    return std::string(bytes);
  }
  Converter converter;
  if (!converter.is_open()) {
    faults.add(1, "it is not UTF-8, and this host cannot read CP932", kRemedy);
    return std::nullopt;
  }
  auto text = converter.convert(bytes);
  if (!text) faults.add(1, "it is neither UTF-8 nor CP932", kRemedy);
  return text;
}

}  // namespace zonefactor::files
