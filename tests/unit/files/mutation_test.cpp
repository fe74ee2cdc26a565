// Damaged input: whatever bytes come, every reader answers, and never with something half taken.
#include <gtest/gtest.h>

#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/files/people_csv.h"
#include "adapters/files/rehearsal_lines.h"
#include "adapters/files/text_encoding.h"
#include "tests/unit/files/small_facility.h"

namespace zonefactor::files {
namespace {

constexpr int kRounds = 3000;

// The same damage on every run: a failure names its round.
class Damage {
 public:
  explicit Damage(unsigned seed) : random_(seed) {}

  std::string to(std::string text) {
    static const std::vector<std::string_view> kPieces{
        "\"", "'",    "[[",  "]]",         "{",      "}",    "=",    ".",  ",",
        "\n", "\r",   "#",   "\\",         "\"\"\"", "\xFF", "\xE8", "0x", "1e9",
        "-",  "true", "nan", "2026-02-30", "[zone]", "\x81", "null", ":",  "9999999999999999999"};
    const int times = 1 + pick(4);
    for (int i = 0; i < times; ++i) {
      const auto at = static_cast<std::size_t>(pick(static_cast<int>(text.size()) + 1));
      const auto length = static_cast<std::size_t>(pick(12));
      switch (pick(4)) {
        case 0:
          text.insert(at,
                      kPieces[static_cast<std::size_t>(pick(static_cast<int>(kPieces.size())))]);
          break;
        case 1:
          text.erase(at, length);
          break;
        case 2:
          text.insert(
              at,
              text.substr(static_cast<std::size_t>(pick(static_cast<int>(text.size()) + 1)), 40));
          break;
        default:
          if (at < text.size()) text[at] = static_cast<char>(pick(256));
      }
    }
    return text;
  }

 private:
  int pick(int below) { return static_cast<int>(random_() % static_cast<unsigned>(below)); }
  std::mt19937 random_;
};

void expect_sound(const std::vector<Fault>& faults) {
  EXPECT_FALSE(faults.empty());
  for (const Fault& fault : faults) {
    EXPECT_FALSE(fault.what.empty());
    EXPECT_FALSE(fault.remedy.empty());
    EXPECT_TRUE(is_utf8(to_text(fault))) << fault.what;
    EXPECT_EQ(to_text(fault).find('\n'), std::string::npos) << fault.what;
  }
}

TEST(Mutations, a_damaged_facility_file_is_taken_or_named_wrong) {
  Damage damage(1);
  int taken_count = 0;
  for (int round = 0; round < kRounds; ++round) {
    const FacilityResult result = parse_facility(damage.to(kSmallFacility), "f.toml");
    if (const auto* faults = std::get_if<std::vector<Fault>>(&result)) {
      expect_sound(*faults);
    } else {
      EXPECT_EQ(std::get<FacilityFile>(result).facility.head.id.empty(), false);
      ++taken_count;
    }
    ASSERT_FALSE(HasFailure()) << "round " << round;
  }
  EXPECT_GT(taken_count, 0);
  EXPECT_LT(taken_count, kRounds);
}

TEST(Mutations, a_damaged_import_is_taken_or_named_wrong) {
  const core::Facility before = taken(kSmallFacility).facility;
  const std::string csv =
      "id,person,kind,format,bits,number,valid_from,valid_until,state,since\n"
      "c1,p-1042,card,wiegand26,26,2A00FF1,2026-04-01T00:00:00+09:00,,lost,\n"
      "\"c2\",p-1042,card,,,77,,,,\nc3,p-1042,face,,,h-9,,,,\n";
  Damage damage(2);
  for (int round = 0; round < kRounds; ++round) {
    const auto result =
        import_people(PeopleTable::credentials, damage.to(csv), "c.csv",
                      round % 2 == 0 ? ImportMode::delta : ImportMode::full, before);
    if (const auto* faults = std::get_if<std::vector<Fault>>(&result)) expect_sound(*faults);
    ASSERT_FALSE(HasFailure()) << "round " << round;
  }
}

TEST(Mutations, a_damaged_rehearsal_line_is_taken_or_refused_with_a_reason) {
  const std::vector<std::string> lines{
      R"({"at":"2026-11-22T09:00:01+09:00","event":{"controller":"ctl-1","boot":"b7","seq":1}})",
      R"({"at":"2026-11-22T09:00:20+09:00","ask":{"terminal":"t","account":"a","amr":["pwd"]},"label":"x"})",
      R"({"at":"2026-11-22T09:20:00Z","change":{"credential":"c","state":"lost","since":"2026-11-22T08:00:00Z"}})",
      R"({"at":"2026-11-22T09:20:00Z","emergency":{"by":"b","reason":"r","zones":["x"],"until":"2026-11-22T12:00:00Z"}})"};
  RehearsalDecoder decoder;
  Damage damage(3);
  for (int round = 0; round < kRounds; ++round) {
    const auto result =
        decoder.decode(damage.to(lines[static_cast<std::size_t>(round) % lines.size()]));
    if (const auto* refusal = std::get_if<RehearsalRefusal>(&result)) {
      EXPECT_FALSE(refusal->why.empty());
      EXPECT_TRUE(is_utf8(refusal->why));
    }
    ASSERT_FALSE(HasFailure()) << "round " << round;
  }
}

}  // namespace
}  // namespace zonefactor::files
