// docs/witness.md says what there is: its configuration is one, and every member has its row.
#include <gmock/gmock.h>

#include <string>

#include "service/witness/settings.h"
#include "tests/support/temp_dir.h"

namespace zonefactor::witness {
namespace {

using testing::HasSubstr;

std::string page() {
  return support::read_file(ZONEFACTOR_SOURCE_DIR "/docs/witness.md");
}

TEST(WitnessPage, its_configuration_is_taken_as_it_stands) {
  const std::string text = page();
  const std::size_t begin = text.find("```toml\n") + 8;
  const auto result = parse_settings(text.substr(begin, text.find("```", begin) - begin), "w.toml");
  if (const auto* faults = std::get_if<std::vector<files::Fault>>(&result)) {
    FAIL() << files::to_text(faults->front());
  }
  EXPECT_EQ(std::get<Settings>(result).logs.size(), 1u);
}

TEST(WitnessPage, every_member_has_its_row_with_its_default) {
  const std::string text = page();
  for (const char* row :
       {"| `[witness] name` | – |", "| `[witness] key_file` | – |", "| `[witness] state_dir` | – |",
        "| `[listener] address` | `\"127.0.0.1\"` |", "| `[listener] port` | – |",
        "| `[listener] tls` | none |", "| `[limits] connections` | `256` |",
        "| `[limits] handshake_timeout` | `\"10s\"` |", "| `[limits] idle_timeout` | `\"75s\"` |",
        "| `[limits] request_timeout` | `\"10s\"` |", "| `[limits] write_timeout` | `\"10s\"` |",
        "| `[[log]] vkey` | – |", "| `[[log]] origin` | the key's name |"}) {
    EXPECT_THAT(text, HasSubstr(row));
  }
}

}  // namespace
}  // namespace zonefactor::witness
