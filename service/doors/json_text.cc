#include "service/doors/json_text.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <stdexcept>

namespace zonefactor::doors {

namespace {

using journal::Json;
using journal::JsonArray;
using journal::JsonObject;
namespace dom = simdjson::dom;

constexpr int kDeepest = 8;

bool is_canonical_name(std::string_view name) {
  return std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.' || c == '-';
  });
}

Json to_json(const dom::element& element, Names names, int depth);

JsonObject to_object(const dom::object& object, Names names, int depth) {
  JsonObject result;
  for (const auto& member : object) {
    if (names == Names::canonical && !is_canonical_name(member.key)) {
      throw std::invalid_argument(fmt::format(
          "member '{}': names of members are lower-case letters, digits, '_', '.' and '-'",
          member.key));
    }
    result[std::string(member.key)] = to_json(member.value, names, depth);
  }
  return result;
}

Json to_json(const dom::element& element, Names names, int depth) {
  if (depth == 0) throw std::invalid_argument(fmt::format("more than {} levels", kDeepest));
  switch (element.type()) {
    case dom::element_type::NULL_VALUE:
      return Json();
    case dom::element_type::BOOL:
      return Json(bool{element});
    case dom::element_type::INT64:
      return Json(std::int64_t{element});
    case dom::element_type::STRING:
      return Json(std::string_view(element));
    case dom::element_type::ARRAY: {
      JsonArray array;
      for (const dom::element item : dom::array(element)) {
        array.push_back(to_json(item, names, depth - 1));
      }
      return Json(std::move(array));
    }
    case dom::element_type::OBJECT:
      return Json(to_object(dom::object(element), names, depth - 1));
    case dom::element_type::UINT64:
    case dom::element_type::DOUBLE:
      throw std::invalid_argument("numbers are integers up to 2^53-1");
  }
  __builtin_unreachable();
}

}  // namespace

JsonObject read_object(std::string_view text, Names names) {
  dom::parser parser;
  dom::element element;
  if (const auto error = parser.parse(simdjson::padded_string(text)).get(element)) {
    throw std::invalid_argument(fmt::format("this is no JSON: {}", simdjson::error_message(error)));
  }
  dom::object object;
  if (element.get(object)) throw std::invalid_argument("this is no JSON object");
  return to_object(object, names, kDeepest);
}

}  // namespace zonefactor::doors
