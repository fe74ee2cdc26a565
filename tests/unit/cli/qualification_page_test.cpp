// docs/qualification.md and its Japanese twin name every remark, with its severity, and no other.
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "tests/rules/qualification_cases.h"

namespace zonefactor::cli {
namespace {

std::vector<std::string> cells_of(const std::string& row) {
  std::vector<std::string> cells;
  std::string cell;
  for (const char c : row.substr(1)) {
    if (c != '|') {
      cell += c;
      continue;
    }
    const auto begin = cell.find_first_not_of(' ');
    const auto end = cell.find_last_not_of(' ');
    cells.push_back(begin == std::string::npos ? "" : cell.substr(begin, end - begin + 1));
    cell.clear();
  }
  return cells;
}

// Rows that begin with a name in backquotes, by that name.
std::map<std::string, std::vector<std::string>> rows_of(const std::string& page) {
  std::ifstream file(std::string(ZONEFACTOR_SOURCE_DIR) + "/docs/" + page);
  std::map<std::string, std::vector<std::string>> rows;
  for (std::string line; std::getline(file, line);) {
    if (line.rfind("| `", 0) != 0) continue;
    const std::vector<std::string> cells = cells_of(line);
    EXPECT_TRUE(rows.emplace(cells.at(0).substr(1, cells.at(0).size() - 2), cells).second) << line;
  }
  return rows;
}

std::map<std::string, std::set<core::Severity>> severities() {
  std::map<std::string, std::set<core::Severity>> found;
  for (const core::QualificationCase& each : core::qualification_cases()) {
    found[std::string(core::name_of(each.code))].insert(each.severity);
  }
  return found;
}

void expect_page(const std::string& page, const std::string& spoils, const std::string& weakens) {
  const auto rows = rows_of(page);
  const auto known = severities();
  for (const auto& [code, which] : known) {
    ASSERT_EQ(rows.count(code), 1U) << page << " lacks " << code;
    const std::vector<std::string>& cells = rows.at(code);
    ASSERT_EQ(cells.size(), 4U) << page << ": " << code;
    for (const core::Severity severity : which) {
      const std::string& word = severity == core::Severity::spoils ? spoils : weakens;
      EXPECT_NE(cells[1].find(word), std::string::npos) << page << ": " << code;
    }
    EXPECT_FALSE(cells[2].empty()) << page << ": " << code;
    EXPECT_FALSE(cells[3].empty()) << page << ": " << code;
  }
  EXPECT_EQ(rows.size(), known.size()) << page << " names a remark that is not made";
}

TEST(QualificationPage, names_every_remark_and_no_other) {
  expect_page("qualification.md", "spoils", "weakens");
}

TEST(QualificationPage, names_every_remark_in_Japanese_too) {
  expect_page("qualification.ja.md", "不適格の原因", "弱点");
}

}  // namespace
}  // namespace zonefactor::cli
