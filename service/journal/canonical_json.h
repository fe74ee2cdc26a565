// Canonical JSON bytes: RFC 8785 restricted to what the journal needs, written and strictly read.
//
// The restriction: object keys are ASCII [a-z0-9_.-], numbers are integers within +-(2^53-1),
// strings are UTF-8, depth at most 8. Under it byte order of keys is the canonical order, and any
// RFC 8785 library re-creates the bytes. The reader accepts canonical bytes only and names what it
// refuses. This is the tree; canonical_writer.h and canonical_reader.h do the same without one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace zonefactor::journal {

// Objects and arrays within one another.
inline constexpr int kMaxDepth = 8;

class Json;
using JsonObject = std::map<std::string, Json, std::less<>>;
using JsonArray = std::vector<Json>;

class Json {
 public:
  using Value =
      std::variant<std::nullptr_t, bool, std::int64_t, std::string, JsonArray, JsonObject>;

  Json() = default;
  Json(std::nullptr_t) {}
  Json(bool value) : value_(value) {}
  Json(std::int64_t value) : value_(value) {}
  Json(int value) : value_(std::int64_t{value}) {}
  Json(std::uint64_t value) : value_(static_cast<std::int64_t>(value)) {}
  Json(std::string value) : value_(std::move(value)) {}
  Json(std::string_view value) : value_(std::string(value)) {}
  Json(const char* value) : value_(std::string(value)) {}
  Json(JsonArray value) : value_(std::move(value)) {}
  Json(JsonObject value) : value_(std::move(value)) {}

  const Value& value() const { return value_; }
  template <class T>
  const T* as() const {
    return std::get_if<T>(&value_);
  }
  bool operator==(const Json&) const = default;

 private:
  Value value_ = nullptr;
};

// Appends the canonical bytes of `value`. A foreign tree beyond the restriction (other keys, wider
// integers, deeper) still gets one deterministic spelling, fit for a digest; `read_canonical`
// refuses it. Text that is not UTF-8 stops the process.
void write_canonical(const Json& value, std::string& out);
std::string canonical(const Json& value);

// Reads canonical bytes; std::nullopt for anything else, and `why` then says at which byte and
// what.
std::optional<Json> read_canonical(std::string_view bytes, std::string* why = nullptr);

}  // namespace zonefactor::journal
