// docs/configuration.md names what the parser knows, all of it and nothing else; and its example
// works.
#include <gtest/gtest.h>

#include <sstream>

#include "service/config/config_toml.h"
#include "tests/unit/files/documented.h"

namespace zonefactor::config {
namespace {

constexpr auto kPage = "docs/configuration.md";

TEST(ConfigurationPage, names_every_member_the_parser_knows_and_no_other) {
  Documented known;
  for (const KnownMember& each : config_members()) known[each.table].insert(each.member);
  EXPECT_EQ(documented_in(kPage), known);
}

TEST(ConfigurationPage, its_example_is_taken) {
  std::ostringstream page;
  page << std::ifstream(std::string(ZONEFACTOR_SOURCE_DIR) + "/" + kPage).rdbuf();
  const std::string text = page.str();
  const std::string opening = "```toml\n";
  const auto begin = text.find(opening) + opening.size();
  const auto end = text.find("```", begin);
  ASSERT_NE(end, std::string::npos);
  const ConfigResult result = parse_config(text.substr(begin, end - begin), "zonefactord.toml");
  const auto* faults = std::get_if<std::vector<files::Fault>>(&result);
  EXPECT_EQ(faults, nullptr) << files::to_text(faults->front());
}

}  // namespace
}  // namespace zonefactor::config
