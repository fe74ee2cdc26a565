// JSON from strangers: parsed by simdjson, with what the library does not refuse refused here.
//
// Promise: a value handed out has at most kMaxJsonDepth objects and arrays inside each other, no
// member name twice, and only well-formed UTF-8 (I-JSON, RFC 7493). It lives until the next read.
// One thread at a time.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <simdjson.h>

namespace zonefactor::http {

inline constexpr int kMaxJsonDepth = 16;

class JsonReader {
 public:
  JsonReader();
  // The value, or why it is refused, for the caller to read.
  std::variant<simdjson::dom::element, std::string> read(std::string_view text);
  // The same for a body that has to be an object.
  std::variant<simdjson::dom::object, std::string> read_object(std::string_view text);

 private:
  // Why `value` is refused; empty where it is not.
  std::string fault_in(const simdjson::dom::element& value, int depth);
  std::optional<std::string_view> repeated_name(const simdjson::dom::object& members);

  simdjson::dom::parser parser_;
  std::vector<std::string_view> names_;
  std::string padded_;  // kept, so that reading costs no allocation
};

// A member that may be absent; null counts as absent.
bool find_member(const simdjson::dom::object& object, std::string_view name,
                 simdjson::dom::element& value);

}  // namespace zonefactor::http
