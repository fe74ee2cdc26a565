#include "tests/unit/journal/golden_entries.h"

#include <gtest/gtest.h>

#include <fstream>

#include "service/journal/canonical_json.h"

namespace zonefactor::journal {

namespace {

std::string text_of(const JsonObject& vector, const char* key) {
  const auto member = vector.find(key);
  const std::string* text = member == vector.end() ? nullptr : member->second.as<std::string>();
  EXPECT_TRUE(text) << "a vector has no text \"" << key << "\"";
  return text ? *text : "";
}

}  // namespace

std::string golden_path() {
  return ZONEFACTOR_SCHEMA_DIR "/golden/entries.jsonl";
}

std::vector<GoldenEntry> golden_entries() {
  std::vector<GoldenEntry> entries;
  std::ifstream file(golden_path());
  EXPECT_TRUE(file) << "cannot read " << golden_path();
  for (std::string line; std::getline(file, line);) {
    std::string why;
    const auto json = read_canonical(line, &why);
    const JsonObject* vector = json ? json->as<JsonObject>() : nullptr;
    EXPECT_TRUE(vector) << line << ": " << why;
    if (!vector) continue;
    entries.push_back(
        {text_of(*vector, "name"), text_of(*vector, "bytes"), text_of(*vector, "leaf")});
  }
  return entries;
}

}  // namespace zonefactor::journal
