#include "tests/unit/journal/entry_schema.h"

#include <gtest/gtest.h>
#include <simdjson.h>

#include <map>
#include <set>

namespace zonefactor::journal {

namespace {

using simdjson::dom::array;
using simdjson::dom::element;
using simdjson::dom::object;

std::string bytes_of(element value) {
  return simdjson::minify(value);
}

std::size_t count(array values) {
  return values.size();
}

class Check {
 public:
  explicit Check(element root) : root_(root) {}

  // The first fault of `value`, or nothing.
  std::string fault(element schema, element value, const std::string& path) const {
    if (schema.is_bool()) return schema.get_bool().value() ? "" : path + ": nothing may stand here";
    for (const auto member : object(schema)) {
      const std::string found = keyword(std::string(member.key), member.value, schema, value, path);
      if (!found.empty()) return found;
    }
    return "";
  }

 private:
  std::string keyword(const std::string& name, element rule, element schema, element value,
                      const std::string& path) const {
    static const std::set<std::string> kWords{"$schema", "$defs", "title", "description"};
    if (kWords.contains(name)) return "";
    if (name == "$ref") return fault(target(rule), value, path);
    if (name == "type") return type(rule, value, path);
    if (name == "const")
      return bytes_of(rule) == bytes_of(value) ? "" : path + ": not " + bytes_of(rule);
    if (name == "enum") return enumeration(rule, value, path);
    if (name == "oneOf") return one_of(rule, value, path);
    if (name == "required") return required(rule, value, path);
    if (name == "properties") return properties(rule, value, path);
    if (name == "additionalProperties") return additional(schema, rule, value, path);
    if (name == "prefixItems") return prefix_items(rule, value, path);
    if (name == "items") return items(schema, rule, value, path);
    if (name == "uniqueItems") return unique_items(value, path);
    if (name == "minItems") return bound(count(value) >= rule.get_uint64().value(), name, path);
    if (name == "maxItems") return bound(count(value) <= rule.get_uint64().value(), name, path);
    if (name == "minimum")
      return bound(value.get_int64().value() >= rule.get_int64().value(), name, path);
    if (name == "maximum")
      return bound(value.get_int64().value() <= rule.get_int64().value(), name, path);
    if (name == "pattern") return pattern(rule, value, path);
    return path + ": the schema uses \"" + name + "\", which is not checked";
  }

  static std::string bound(bool kept, const std::string& name, const std::string& path) {
    return kept ? "" : path + ": violates " + name;
  }

  element target(element reference) const {
    const std::string pointer(reference.get_string().value());
    return root_.at_pointer(pointer.substr(1)).value();  // without the '#'
  }

  static std::string type(element rule, element value, const std::string& path) {
    static const std::map<std::string, bool (*)(element)> kTypes{
        {"object", [](element v) { return v.is_object(); }},
        {"array", [](element v) { return v.is_array(); }},
        {"string", [](element v) { return v.is_string(); }},
        {"integer", [](element v) { return v.is_int64() || v.is_uint64(); }}};
    const std::string name(rule.get_string().value());
    return kTypes.at(name)(value) ? "" : path + ": not of type " + name;
  }

  static std::string enumeration(element rule, element value, const std::string& path) {
    for (const element allowed : array(rule)) {
      if (bytes_of(allowed) == bytes_of(value)) return "";
    }
    return path + ": " + bytes_of(value) + " is not in the vocabulary";
  }

  std::string one_of(element rule, element value, const std::string& path) const {
    std::size_t obeyed = 0;
    std::string faults;
    for (const element branch : array(rule)) {
      const std::string found = fault(branch, value, path);
      obeyed += found.empty() ? 1 : 0;
      faults += "\n  " + found;
    }
    return obeyed == 1 ? "" : path + ": obeys " + std::to_string(obeyed) + " alternatives" + faults;
  }

  static std::string required(element rule, element value, const std::string& path) {
    for (const element name : array(rule)) {
      if (object(value).at_key(name.get_string().value()).error()) {
        return path + ": lacks " + bytes_of(name);
      }
    }
    return "";
  }

  std::string properties(element rule, element value, const std::string& path) const {
    for (const auto described : object(rule)) {
      auto member = object(value).at_key(described.key);
      if (member.error()) continue;
      const std::string found =
          fault(described.value, member.value(), path + "." + std::string(described.key));
      if (!found.empty()) return found;
    }
    return "";
  }

  static std::string additional(element schema, element rule, element value,
                                const std::string& path) {
    if (rule.get_bool().value()) return path + ": additionalProperties can only be false here";
    const object described = schema["properties"].get_object().value();
    for (const auto member : object(value)) {
      if (described.at_key(member.key).error()) {
        return path + ": " + std::string(member.key) + " is not described";
      }
    }
    return "";
  }

  std::string prefix_items(element rule, element value, const std::string& path) const {
    std::size_t index = 0;
    for (const element schema : array(rule)) {
      auto found = array(value).at(index++);
      if (found.error()) break;
      if (const std::string wrong = fault(schema, found.value(), path + "[]"); !wrong.empty())
        return wrong;
    }
    return "";
  }

  std::string items(element schema, element rule, element value, const std::string& path) const {
    auto prefix = schema["prefixItems"];
    const std::size_t skip = prefix.error() ? 0 : count(prefix.value());
    std::size_t index = 0;
    for (const element item : array(value)) {
      if (index++ < skip) continue;
      if (const std::string wrong = fault(rule, item, path + "[]"); !wrong.empty()) return wrong;
    }
    return "";
  }

  static std::string unique_items(element value, const std::string& path) {
    std::set<std::string> seen;
    for (const element item : array(value)) {
      if (!seen.insert(bytes_of(item)).second)
        return path + ": " + bytes_of(item) + " stands twice";
    }
    return "";
  }

  // The shapes that the schema knows: a wide integer, a date.
  static std::string pattern(element rule, element value, const std::string& path) {
    static const std::map<std::string, bool (*)(std::string_view)> kShapes{
        {"^-?[1-9][0-9]{15,19}$",
         [](std::string_view text) {
           if (text.starts_with('-')) text.remove_prefix(1);
           return text.size() >= 16 && text.size() <= 20 && text[0] != '0' && digits(text);
         }},
        {"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", [](std::string_view text) {
           return text.size() == 10 && text[4] == '-' && text[7] == '-' &&
                  digits(text.substr(0, 4)) && digits(text.substr(5, 2)) && digits(text.substr(8));
         }}};
    const std::string expression(rule.get_string().value());
    const auto shape = kShapes.find(expression);
    if (shape == kShapes.end()) return path + ": the pattern " + expression + " is not checked";
    const std::string_view text = value.get_string().value();
    return shape->second(text) ? "" : path + ": \"" + std::string(text) + "\" has another shape";
  }

  static bool digits(std::string_view text) {
    return text.find_first_not_of("0123456789") == std::string_view::npos;
  }

  element root_;
};

}  // namespace

struct EntrySchema::Document {
  simdjson::dom::parser parser;
  element root;
};

EntrySchema::EntrySchema() : document_(std::make_unique<Document>()) {
  const auto error =
      document_->parser.load(ZONEFACTOR_SCHEMA_DIR "/entry.schema.json").get(document_->root);
  EXPECT_FALSE(error) << "schema/entry.schema.json: " << error;
}

EntrySchema::~EntrySchema() = default;

std::string EntrySchema::fault_of(std::string_view bytes) const {
  simdjson::dom::parser parser;
  element entry;
  if (const auto error = parser.parse(bytes.data(), bytes.size()).get(entry)) {
    return "not JSON: " + std::string(simdjson::error_message(error));
  }
  return Check(document_->root).fault(document_->root, entry, "entry");
}

std::vector<std::string> EntrySchema::vocabulary(const std::string& definition) const {
  std::vector<std::string> names;
  array listed;
  if (document_->root["$defs"][definition]["enum"].get_array().get(listed)) return names;
  for (const element name : listed) names.emplace_back(name.get_string().value());
  return names;
}

std::vector<std::string> EntrySchema::members(const std::string& definition) const {
  std::vector<std::string> keys;
  for (const auto member : object(document_->root["$defs"][definition]["properties"])) {
    keys.emplace_back(member.key);
  }
  return keys;
}

std::vector<std::string> EntrySchema::types() const {
  std::vector<std::string> names;
  for (const element branch : array(document_->root["oneOf"])) {
    names.emplace_back(branch["properties"]["t"]["const"].get_string().value());
  }
  return names;
}

}  // namespace zonefactor::journal
