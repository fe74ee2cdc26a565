// How the line begins and ends first, then what the parser stumbled over.
#include "adapters/files/broken_json.h"

#include <cstddef>

namespace zonefactor::files {

namespace {

constexpr std::string_view kBlanks = " \t\r\n";
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

enum class Extent { no_object, unclosed, followed_by_text, whole };

// How far the object reaches that `line` begins with, counting braces and brackets outside strings.
Extent extent_of(std::string_view line) {
  const std::size_t begin = line.find_first_not_of(kBlanks);
  if (begin == std::string_view::npos || line[begin] != '{') return Extent::no_object;
  std::size_t open = 0;
  bool in_string = false;
  for (std::size_t i = begin; i < line.size(); ++i) {
    const char c = line[i];
    if (in_string) {
      if (c == '\\') ++i;
      if (c == '"') in_string = false;
    } else if (c == '"') {
      in_string = true;
    } else if (c == '{' || c == '[') {
      ++open;
    } else if ((c == '}' || c == ']') && --open == 0) {
      const bool ends = line.find_first_not_of(kBlanks, i + 1) == std::string_view::npos;
      return ends ? Extent::whole : Extent::followed_by_text;
    }
  }
  return Extent::unclosed;
}

}  // namespace

std::string why_not_json(std::string_view line, JsonFault fault) {
  if (fault == JsonFault::nothing_there) return "the line is empty";
  if (fault == JsonFault::encoding) return "it is not UTF-8; save the file as UTF-8";
  if (line.substr(0, kByteOrderMark.size()) == kByteOrderMark) {
    return "it begins with a byte order mark, which only the first line may; remove it";
  }
  switch (extent_of(line)) {
    case Extent::no_object:
      return "not a JSON object";
    case Extent::unclosed:
      return "not a JSON object: a brace, a bracket or a quotation mark is not closed";
    case Extent::followed_by_text:
      return "text stands after the JSON object; write one object a line, and nothing else";
    case Extent::whole:
      break;
  }
  switch (fault) {
    case JsonFault::number:
      return "a number in it is too large (20 digits, 1e400), or not written as JSON has numbers";
    case JsonFault::escape:
      return "a string in it has an escape that stands for no character, such as half of a "
             "surrogate pair";
    case JsonFault::control_character:
      return "a string in it holds a control character; write it as an escape, such as \\t";
    case JsonFault::nothing_there:
    case JsonFault::encoding:
    case JsonFault::structure:
      break;
  }
  return "not a JSON object: a comma, a colon, a quotation mark or a value is missing, or one too "
         "many stands in it";
}

}  // namespace zonefactor::files
