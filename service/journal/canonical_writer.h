// Writes canonical JSON straight into a string, with no tree in between: one login, one pass.
//
// The caller gives object members in ascending byte order of their keys and balances every begin
// with its end; canonical_json.h says what the bytes look like. Text must be valid UTF-8: anything
// else is a bug of whoever let it in, and stops the process before it can be recorded. Bytes gather
// in the writer and reach the string at the latest at `finish`.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace zonefactor::journal {

// The largest integer that every JSON reader keeps exactly (RFC 7493 section 2.2).
inline constexpr std::int64_t kMaxInteger = (std::int64_t{1} << 53) - 1;

class CanonicalWriter {
 public:
  // Appends to `out`, which outlives the writer.
  explicit CanonicalWriter(std::string& out) : out_(out) {}
  CanonicalWriter(const CanonicalWriter&) = delete;
  CanonicalWriter& operator=(const CanonicalWriter&) = delete;

  void begin_object() { open('{'); }
  void end_object() { close('}'); }
  void begin_array() { open('['); }
  void end_array() { close(']'); }

  // A key of a-z 0-9 _ . - only; `any_key` takes whatever text.
  void key(std::string_view name) {
    word(name);
    put(':');
    comma_ = false;
  }
  void any_key(std::string_view name) {
    text(name);
    put(':');
    comma_ = false;
  }

  void text(std::string_view value);
  // Text known to be ASCII that needs no escape: the spelling of an enumeration.
  void word(std::string_view value) {
    separate();
    put('"');
    put(value);
    put('"');
    comma_ = true;
  }
  void integer(std::int64_t value);
  void boolean(bool value) { literal(value ? "true" : "false"); }
  void null() { literal("null"); }

  // All that was written is in the string now.
  void finish() {
    out_.append(buffer_.data(), used_);
    used_ = 0;
  }

 private:
  void put(char c) {
    if (used_ == buffer_.size()) finish();
    buffer_[used_++] = c;
  }
  void put(std::string_view bytes) {
    if (bytes.size() > buffer_.size() - used_) finish();
    if (bytes.size() > buffer_.size()) {
      out_ += bytes;
      return;
    }
    std::memcpy(buffer_.data() + used_, bytes.data(), bytes.size());
    used_ += bytes.size();
  }
  void separate() {
    if (comma_) put(',');
  }
  void open(char bracket) {
    separate();
    put(bracket);
    comma_ = false;
  }
  void close(char bracket) {
    put(bracket);
    comma_ = true;
  }
  void literal(std::string_view word) {
    separate();
    put(word);
    comma_ = true;
  }
  void put_escaped(char c);

  std::string& out_;
  bool comma_ = false;  // whether something stands before the next key or value on its level
  std::size_t used_ = 0;
  std::array<char, 1024>
      buffer_;  // appending to a string byte by byte costs more than the rules do
};

}  // namespace zonefactor::journal
