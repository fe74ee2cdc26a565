#include "tests/unit/http/schema_check.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <deque>
#include <map>
#include <regex>
#include <set>
#include <stdexcept>

#include "service/core/time.h"

namespace zonefactor::http {
namespace {

using simdjson::dom::element;
using simdjson::dom::object;

class Checker {
 public:
  element load(const std::string& file) {
    const auto known = documents_.find(file);
    if (known != documents_.end()) return known->second;
    parsers_.emplace_back();
    element root;
    if (parsers_.back().load(std::string(ZF_SCHEMA_DIR) + "/" + file).get(root) !=
        simdjson::SUCCESS) {
      throw std::runtime_error("no schema " + file);
    }
    documents_.emplace(file, root);
    return root;
  }

  // `file` is the document that "#/…" refers into.
  std::string check(const element& schema, const element& value, const std::string& file,
                    const std::string& at) {
    object rules;
    if (schema.get(rules) != simdjson::SUCCESS) return at + ": the schema is no object";
    for (const auto rule : rules) {
      std::string fault = check_rule(rules, rule.key, rule.value, value, file, at);
      if (!fault.empty()) return fault;
    }
    return {};
  }

 private:
  std::string check_rule(const object& rules, std::string_view key, const element& rule,
                         const element& value, const std::string& file, const std::string& at) {
    static const std::set<std::string_view> words{"$schema", "$id", "title", "description",
                                                  "$defs"};
    if (words.count(key) != 0 || key == "additionalProperties") return {};
    if (key == "type") return has_type(text(rule), value) ? "" : at + ": not of type " + text(rule);
    if (key == "const") return same(rule, value) ? "" : at + ": not the one value";
    if (key == "enum") {
      for (const element one : list(rule)) {
        if (same(one, value)) return {};
      }
      return at + ": not one of the enum";
    }
    if (key == "$ref") return check_reference(text(rule), value, file, at);
    if (key == "anyOf") {
      std::string faults;
      for (const element one : list(rule)) {
        const std::string fault = check(one, value, file, at);
        if (fault.empty()) return {};
        faults += fault + "; ";
      }
      return faults;
    }
    if (key == "required" || key == "properties")
      return check_members(rules, key, rule, value, file, at);
    if (key == "items" || key == "minItems" || key == "maxItems" || key == "uniqueItems") {
      return check_items(key, rule, value, file, at);
    }
    if (key == "minimum" || key == "maximum") {
      const std::int64_t number = value.get_int64();
      const std::int64_t limit = rule.get_int64();
      return (key == "minimum" ? number >= limit : number <= limit) ? "" : at + ": out of range";
    }
    if (key == "minLength" || key == "maxLength") {
      const std::size_t size = text(value).size();
      const std::uint64_t limit = rule.get_uint64();
      return (key == "minLength" ? size >= limit : size <= limit) ? "" : at + ": length";
    }
    if (key == "pattern") {
      return std::regex_search(text(value), std::regex(text(rule))) ? "" : at + ": pattern";
    }
    if (key == "format")
      return has_format(text(rule), text(value)) ? "" : at + ": no " + text(rule);
    return at + ": unknown keyword " + std::string(key);
  }

  std::string check_reference(const std::string& reference, const element& value,
                              const std::string& file, const std::string& at) {
    if (reference[0] != '#') return check(load(reference), value, reference, at);
    element target;
    if (load(file).at_pointer(reference.substr(1)).get(target) != simdjson::SUCCESS) {
      return at + ": nothing at " + reference;
    }
    return check(target, value, file, at);
  }

  std::string check_members(const object& rules, std::string_view key, const element& rule,
                            const element& value, const std::string& file, const std::string& at) {
    object members;
    if (value.get(members) != simdjson::SUCCESS) return {};
    if (key == "required") {
      for (const element name : list(rule)) {
        if (members.at_key(text(name)).error() != simdjson::SUCCESS)
          return at + ": no " + text(name);
      }
      return {};
    }
    element additional;
    const bool closed = rules.at_key("additionalProperties").get(additional) == simdjson::SUCCESS;
    for (const auto member : members) {
      element schema;
      const std::string below = at + "." + std::string(member.key);
      if (rule.at_key(member.key).get(schema) != simdjson::SUCCESS) {
        if (closed) return below + ": not a member of the schema";
        continue;
      }
      if (std::string fault = check(schema, member.value, file, below); !fault.empty())
        return fault;
    }
    return {};
  }

  std::string check_items(std::string_view key, const element& rule, const element& value,
                          const std::string& file, const std::string& at) {
    const std::vector<element> items = list(value);
    if (key == "minItems") return items.size() >= rule.get_uint64() ? "" : at + ": too few";
    if (key == "maxItems") return items.size() <= rule.get_uint64() ? "" : at + ": too many";
    if (key == "uniqueItems") {
      std::set<std::string> seen;
      for (const element& item : items) {
        if (!seen.insert(simdjson::minify(item)).second) return at + ": twice";
      }
      return {};
    }
    for (const element& item : items) {
      if (std::string fault = check(rule, item, file, at + "[]"); !fault.empty()) return fault;
    }
    return {};
  }

  static bool has_type(const std::string& type, const element& value) {
    if (type == "object") return value.is_object();
    if (type == "array") return value.is_array();
    if (type == "string") return value.is_string();
    if (type == "boolean") return value.is_bool();
    if (type == "integer") return value.is_int64() || value.is_uint64();
    return false;
  }
  static bool has_format(const std::string& format, const std::string& value) {
    if (format == "date-time") return core::parse_rfc3339(value).has_value();
    if (format == "date") return core::parse_date(value).has_value();
    return format == "uri" && value.find("://") != std::string::npos;
  }
  static bool same(const element& a, const element& b) {
    return simdjson::minify(a) == simdjson::minify(b);
  }
  static std::string text(const element& value) {
    std::string_view view;
    if (value.get(view) != simdjson::SUCCESS) return {};
    return std::string(view);
  }
  static std::vector<element> list(const element& value) {
    simdjson::dom::array items;
    std::vector<element> all;
    if (value.get(items) != simdjson::SUCCESS) return all;
    for (const element item : items) all.push_back(item);
    return all;
  }

  std::deque<simdjson::dom::parser> parsers_;
  std::map<std::string, element> documents_;
};

}  // namespace

std::string schema_fault(const std::string& name, std::string_view json) {
  Checker checker;
  simdjson::dom::parser parser;
  element value;
  if (parser.parse(json.data(), json.size()).get(value) != simdjson::SUCCESS) return "no JSON";
  const std::string file = name + ".schema.json";
  return checker.check(checker.load(file), value, file, "$");
}

}  // namespace zonefactor::http
