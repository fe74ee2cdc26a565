#include "tests/edition/golden_journal.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <fstream>
#include <utility>

#include "service/journal/canonical_json.h"

namespace zonefactor::edition {

namespace {

const std::string* text_in(const journal::JsonObject& members, const char* key) {
  const auto found = members.find(key);
  return found == members.end() ? nullptr : found->second.as<std::string>();
}

const std::int64_t* number_in(const journal::JsonObject& members, const char* key) {
  const auto found = members.find(key);
  return found == members.end() ? nullptr : found->second.as<std::int64_t>();
}

// Reads the lines into logs, in their order.
class Lines {
 public:
  // Whether the line is what may stand here.
  bool take(const std::string& line) {
    const auto json = journal::read_canonical(line);
    const auto* members = json ? json->as<journal::JsonObject>() : nullptr;
    return members != nullptr && (members->contains("log") ? open(*members) : add(*members));
  }
  std::vector<RecordedLog> logs() { return std::move(logs_); }

 private:
  bool open(const journal::JsonObject& members) {
    const auto* log = text_in(members, "log");
    const auto* year = number_in(members, "year");
    if (!log || !year || members.size() != 2) return false;
    logs_.push_back({*log, {}});
    year_ = static_cast<std::int32_t>(*year);
    return true;
  }
  bool add(const journal::JsonObject& members) {
    const auto entry = members.find("entry");
    const auto* index = number_in(members, "index");
    const auto* leaf = text_in(members, "leaf");
    if (entry == members.end() || !index || !leaf || members.size() != 3) return false;
    if (logs_.empty()) return false;
    logs_.back().entries.push_back({logs_.back().name,
                                    {year_, static_cast<std::uint64_t>(*index)},
                                    journal::canonical(entry->second),
                                    *leaf});
    return true;
  }

  std::vector<RecordedLog> logs_;
  std::int32_t year_ = 0;
};

}  // namespace

std::string golden_path() {
  return ZONEFACTOR_SCHEMA_DIR "/golden/edition-1.jsonl";
}

std::vector<RecordedLog> golden_logs() {
  Lines lines;
  std::ifstream file(golden_path(), std::ios::binary);
  int number = 0;
  for (std::string line; std::getline(file, line);) {
    ++number;
    if (!lines.take(line)) {
      ADD_FAILURE() << golden_path() << ":" << number
                    << " is no line of a golden journal: " << line;
    }
  }
  return lines.logs();
}

// The members in the order of canonical JSON; the entry's bytes as they are.
std::string text_of(const RecordedLog& log) {
  if (log.entries.empty()) return {};
  const std::int64_t year = log.entries.front().ref.year;
  std::string text = journal::canonical(journal::JsonObject{{"log", log.name}, {"year", year}});
  text += '\n';
  for (const RecordedEntry& entry : log.entries) {
    text += "{\"entry\":" + entry.bytes + ",\"index\":" + std::to_string(entry.ref.index) +
            ",\"leaf\":\"" + entry.leaf + "\"}\n";
  }
  return text;
}

}  // namespace zonefactor::edition
