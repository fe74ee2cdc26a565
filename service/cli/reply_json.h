// Reading the service's JSON replies.
#pragma once

#include <simdjson.h>

#include <stdexcept>
#include <string>

namespace zonefactor::cli {

// A parsed reply; elements point into it.
class ReplyJson {
 public:
  // Throws std::runtime_error where the body is no JSON: whoever answered is not zonefactord.
  explicit ReplyJson(const std::string& body) {
    if (parser_.parse(body).get(root_) != simdjson::SUCCESS) {
      throw std::runtime_error("the answer is not JSON; is --url a zonefactord?");
    }
  }
  simdjson::dom::element root() const { return root_; }

 private:
  simdjson::dom::parser parser_;
  simdjson::dom::element root_;
};

// The text at `pointer` below `element`, or nothing.
inline std::string text_at(simdjson::dom::element element, const char* pointer) {
  std::string_view text;
  if (element.at_pointer(pointer).get(text) != simdjson::SUCCESS) return {};
  return std::string(text);
}

inline std::int64_t number_at(simdjson::dom::element element, const char* pointer) {
  std::int64_t number = 0;
  if (element.at_pointer(pointer).get(number) != simdjson::SUCCESS) return 0;
  return number;
}

inline bool flag_at(simdjson::dom::element element, const char* pointer) {
  bool flag = false;
  return element.at_pointer(pointer).get(flag) == simdjson::SUCCESS && flag;
}

// The strings of the array at `pointer`, joined by ", ".
inline std::string list_at(simdjson::dom::element element, const char* pointer) {
  simdjson::dom::array array;
  if (element.at_pointer(pointer).get(array) != simdjson::SUCCESS) return {};
  std::string list;
  for (const simdjson::dom::element item : array) {
    std::string_view text;
    if (item.get(text) != simdjson::SUCCESS) continue;
    if (!list.empty()) list += ", ";
    list += text;
  }
  return list;
}

}  // namespace zonefactor::cli
