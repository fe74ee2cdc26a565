// An HTML page, element by element.
//
// Promise: whatever is text stays text: it is escaped here and nowhere else, so that no name can
// become markup. The page needs nothing beside itself: no script, no other file.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "service/verify/report_words.h"

namespace zonefactor::evidence {

class Html {
 public:
  Html(Language language, std::string_view title);

  Html& open(const char* tag, std::string_view kind = {});
  Html& close();
  Html& text(std::string_view text);
  Html& element(const char* tag, std::string_view text, std::string_view kind = {});

  // A table with these columns; the rows are arrays of cells, and `close_table` ends it.
  struct Column {
    std::string_view title;
    bool of_numbers = false;
  };
  void open_table(const std::vector<Column>& columns);
  void row(const std::vector<std::string>& cells);
  // A two-column table of one thing's members.
  void open_facts();
  void fact(std::string_view label, std::string_view text);
  void close_table();

  std::string take();

 private:
  std::string page_;
  std::vector<const char*> open_;
};

}  // namespace zonefactor::evidence
