#include "adapters/files/toml_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cassert>

#include "service/core/ids.h"

namespace zonefactor::files {

namespace {

// Members nobody's table has: a secret is named by its file, never written into another.
constexpr std::array<std::string_view, 8> kSecrets{"password", "passphrase",  "secret",    "token",
                                                   "api_key",  "private_key", "names_key", "pin"};

// As the file would have it; nothing at all is told in seconds.
std::string in_words(core::Duration duration) {
  return duration == core::Duration::zero() ? "0s" : core::format_duration(duration);
}

}  // namespace

void refuse_unknown_members(const TomlTable& table, const TableMembers& known,
                            std::string_view place, Faults& faults) {
  for (const TomlMember& member : table.members) {
    const auto& names = known.members;
    if (std::find(names.begin(), names.end(), member.key) != names.end()) continue;
    if (std::find(kSecrets.begin(), kSecrets.end(), member.key) != kSecrets.end()) {
      faults.add(member.line,
                 fmt::format("{}: {} would be a secret in this file", place, in_quotes(member.key)),
                 "put it into a file that only the service can read, name that file where the "
                 "documentation says so, and change the secret");
      continue;
    }
    faults.add(member.line, fmt::format("{}: unknown member {}", place, in_quotes(member.key)),
               did_you_mean(member.key, names, fmt::format("known are {}", listed(names))));
  }
}

TableReader::TableReader(const TomlTable& table, int line, const TableMembers& known,
                         Faults& faults, std::string place)
    : table_(table), line_(line), known_(known), place_(std::move(place)), faults_(faults) {
  const bool named = !place_.empty();
  if (!named) place_ = known.table;
  // The id is read ahead so that every fault of this table can name it.
  if (const TomlMember* id = table.find("id"); id != nullptr && !named) {
    if (const auto* text = id->value.as<std::string>(); text && core::is_legal_id(*text)) {
      call_it(*text);
    }
  }
  refuse_unknown_members(table, known, place_, faults_);
}

void TableReader::call_it(std::string_view name) {
  place_ = fmt::format("{} {}", known_.table, in_quotes(name));
}

const TomlValue* TableReader::find(std::string_view key) const {
  assert(std::find(known_.members.begin(), known_.members.end(), key) != known_.members.end());
  const TomlMember* member = table_.find(key);
  return member == nullptr ? nullptr : &member->value;
}

int TableReader::line_of(std::string_view key) const {
  const TomlMember* member = table_.find(key);
  return member == nullptr ? line_ : member->line;
}

void TableReader::fault(std::string_view key, std::string what, std::string remedy) {
  faults_.add(line_of(key), fmt::format("{}: {}", place_, what), std::move(remedy));
}

const TomlValue* TableReader::wanted(std::string_view key, Need need) {
  const TomlValue* value = find(key);
  if (value == nullptr && need == Need::required) {
    fault(key, fmt::format("{} is missing", in_quotes(key)), fmt::format("add {} = ...", key));
  }
  return value;
}

void TableReader::wrong_type(std::string_view key, const TomlValue& value,
                             std::string_view expected) {
  fault(key, fmt::format("{} is {}", in_quotes(key), kind_of(value)),
        fmt::format("write {}", expected));
}

bool has_control_character(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7F;
  });
}

bool TableReader::plain_text(std::string_view key, const TomlValue& value, std::size_t max_bytes,
                             std::optional<std::size_t> element) {
  const std::string what = element ? fmt::format("element {} of {}", *element + 1, in_quotes(key))
                                   : std::string(in_quotes(key));
  const auto* text = value.as<std::string>();
  if (text == nullptr) {
    fault(key, fmt::format("{} is {}", what, kind_of(value)), "write a string in double quotes");
  } else if (text->empty()) {
    fault(key, fmt::format("{} is empty", what),
          fmt::format("write something, or leave the {} out", element ? "element" : "member"));
  } else if (text->size() > max_bytes) {
    fault(key, fmt::format("{} has {} bytes", what, text->size()),
          fmt::format("at most {} are kept", max_bytes));
  } else if (has_control_character(*text)) {
    fault(key, fmt::format("{} contains a line break or another control character", what),
          "write it on one line without control characters");
  } else {
    return true;
  }
  return false;
}

bool TableReader::text(std::string_view key, Need need, std::size_t max_bytes, std::string& into) {
  const TomlValue* value = wanted(key, need);
  if (value == nullptr || !plain_text(key, *value, max_bytes)) return false;
  into = *value->as<std::string>();
  return true;
}

bool TableReader::id(std::string_view key, Need need, std::string& into) {
  const TomlValue* value = wanted(key, need);
  if (value == nullptr) return false;
  const auto* text = value->as<std::string>();
  if (text == nullptr) {
    wrong_type(key, *value, "an id in double quotes");
    return false;
  }
  if (!core::is_legal_id(*text)) {
    fault(key, fmt::format("{} = {} is not a legal id", key, in_quotes(*text)),
          "use 1 to 64 of A-Z a-z 0-9 . _ - and begin with a letter or digit");
    return false;
  }
  into = *text;
  return true;
}

bool TableReader::texts(std::string_view key, std::size_t max_count, std::size_t max_bytes,
                        std::vector<std::string>& into) {
  const TomlArray* elements = array(key, Need::optional);
  if (elements == nullptr) return false;
  if (elements->size() > max_count) {
    fault(key, fmt::format("{} has {} elements", in_quotes(key), elements->size()),
          fmt::format("at most {} are allowed", max_count));
    return false;
  }
  std::vector<std::string> found;
  for (const TomlValue& element : *elements) {
    if (!plain_text(key, element, max_bytes, found.size())) return false;
    found.push_back(*element.as<std::string>());
  }
  into = std::move(found);
  return true;
}

bool TableReader::languages(std::string_view key, std::size_t max_bytes, TwoLanguages& into) {
  const TomlValue* value = find(key);
  if (value == nullptr) return false;
  if (value->as<std::string>() != nullptr) {
    if (!plain_text(key, *value, max_bytes)) return false;
    into.ja = into.en = *value->as<std::string>();
    return true;
  }
  const TomlTable* both = value->as<TomlTable>();
  if (both == nullptr) {
    wrong_type(key, *value, "{ ja = \"...\", en = \"...\" }, or one string for both");
    return false;
  }
  bool right = !both->members.empty();
  if (!right)
    fault(key, fmt::format("{} names no language", in_quotes(key)), "give ja, en or both");
  for (const TomlMember& member : both->members) {
    if (member.key != "ja" && member.key != "en") {
      fault(key,
            fmt::format("{} has the unknown language {}", in_quotes(key), in_quotes(member.key)),
            "known are \"ja\" and \"en\"");
      right = false;
    } else if (!plain_text(key, member.value, max_bytes)) {
      right = false;
    }
  }
  if (!right) return false;
  const TomlMember* ja = both->find("ja");
  const TomlMember* en = both->find("en");
  into.ja = *(ja != nullptr ? ja : en)->value.as<std::string>();
  into.en = *(en != nullptr ? en : ja)->value.as<std::string>();
  return true;
}

bool TableReader::flag(std::string_view key, bool& into) {
  const TomlValue* value = find(key);
  if (value == nullptr) return false;
  const auto* flag = value->as<bool>();
  if (flag == nullptr) {
    wrong_type(key, *value, "true or false, without quotes");
    return false;
  }
  into = *flag;
  return true;
}

bool TableReader::integer(std::string_view key, Need need, std::int64_t least, std::int64_t most,
                          std::int64_t& into) {
  const TomlValue* value = wanted(key, need);
  if (value == nullptr) return false;
  const auto* number = value->as<std::int64_t>();
  if (number == nullptr) {
    wrong_type(key, *value, "an integer, without quotes");
    return false;
  }
  if (*number < least || *number > most) {
    fault(key, fmt::format("{} = {} is out of range", key, *number),
          fmt::format("choose {} to {}", least, most));
    return false;
  }
  into = *number;
  return true;
}

bool TableReader::duration(std::string_view key, DurationRange range, core::Duration& into) {
  const TomlValue* value = find(key);
  if (value == nullptr) return false;
  const auto* text = value->as<std::string>();
  if (text == nullptr) {
    wrong_type(key, *value, "a duration in double quotes, such as \"10s\"");
    return false;
  }
  const auto duration = core::parse_duration(*text);
  if (!duration) {
    fault(key, fmt::format("{} = {} is not a duration", key, in_quotes(*text)),
          "write digits and a unit: ms, s, min, h or d, such as \"60min\"");
    return false;
  }
  if (*duration < range.least || *duration > range.most) {
    fault(key, fmt::format("{} = {} is out of range", key, in_quotes(*text)),
          fmt::format("choose {} to {}", in_words(range.least), in_words(range.most)));
    return false;
  }
  into = *duration;
  return true;
}

bool TableReader::date(std::string_view key, Need need, std::optional<core::Date>& into) {
  const TomlValue* value = wanted(key, need);
  if (value == nullptr) return false;
  std::optional<core::Date> date;
  if (const auto* plain = value->as<core::Date>()) {
    date = *plain;
  } else if (const auto* text = value->as<std::string>()) {
    date = core::parse_date(*text);
  } else {
    wrong_type(key, *value, "a date, such as 2027-03-31");
    return false;
  }
  const core::Date first{std::chrono::year{1900}, std::chrono::January, std::chrono::day{1}};
  const core::Date last{std::chrono::year{2199}, std::chrono::December, std::chrono::day{31}};
  if (!date || *date < first || *date > last) {
    fault(key, fmt::format("{} is not a date of the calendar", in_quotes(key)),
          "write year, month and day, such as 2027-03-31");
    return false;
  }
  into = date;
  return true;
}

bool TableReader::instant(std::string_view key, std::optional<core::Instant>& into) {
  const TomlValue* value = find(key);
  if (value == nullptr) return false;
  if (const auto* plain = value->as<core::Instant>()) {
    into = *plain;
    return true;
  }
  const auto* text = value->as<std::string>();
  const auto instant = text == nullptr ? std::nullopt : core::parse_rfc3339(*text);
  if (!instant) {
    fault(key,
          fmt::format("{} is {}, not a date and time with offset", in_quotes(key),
                      text == nullptr ? kind_of(*value) : "a string"),
          "write it with its offset, such as 2026-04-01T00:00:00+09:00");
    return false;
  }
  into = *instant;
  return true;
}

const TomlTable* TableReader::table(std::string_view key) {
  const TomlValue* value = find(key);
  if (value == nullptr) return nullptr;
  const auto* table = value->as<TomlTable>();
  if (table == nullptr) wrong_type(key, *value, "a table { ... }");
  return table;
}

const TomlArray* TableReader::array(std::string_view key, Need need) {
  const TomlValue* value = wanted(key, need);
  if (value == nullptr) return nullptr;
  const auto* array = value->as<TomlArray>();
  if (array == nullptr) wrong_type(key, *value, "an array [ ... ]");
  return array;
}

std::optional<std::string> TableReader::word_of(std::string_view key, Need need,
                                                const std::vector<std::string_view>& allowed) {
  const TomlValue* value = wanted(key, need);
  if (value == nullptr) return std::nullopt;
  const auto* text = value->as<std::string>();
  if (text == nullptr) {
    wrong_type(key, *value, listed(allowed));
    return std::nullopt;
  }
  if (std::find(allowed.begin(), allowed.end(), *text) == allowed.end()) {
    fault(key, fmt::format("{} = {} is not known", key, in_quotes(*text)),
          fmt::format("write {}", listed(allowed)));
    return std::nullopt;
  }
  return *text;
}

std::vector<const TomlValue*> tables_of(const TomlTable& root, std::string_view name,
                                        Faults& faults) {
  std::vector<const TomlValue*> out;
  const TomlMember* member = root.find(name);
  if (member == nullptr) return out;
  const auto* array = member->value.as<TomlArray>();
  if (array == nullptr) {
    faults.add(member->line, fmt::format("{} is {}", in_quotes(name), kind_of(member->value)),
               fmt::format("head each one with [[{}]], in double brackets", name));
    return out;
  }
  for (const TomlValue& element : *array) {
    if (element.as<TomlTable>() != nullptr) {
      out.push_back(&element);
    } else {
      faults.add(element.line, fmt::format("{} holds {}", in_quotes(name), kind_of(element)),
                 fmt::format("head each one with [[{}]]", name));
    }
  }
  return out;
}

}  // namespace zonefactor::files
