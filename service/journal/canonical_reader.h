// Reads canonical JSON bytes in one pass, member by member, with no tree in between.
//
// The caller asks for members in ascending order of their keys, as they were written; whatever else
// stands in the bytes is refused. The first refusal sticks: every later call returns an empty value
// at once, so a decoder reads straight on and looks at `ok()` at its end.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace zonefactor::journal {

class CanonicalReader {
 public:
  // Reads `bytes`, which outlive the reader and every view it returns.
  explicit CanonicalReader(std::string_view bytes) : bytes_(bytes) {}

  bool ok() const { return why_.empty(); }
  // "byte 17: ...", or empty while all is well.
  const std::string& why() const { return why_; }

  void begin_object() { open('{'); }
  // Takes the next member's key if it is `name`.
  bool key(std::string_view name) {
    const std::size_t quote = at_ + (first_ ? 0 : 1);
    const std::size_t size = name.size() + 3;  // two quotes and the colon
    if (quote + size > bytes_.size()) return false;
    const char* const found = bytes_.data() + quote;
    if (found[0] != '"' || found[size - 2] != '"' || found[size - 1] != ':' ||
        std::string_view(found + 1, name.size()) != name || (!first_ && bytes_[at_] != ',')) {
      return false;
    }
    at_ = quote + size;
    value_at_ = quote;
    first_ = false;
    return true;
  }
  // Takes the next member's key whatever it is; nothing at the object's end, which it takes.
  std::optional<std::string_view> any_key();
  // Refuses a member that nobody asked for.
  void end_object();

  void begin_array() { open('['); }
  // Whether another element follows; takes the array's end where none does.
  bool next() {
    if (take(']')) {
      first_ = false;
      return false;
    }
    if (!first_ && !take(',')) refuse_next("expected a comma or the end of the array");
    first_ = false;
    return ok();
  }

  // The text without its escapes: a view into the bytes, or into `scratch` where there were any.
  std::string_view text(std::string& scratch);
  std::int64_t integer();
  bool boolean();
  void null();

  // The first byte of what comes next; 0 at the end and after a refusal.
  char peek() const { return at_ < bytes_.size() ? bytes_[at_] : '\0'; }
  // Nothing may follow the outermost value.
  void end();

  // Refuses the key or value read last; what comes next.
  void refuse_last(std::string_view what);
  void refuse_next(std::string_view what);

 private:
  void open(char bracket);
  bool take(char c) {
    if (peek() != c || at_ == bytes_.size()) return false;
    ++at_;
    return true;
  }
  bool take(std::string_view word);
  bool text_with_escapes(std::string& scratch);
  bool escape(std::string& scratch);

  std::string_view bytes_;
  std::size_t at_ = 0;
  std::size_t value_at_ = 0;  // where the key or value read last began
  bool first_ = true;         // nothing stands before the next key or element on its level
  std::string why_;
};

}  // namespace zonefactor::journal
