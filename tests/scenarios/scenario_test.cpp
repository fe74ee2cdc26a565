// Runs every story in tests/scenarios: plain words, a facility, what happens, and what must be
// said.
//
// A story is a text file: lines that begin with "#" are for the reader, "facility FILE" names the
// facility, a line that begins with "{" is input, and the lines after it that begin with "=> " are
// exactly what the rehearsal prints for it. "=>" alone demands silence and is optional.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "adapters/files/facility_toml.h"
#include "service/cli/rehearsal.h"

namespace zonefactor {
namespace {

namespace fs = std::filesystem;

std::string read_text(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

std::variant<core::Facility, std::string> facility_of(const fs::path& path) {
  const auto result = files::parse_facility(read_text(path), path.filename().string());
  if (const auto* faults = std::get_if<std::vector<files::Fault>>(&result)) {
    std::string why;
    for (const files::Fault& fault : *faults) why += files::to_text(fault) + "\n";
    return why;
  }
  return std::get<files::FacilityFile>(result).facility;
}

struct Input {
  int line = 0;
  std::string text;
  std::string expected;
};

struct Story {
  fs::path facility;
  std::vector<Input> inputs;
};

Story read_story(const fs::path& path) {
  Story story;
  std::istringstream text(read_text(path));
  std::string line;
  for (int number = 1; std::getline(text, line); ++number) {
    if (line.empty() || line.front() == '#') continue;
    if (line.rfind("facility ", 0) == 0) {
      story.facility = path.parent_path() / line.substr(9);
    } else if (line.rfind("=>", 0) == 0) {
      if (story.inputs.empty()) throw std::runtime_error("an answer before any input");
      if (line.size() > 3) story.inputs.back().expected += line.substr(3) + "\n";
    } else {
      story.inputs.push_back({number, line, {}});
    }
  }
  return story;
}

class Scenario : public testing::TestWithParam<std::string> {};

TEST_P(Scenario, says_what_the_story_says) {
  const fs::path path = fs::path(SCENARIO_DIR) / GetParam();
  const Story story = read_story(path);
  const auto facility = facility_of(story.facility);
  ASSERT_TRUE(std::holds_alternative<core::Facility>(facility)) << std::get<std::string>(facility);
  ASSERT_FALSE(story.inputs.empty()) << "a story without a happening";
  std::string all;
  for (const Input& input : story.inputs) all += input.text + "\n";

  cli::Rehearsal rehearsal(
      std::get<core::Facility>(facility), cli::controllers_with_heartbeat(all),
      [&](const std::string& file) { return facility_of(path.parent_path() / file); });
  std::uint64_t number = 0;
  bool said_anything = false;
  for (const Input& input : story.inputs) {
    std::string printed;
    rehearsal.take(++number, input.text, printed);
    EXPECT_EQ(printed, input.expected) << path.filename() << ":" << input.line << " (input line "
                                       << number << ")\n  " << input.text;
    said_anything = said_anything || !input.expected.empty();
  }
  EXPECT_TRUE(said_anything) << "a story that expects nothing proves nothing";
}

std::vector<std::string> stories() {
  std::vector<std::string> names;
  for (const auto& file : fs::directory_iterator(SCENARIO_DIR)) {
    if (file.path().extension() == ".story") names.push_back(file.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

INSTANTIATE_TEST_SUITE_P(Stories, Scenario, testing::ValuesIn(stories()), [](const auto& story) {
  std::string name = story.param.substr(0, story.param.size() - 6);
  std::replace_if(
      name.begin(), name.end(), [](char c) { return !std::isalnum(static_cast<unsigned char>(c)); },
      '_');
  return name;
});

}  // namespace
}  // namespace zonefactor
