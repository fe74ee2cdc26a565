// CSV import: encodings, quoting, what changes, and every fault with its line.
#include "adapters/files/people_csv.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "adapters/files/csv_rows.h"
#include "adapters/files/text_encoding.h"
#include "tests/unit/files/small_facility.h"

namespace zonefactor::files {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;
using Kind = Difference::Kind;

const std::string kPeople = "id,kind,accounts,emergency_accounts\n";
const std::string kCredentials =
    "id,person,kind,format,bits,number,valid_from,valid_until,state,since\n";
const std::string kDesignations = "person,zone,valid_from,valid_until\n";

const core::Facility& before() {
  static const core::Facility facility = taken(kSmallFacility).facility;
  return facility;
}

PeopleImport imported(PeopleTable table, const std::string& bytes,
                      ImportMode mode = ImportMode::delta) {
  auto result = import_people(table, bytes, "p.csv", mode, before());
  if (const auto* faults = std::get_if<std::vector<Fault>>(&result)) {
    for (const Fault& fault : *faults) ADD_FAILURE() << to_text(fault);
    return {};
  }
  return std::get<PeopleImport>(std::move(result));
}

std::vector<Fault> import_faults(PeopleTable table, const std::string& bytes,
                                 ImportMode mode = ImportMode::delta) {
  auto result = import_people(table, bytes, "p.csv", mode, before());
  const auto* faults = std::get_if<std::vector<Fault>>(&result);
  return faults == nullptr ? std::vector<Fault>{} : *faults;
}

TEST(PeopleCsv, a_delta_adds_and_changes_and_leaves_the_rest) {
  const auto import = imported(PeopleTable::people,
                               kPeople + "p-2,visitor,,\np-1042,staff,tanaka tanaka2,break1\n");
  EXPECT_THAT(import.differences, ElementsAre(Difference{Kind::changed, "person", "p-1042"},
                                              Difference{Kind::added, "person", "p-2"}));
  ASSERT_THAT(import.facility.persons, SizeIs(2));
  EXPECT_THAT(import.facility.persons[0].accounts,
              ElementsAre(core::AccountId("tanaka"), core::AccountId("tanaka2")));
  EXPECT_THAT(import.facility.persons[0].emergency_accounts,
              ElementsAre(core::AccountId("break1")));
  EXPECT_EQ(import.facility.persons[1].kind, core::PersonKind::visitor);
  EXPECT_EQ(import.facility.credentials, before().credentials);
}

TEST(PeopleCsv, what_is_already_so_is_no_difference) {
  EXPECT_THAT(imported(PeopleTable::people, kPeople + "p-1042,staff,tanaka,\n").differences,
              IsEmpty());
  EXPECT_THAT(imported(PeopleTable::people, kPeople).differences, IsEmpty());
}

TEST(PeopleCsv, a_full_import_removes_what_the_file_does_not_name_with_all_it_had) {
  const auto import =
      imported(PeopleTable::people, kPeople + "p-2,staff,suzuki,\n", ImportMode::full);
  EXPECT_THAT(import.differences,
              ElementsAre(Difference{Kind::removed, "person", "p-1042"},
                          Difference{Kind::added, "person", "p-2"},
                          Difference{Kind::removed, "credential", "card-77"},
                          Difference{Kind::removed, "designation", "p-1042/dispensing"}));
  EXPECT_THAT(import.facility.credentials, IsEmpty());
  EXPECT_THAT(import.facility.designations, IsEmpty());
}

TEST(PeopleCsv, a_full_import_of_nothing_is_refused) {
  const auto faults = import_faults(PeopleTable::people, kPeople, ImportMode::full);
  ASSERT_THAT(faults, SizeIs(1));
  EXPECT_THAT(faults[0].what, HasSubstr("would remove everything"));
}

TEST(PeopleCsv, credentials_are_read_with_every_column) {
  const auto import =
      imported(PeopleTable::credentials,
               kCredentials +
                   "card-77,p-1042,card,wiegand26,26,2a00ff1,2026-04-01T00:00:00+09:00,"
                   "2027-04-01T00:00:00+09:00,lost,2026-11-22T08:00:00+09:00\ncard-78,p-1042,face,,"
                   ",h-9,,,,\n");
  ASSERT_THAT(import.facility.credentials, SizeIs(2));
  const core::Credential& first = import.facility.credentials[0];
  EXPECT_EQ(first.number.text, "wiegand26/26/2A00FF1");
  EXPECT_EQ(first.state, core::CredentialState::lost);
  EXPECT_EQ(first.since, core::parse_rfc3339("2026-11-22T08:00:00+09:00"));
  EXPECT_EQ(first.valid_until, core::parse_rfc3339("2027-04-01T00:00:00+09:00"));
  EXPECT_EQ(import.facility.credentials[1].kind, core::Method::face);
  EXPECT_EQ(import.facility.credentials[1].number.text, "H-9");
  EXPECT_EQ(import.facility.credentials[1].state, core::CredentialState::active);
}

TEST(PeopleCsv, designations_are_known_by_person_and_zone) {
  const auto import =
      imported(PeopleTable::designations,
               kDesignations + "p-1042,dispensing,,2027-04-01T00:00:00+09:00\np-1042,pharmacy,,\n");
  EXPECT_THAT(import.differences,
              ElementsAre(Difference{Kind::changed, "designation", "p-1042/dispensing"},
                          Difference{Kind::added, "designation", "p-1042/pharmacy"}));
}

TEST(PeopleCsv, all_encodings_and_line_ends_read_the_same) {
  // 山田 as an account, in UTF-8 and in CP932.
  const std::string utf8 = kPeople + "p-9,staff,\xE5\xB1\xB1\xE7\x94\xB0,\n";
  const std::string cp932 = kPeople + "p-9,staff,\x8E\x52\x93\x63,\n";
  const core::Facility expected = imported(PeopleTable::people, utf8).facility;
  EXPECT_EQ(expected.persons[1].accounts[0].text, "山田");
  EXPECT_EQ(imported(PeopleTable::people, cp932).facility, expected);
  EXPECT_EQ(imported(PeopleTable::people, "\xEF\xBB\xBF" + utf8).facility, expected);
  std::string crlf;
  for (char c : utf8) crlf += c == '\n' ? std::string("\r\n") : std::string(1, c);
  EXPECT_EQ(imported(PeopleTable::people, crlf).facility, expected);
  EXPECT_EQ(imported(PeopleTable::people, utf8.substr(0, utf8.size() - 1)).facility, expected);
  EXPECT_EQ(imported(PeopleTable::people, utf8 + "\n\n").facility, expected);
}

struct BadCsv {
  const char* name;
  PeopleTable table;
  std::string text;
  int line;
  std::string what;
};
class CsvFault : public ::testing::TestWithParam<BadCsv> {};
TEST_P(CsvFault, is_the_only_one_and_names_its_line) {
  const auto faults = import_faults(GetParam().table, GetParam().text);
  ASSERT_THAT(faults, SizeIs(1)) << (faults.empty() ? "" : to_text(faults.back()));
  EXPECT_EQ(faults[0].line, GetParam().line);
  EXPECT_THAT(faults[0].what, HasSubstr(GetParam().what));
  EXPECT_THAT(faults[0].remedy, Not(IsEmpty()));
}
const std::vector<BadCsv> kBadCsv{
    {"wrong_header", PeopleTable::people, kCredentials, 1, "the header is not"},
    {"no_header", PeopleTable::people, "", 1, "the header is not"},
    {"too_few_fields", PeopleTable::people, kPeople + "p-2,staff,x\n", 2, "has 3 fields"},
    {"too_many_fields", PeopleTable::people, kPeople + "\np-2,staff,x,,\n", 3, "has 5 fields"},
    {"illegal_id", PeopleTable::people, kPeople + "p 2,staff,x,\n", 2, "id is not a legal id"},
    {"empty_id", PeopleTable::people, kPeople + ",staff,x,\n", 2, "id is empty"},
    {"unknown_kind", PeopleTable::people, kPeople + "p-2,doctor,x,\n", 2,
     "kind is not a known word"},
    {"twice", PeopleTable::people, kPeople + "p-2,staff,x,\np-2,staff,y,\n", 3,
     "stands in the file twice"},
    {"account_twice", PeopleTable::people, kPeople + "p-2,staff,x x,\n", 2, "one account twice"},
    {"account_in_both", PeopleTable::people, kPeople + "p-2,staff,x,x\n", 2, "both an everyday"},
    {"account_with_a_tab", PeopleTable::people, kPeople + "p-2,staff,x\ty,\n", 2,
     "contains a space"},
    {"unclosed_quote", PeopleTable::people, kPeople + "p-2,\"staff,x,\n", 2, "is not closed"},
    {"stray_quote", PeopleTable::people, kPeople + "p-2,sta\"ff,x,\n", 2, "quote or line break"},
    {"text_after_quote", PeopleTable::people, kPeople + "p-2,\"staff\"x,x,\n", 2,
     "after a closing quote"},
    {"lone_carriage_return", PeopleTable::people, kPeople + "p-2,staff\rx,x,\n", 2,
     "quote or line break"},
    {"field_too_long", PeopleTable::people, kPeople + "p-2,staff," + std::string(3000, 'x') + ",\n",
     2, "3000 bytes"},
    {"utf16", PeopleTable::people, std::string("\xFF\xFEi\0d\0", 6), 1, "UTF-16"},
    {"no_known_encoding", PeopleTable::people, kPeople + "p-2,staff,\x81\x20,\n", 1,
     "neither UTF-8 nor CP932"},
    {"unknown_person", PeopleTable::credentials, kCredentials + "c,p-9,card,,,77,,,,\n", 2,
     "there is no person \"p-9\""},
    {"unknown_designated", PeopleTable::designations, kDesignations + "p-9,pharmacy,,\n", 2,
     "there is no person \"p-9\""},
    {"unknown_zone", PeopleTable::designations, kDesignations + "p-1042,attic,,\n", 2,
     "there is no zone \"attic\""},
    {"no_number", PeopleTable::credentials, kCredentials + "c,p-1042,card,,,,,,,\n", 2,
     "number is empty"},
    {"rounded_number", PeopleTable::credentials, kCredentials + "c,p-1042,card,,,4.1E+12,,,,\n", 2,
     "rounded by a spreadsheet"},
    {"format_without_bits", PeopleTable::credentials, kCredentials + "c,p-1042,card,w26,,77,,,,\n",
     2, "format and bits"},
    {"bits_no_number", PeopleTable::credentials, kCredentials + "c,p-1042,card,w26,x,77,,,,\n", 2,
     "bits is not"},
    {"time_without_offset", PeopleTable::credentials,
     kCredentials + "c,p-1042,card,,,77,2026-04-01 00:00,,,\n", 2, "valid_from is not a date"},
    {"period_without_length", PeopleTable::designations,
     kDesignations + "p-1042,pharmacy,2027-01-01T00:00:00Z,2027-01-01T00:00:00Z\n", 2,
     "valid_until is not after"},
    {"unknown_state", PeopleTable::credentials, kCredentials + "c,p-1042,card,,,77,,,gone,\n", 2,
     "state is not a known word"},
    {"since_of_an_active_one", PeopleTable::credentials,
     kCredentials + "c,p-1042,card,,,77,,,active,2026-04-01T00:00:00Z\n", 2, "since is written"},
};
INSTANTIATE_TEST_SUITE_P(Each, CsvFault, ::testing::ValuesIn(kBadCsv),
                         [](const auto& each) { return std::string(each.param.name); });

TEST(PeopleCsv, every_fault_is_named_and_the_line_is_right_after_quoted_line_breaks) {
  const auto faults =
      import_faults(PeopleTable::people, kPeople + "p-2,staff,\"a\nb\",\np-3,doctor,,\n,staff,,\n");
  ASSERT_THAT(faults, SizeIs(3));
  EXPECT_EQ(faults[0].line, 2);
  EXPECT_EQ(faults[1].line, 4);
  EXPECT_EQ(faults[2].line, 5);
}

TEST(PeopleCsv, PINs_numbers_and_accounts_are_never_repeated) {
  for (const std::string row :
       {"c,p-1042,pin,,,48151623,,,,\n", "48151623,p 1042,48151623,,,x,48151623,,48151623,\n",
        "c,p-1042,card,48151623,,48151623,,,,\n"}) {
    const auto faults = import_faults(PeopleTable::credentials, kCredentials + row);
    EXPECT_THAT(faults, Not(IsEmpty()));
    for (const Fault& fault : faults)
      EXPECT_THAT(to_text(fault), Not(HasSubstr("48151623"))) << row;
  }
}

TEST(PeopleCsv, a_file_that_is_too_large_is_refused) {
  const auto faults = import_faults(PeopleTable::people, std::string(kMaxCsvBytes + 1, 'x'));
  ASSERT_THAT(faults, SizeIs(1));
  EXPECT_THAT(faults[0].what, HasSubstr("more than"));
}

TEST(CsvRows, quotes_commas_and_line_breaks_follow_RFC_4180) {
  Faults faults("c");
  const auto rows = read_csv("a,\"b,\"\"c\"\"\r\nd\",\r\n\"\"\r\ne,", faults);
  EXPECT_TRUE(faults.empty());
  ASSERT_THAT(rows, SizeIs(2));
  EXPECT_THAT(rows[0].fields, ElementsAre("a", "b,\"c\"\r\nd", ""));
  EXPECT_THAT(rows[1].fields, ElementsAre("e", ""));
  EXPECT_EQ(rows[1].line, 4);
}

TEST(TextEncoding, only_well_formed_sequences_are_UTF_8) {
  EXPECT_TRUE(is_utf8("a\xC3\xA9\xE8\xAA\xBF\xF0\x9F\x8F\xA5"));
  for (const char* bad : {"\x80", "\xC0\x80", "\xC3", "\xE0\x80\x80", "\xED\xA0\x80",
                          "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xE8\xAA"}) {
    EXPECT_FALSE(is_utf8(bad));
  }
}

}  // namespace
}  // namespace zonefactor::files
