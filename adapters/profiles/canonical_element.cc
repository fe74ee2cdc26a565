// A walk over the parsed value, member by member in order of their names.
#include "adapters/profiles/canonical_element.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <utility>
#include <vector>

#include "service/journal/canonical_writer.h"

namespace zonefactor::profiles {

namespace {

namespace dom = simdjson::dom;

class Walk {
 public:
  explicit Walk(std::string& out) : writer_(out) {}

  void object(const dom::object& object, int levels,
              std::initializer_list<std::string_view> left_out) {
    if (levels == 0) return refuse("nested too deeply");
    std::vector<std::pair<std::string_view, dom::element>> members;
    for (const auto member : object) members.emplace_back(member.key, member.value);
    std::sort(members.begin(), members.end(),
              [](const auto& a, const auto& b) { return a.first < b.first; });
    writer_.begin_object();
    for (std::size_t i = 0; i < members.size() && !why_not_; ++i) {
      const auto& [name, value] = members[i];
      if (i > 0 && members[i - 1].first == name) return refuse("a member is named twice");
      if (std::find(left_out.begin(), left_out.end(), name) != left_out.end()) continue;
      if (!is_utf8(name)) return;
      writer_.any_key(name);
      element(value, levels - 1);
    }
    writer_.end_object();
  }

  std::optional<std::string> finish() && {
    writer_.finish();
    return std::move(why_not_);
  }

 private:
  void element(const dom::element& value, int levels) {
    switch (value.type()) {
      case dom::element_type::OBJECT:
        return object(dom::object(value), levels, {});
      case dom::element_type::ARRAY:
        return array(dom::array(value), levels);
      case dom::element_type::STRING:
        if (is_utf8(std::string_view(value))) writer_.text(std::string_view(value));
        return;
      case dom::element_type::INT64:
        return integer(std::int64_t(value));
      case dom::element_type::UINT64:  // only what no int64 holds
        return writer_.text(std::to_string(std::uint64_t(value)));
      case dom::element_type::DOUBLE:
        return number(double(value));
      case dom::element_type::BOOL:
        return writer_.boolean(bool(value));
      case dom::element_type::NULL_VALUE:
        return writer_.null();
    }
  }

  void array(const dom::array& array, int levels) {
    if (levels == 0) return refuse("nested too deeply");
    writer_.begin_array();
    for (const dom::element item : array) {
      if (why_not_) return;
      element(item, levels - 1);
    }
    writer_.end_array();
  }

  void integer(std::int64_t value) {
    const bool exact = value >= -journal::kMaxInteger && value <= journal::kMaxInteger;
    if (exact) return writer_.integer(value);
    writer_.text(std::to_string(value));
  }

  void number(double value) {
    if (std::trunc(value) == value && std::abs(value) <= double{journal::kMaxInteger}) {
      return integer(static_cast<std::int64_t>(value));
    }
    std::array<char, 32> digits{};
    const char* end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
    writer_.text({digits.data(), static_cast<std::size_t>(end - digits.data())});
  }

  // The parser takes half a surrogate pair, escaped, for a character; UTF-8 has no spelling for
  // one.
  bool is_utf8(std::string_view text) {
    if (simdjson::validate_utf8(text.data(), text.size())) return true;
    refuse("a string holds half a surrogate pair");
    return false;
  }

  void refuse(const char* why) {
    if (!why_not_) why_not_ = why;
  }

  journal::CanonicalWriter writer_;
  std::optional<std::string> why_not_;
};

}  // namespace

std::optional<std::string> write_canonical(const dom::object& object, int max_depth,
                                           std::initializer_list<std::string_view> left_out,
                                           std::string& out) {
  Walk walk(out);
  walk.object(object, max_depth, left_out);
  return std::move(walk).finish();
}

}  // namespace zonefactor::profiles
