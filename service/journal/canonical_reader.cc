// The grammar of RFC 8785's output and nothing beyond it.
#include "service/journal/canonical_reader.h"

#include <algorithm>

#include "service/journal/canonical_writer.h"
#include "service/journal/utf8.h"

namespace zonefactor::journal {

namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_key_character(char c) {
  return (c >= 'a' && c <= 'z') || is_digit(c) || c == '_' || c == '.' || c == '-';
}

}  // namespace

void CanonicalReader::refuse_next(std::string_view what) {
  if (!ok()) return;
  why_ = "byte " + std::to_string(at_) + ": ";
  why_ += what;
  bytes_ = {};
  at_ = 0;
}

void CanonicalReader::refuse_last(std::string_view what) {
  if (!ok()) return;
  at_ = value_at_;
  refuse_next(what);
}

bool CanonicalReader::take(std::string_view word) {
  if (bytes_.substr(at_, word.size()) != word) return false;
  at_ += word.size();
  return true;
}

void CanonicalReader::open(char bracket) {
  value_at_ = at_;
  if (!take(bracket))
    return refuse_next(bracket == '{' ? "expected an object" : "expected an array");
  first_ = true;
}

std::optional<std::string_view> CanonicalReader::any_key() {
  if (take('}')) {
    first_ = false;
    return std::nullopt;
  }
  if (!first_ && !take(',')) {
    refuse_next("expected a comma or the end of the object");
    return std::nullopt;
  }
  const std::size_t quote = value_at_ = at_;
  if (!take('"')) {
    refuse_next("expected a member's key");
    return std::nullopt;
  }
  while (is_key_character(peek())) ++at_;
  const std::string_view name = bytes_.substr(std::min(quote + 1, bytes_.size()), at_ - quote - 1);
  if (name.empty() || !take("\":")) {
    refuse_next("a key is one or more of a-z 0-9 _ . - in quotes, and a colon");
    return std::nullopt;
  }
  first_ = false;
  return name;
}

void CanonicalReader::end_object() {
  if (take('}')) {
    first_ = false;
    return;
  }
  const auto name = any_key();
  if (!name) return;
  const std::string shown(*name);
  refuse_last("member \"" + shown + "\" is unknown, repeated or out of order");
}

std::string_view CanonicalReader::text(std::string& scratch) {
  value_at_ = at_;
  if (!take('"')) {
    refuse_next("expected a text");
    return {};
  }
  const std::size_t start = at_;
  while (at_ < bytes_.size()) {
    const char c = bytes_[at_];
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"') return bytes_.substr(start, at_++ - start);
    if (c == '\\') {
      scratch.assign(bytes_.substr(start, at_ - start));
      return text_with_escapes(scratch) ? std::string_view(scratch) : std::string_view{};
    }
    if (byte < 0x20) break;
    if (byte < 0x80) {
      ++at_;
      continue;
    }
    const std::size_t length = utf8_character(bytes_.substr(at_));
    if (length == 0) break;
    at_ += length;
  }
  refuse_next("a text must end with a quote, be UTF-8, and escape its control characters");
  return {};
}

bool CanonicalReader::text_with_escapes(std::string& scratch) {
  while (at_ < bytes_.size()) {
    const char c = bytes_[at_];
    if (take('"')) return true;
    if (take('\\')) {
      if (!escape(scratch)) return false;
      continue;
    }
    const std::size_t length = utf8_character(bytes_.substr(at_));
    if (static_cast<unsigned char>(c) < 0x20 || length == 0) break;
    scratch += bytes_.substr(at_, length);
    at_ += length;
  }
  refuse_next("a text must end with a quote, be UTF-8, and escape its control characters");
  return false;
}

// Each character has one spelling: the two-character escape where there is one, \u00xx for the
// other control characters, itself for all the rest.
bool CanonicalReader::escape(std::string& scratch) {
  constexpr std::string_view kLetters = "\"\\btnfr";
  constexpr std::string_view kMeant = "\"\\\b\t\n\f\r";
  if (const std::size_t i = kLetters.find(peek()); i != std::string_view::npos && peek() != '\0') {
    scratch += kMeant[i];
    ++at_;
    return true;
  }
  constexpr std::string_view kHex = "0123456789abcdef";
  const std::string_view code = bytes_.substr(std::min(at_, bytes_.size()), 5);
  if (code.size() == 5 && code.substr(0, 3) == "u00" && (code[3] == '0' || code[3] == '1')) {
    const std::size_t low = kHex.find(code[4]);
    const std::size_t meant = (code[3] == '1' ? 16 : 0) + low;
    if (low != std::string_view::npos &&
        kMeant.find(static_cast<char>(meant)) == std::string_view::npos) {
      scratch += static_cast<char>(meant);
      at_ += 5;
      return true;
    }
  }
  refuse_next("this is not the one canonical escape of any character");
  return false;
}

std::int64_t CanonicalReader::integer() {
  value_at_ = at_;
  const bool negative = take('-');
  const std::size_t digits_at = at_;
  std::int64_t value = 0;
  while (at_ < bytes_.size() && is_digit(bytes_[at_])) {
    value = value * 10 + (bytes_[at_] - '0');
    ++at_;
    if (value > kMaxInteger) {
      refuse_last("an integer lies within 2^53-1 of zero");
      return 0;
    }
  }
  const std::size_t count = at_ - digits_at;
  const bool leading_zero = count > 0 && bytes_[digits_at] == '0' && (count > 1 || negative);
  if (count == 0 || leading_zero) {
    refuse_last("expected an integer, without leading zeros");
    return 0;
  }
  return negative ? -value : value;
}

bool CanonicalReader::boolean() {
  value_at_ = at_;
  if (take("true")) return true;
  if (!take("false")) refuse_next("expected true or false");
  return false;
}

void CanonicalReader::null() {
  value_at_ = at_;
  if (!take("null")) refuse_next("expected null");
}

void CanonicalReader::end() {
  if (ok() && at_ != bytes_.size()) refuse_next("bytes follow the end of the value");
}

}  // namespace zonefactor::journal
