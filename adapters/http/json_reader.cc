#include "adapters/http/json_reader.h"

#include <algorithm>

#include <fmt/format.h>

namespace zonefactor::http {
namespace {

using simdjson::dom::array;
using simdjson::dom::element;
using simdjson::dom::object;

}  // namespace

JsonReader::JsonReader() {
  // Room for a little more depth than is taken, so that deeper input costs nothing. Where memory is
  // so short that this fails, every read fails too and says so.
  if (parser_.allocate(1024, 2 * kMaxJsonDepth) != simdjson::SUCCESS) return;
}

std::optional<std::string_view> JsonReader::repeated_name(const object& members) {
  names_.clear();
  for (const auto field : members) names_.push_back(field.key);
  constexpr std::size_t few = 12;  // up to here comparing each with each beats sorting
  if (names_.size() > few) std::sort(names_.begin(), names_.end());
  for (std::size_t i = 1; i < names_.size(); ++i) {
    for (std::size_t j = names_.size() > few ? i - 1 : 0; j < i; ++j) {
      if (names_[i] == names_[j]) return names_[i];
    }
  }
  return std::nullopt;
}

std::string JsonReader::fault_in(const element& value, int depth) {
  array items;
  object members;
  const bool is_array = value.get(items) == simdjson::SUCCESS;
  if (!is_array && value.get(members) != simdjson::SUCCESS) return {};
  if (depth > kMaxJsonDepth) {
    return fmt::format("objects and arrays stand more than {} deep", kMaxJsonDepth);
  }
  if (is_array) {
    for (const element item : items) {
      if (std::string fault = fault_in(item, depth + 1); !fault.empty()) return fault;
    }
    return {};
  }
  if (const auto name = repeated_name(members)) {
    return fmt::format("member \"{}\" stands twice in one object", name->substr(0, 64));
  }
  for (const auto field : members) {
    if (std::string fault = fault_in(field.value, depth + 1); !fault.empty()) return fault;
  }
  return {};
}

std::variant<element, std::string> JsonReader::read(std::string_view text) {
  if (text.empty()) return std::string("the body is empty; JSON is expected");
  if (padded_.size() < text.size() + simdjson::SIMDJSON_PADDING) {
    padded_.resize(text.size() + simdjson::SIMDJSON_PADDING);
  }
  std::copy(text.begin(), text.end(), padded_.begin());
  element root;
  const auto error = parser_.parse(padded_.data(), text.size(), false).get(root);
  if (error == simdjson::DEPTH_ERROR) {
    return fmt::format("objects and arrays stand more than {} deep", kMaxJsonDepth);
  }
  if (error != simdjson::SUCCESS) {
    return fmt::format("the body is no JSON: {}", simdjson::error_message(error));
  }
  std::string fault = fault_in(root, 1);
  if (!fault.empty()) return fault;
  return root;
}

std::variant<object, std::string> JsonReader::read_object(std::string_view text) {
  auto value = read(text);
  if (auto* why = std::get_if<std::string>(&value)) return std::move(*why);
  object members;
  if (std::get<element>(value).get(members) != simdjson::SUCCESS)
    return std::string("the body must be a JSON object");
  return members;
}

bool find_member(const object& object, std::string_view name, element& value) {
  return object.at_key(name).get(value) == simdjson::SUCCESS && !value.is_null();
}

}  // namespace zonefactor::http
