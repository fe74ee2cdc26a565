#include "adapters/files/toml_document.h"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <utility>

namespace zonefactor::files {

namespace {

constexpr int kMaxDotsInLine = 16;

// Walks the text outside of strings and comments and tells where it nests deeper than it may. The
// TOML library recurses per bracket and per part of a dotted key, so both are counted.
class DepthScan {
 public:
  // The line of the first excess; 0 where there is none.
  static int excess_line(std::string_view text) {
    DepthScan scan(text);
    while (scan.at_ < text.size()) {
      if (!scan.step()) return scan.line_;
    }
    return 0;
  }

 private:
  explicit DepthScan(std::string_view text) : text_(text) {}

  bool step() {
    const char c = text_[at_];
    if (c == '"' || c == '\'') {
      pass_string(c);
      return true;
    }
    ++at_;
    if (c == '#') {
      while (at_ < text_.size() && text_[at_] != '\n') ++at_;
    } else if (c == '\n') {
      ++line_;
      dots_ = 0;
    } else if (c == '[' || c == '{') {
      return ++depth_ <= kMaxTomlDepth;
    } else if (c == ']' || c == '}') {
      depth_ = std::max(0, depth_ - 1);
    } else if (c == '.') {
      return ++dots_ <= kMaxDotsInLine;
    }
    return true;
  }

  void pass_string(char quote) {
    const std::string long_quote(3, quote);
    const bool long_string = text_.substr(at_, 3) == long_quote;
    at_ += long_string ? 3 : 1;
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '\n') {
        if (!long_string) return;  // not TOML; the parser will say so
        ++line_;
      }
      if (c == '\\' && quote == '"') {
        // The escaped character may itself end a line.
        if (at_ + 1 < text_.size() && text_[at_ + 1] == '\n') ++line_;
        at_ += 2;
        continue;
      }
      if (long_string && text_.substr(at_, 3) == long_quote) {
        at_ += 3;
        return;
      }
      ++at_;
      if (!long_string && c == quote) return;
    }
    at_ = std::min(at_, text_.size());
  }

  std::string_view text_;
  std::size_t at_ = 0;
  int line_ = 1;
  int depth_ = 0;
  int dots_ = 0;
};

int line_of(const toml::source_region& region) {
  return static_cast<int>(region.begin.line);
}

// What the parser says, without what it saw: that may be a number or a password left unquoted.
std::string without_values(std::string_view description) {
  constexpr std::string_view kSaw = ", saw ";
  if (description.find("representable") != description.npos ||
      description.find("interpret") != description.npos) {
    return "a number that cannot be read";
  }
  return std::string(description.substr(0, description.find(kSaw)));
}

core::Date date_of(const toml::date& date) {
  return core::Date{std::chrono::year{date.year}, std::chrono::month{date.month},
                    std::chrono::day{date.day}};
}

TomlValue convert(const toml::node& node);

TomlTable convert_table(const toml::table& table) {
  TomlTable out;
  out.members.reserve(table.size());
  for (const auto& [key, node] : table) {
    out.members.push_back({std::string(key.str()), line_of(key.source()), convert(node)});
  }
  return out;
}

TomlValue convert(const toml::node& node) {
  TomlValue out;
  out.line = line_of(node.source());
  if (const auto* table = node.as_table()) {
    out.value = convert_table(*table);
  } else if (const auto* array = node.as_array()) {
    TomlArray values;
    values.reserve(array->size());
    for (const toml::node& element : *array) values.push_back(convert(element));
    out.value = std::move(values);
  } else if (const auto* string = node.as_string()) {
    out.value = string->get();
  } else if (const auto* integer = node.as_integer()) {
    out.value = integer->get();
  } else if (const auto* boolean = node.as_boolean()) {
    out.value = boolean->get();
  } else if (const auto* date = node.as_date()) {
    out.value = date_of(date->get());
  } else if (const auto* moment = node.as_date_time()) {
    const toml::date_time& at = moment->get();
    if (at.is_local()) {
      out.value = TomlUnused::local_date_time;
    } else {
      out.value = core::Instant{std::chrono::sys_days{date_of(at.date)}} +
                  std::chrono::hours{at.time.hour} + std::chrono::minutes{at.time.minute} +
                  std::chrono::seconds{at.time.second} +
                  std::chrono::microseconds{at.time.nanosecond / 1000} -
                  std::chrono::minutes{at.offset->minutes};
    }
  } else if (node.is_time()) {
    out.value = TomlUnused::local_time;
  } else {
    out.value = TomlUnused::floating;
  }
  return out;
}

}  // namespace

const TomlMember* TomlTable::find(std::string_view key) const {
  const auto found = std::find_if(members.begin(), members.end(),
                                  [&](const TomlMember& m) { return m.key == key; });
  return found == members.end() ? nullptr : &*found;
}

std::string_view kind_of(const TomlValue& value) {
  struct Name {
    std::string_view operator()(const std::string&) const { return "a string"; }
    std::string_view operator()(std::int64_t) const { return "an integer"; }
    std::string_view operator()(bool) const { return "true or false"; }
    std::string_view operator()(const core::Date&) const { return "a date"; }
    std::string_view operator()(const core::Instant&) const { return "a date and time"; }
    std::string_view operator()(const TomlUnused& unused) const {
      switch (unused) {
        case TomlUnused::floating:
          return "a decimal number";
        case TomlUnused::local_date_time:
          return "a date and time without offset";
        case TomlUnused::local_time:
          return "a time of day";
      }
      __builtin_unreachable();
    }
    std::string_view operator()(const TomlArray&) const { return "an array"; }
    std::string_view operator()(const TomlTable&) const { return "a table"; }
  };
  return std::visit(Name{}, value.value);
}

std::optional<TomlTable> parse_toml(std::string_view text, Faults& faults) {
  if (text.size() > kMaxTomlBytes) {
    faults.add(0, fmt::format("the file has {} bytes, more than {}", text.size(), kMaxTomlBytes),
               "split it; people, credentials and designations come by `zonefactor import`");
    return std::nullopt;
  }
  if (const int line = DepthScan::excess_line(text); line > 0) {
    faults.add(line, fmt::format("nested deeper than {} levels", kMaxTomlDepth),
               "write it as the documentation shows; nothing here needs such depth");
    return std::nullopt;
  }
  try {
    return convert_table(toml::parse(text));
  } catch (const toml::parse_error& error) {
    faults.add(line_of(error.source()),
               fmt::format("not TOML: {}", without_values(error.description())),
               "mend the syntax here; what follows was not read");
    return std::nullopt;
  }
}

}  // namespace zonefactor::files
