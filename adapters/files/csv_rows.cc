#include "adapters/files/csv_rows.h"

#include <fmt/format.h>

#include <optional>

namespace zonefactor::files {

namespace {

class CsvReader {
 public:
  CsvReader(std::string_view text, Faults& faults) : text_(text), faults_(faults) {}

  std::vector<CsvRow> read() {
    std::vector<CsvRow> rows;
    while (at_ < text_.size()) {
      const int line = line_;
      auto fields = read_row();
      if (!fields) continue;
      const bool blank = fields->size() == 1 && fields->front().empty();
      if (blank) continue;
      if (rows.size() == kMaxCsvRows) {
        faults_.add(line, fmt::format("more than {} rows", kMaxCsvRows), "split the file");
        break;
      }
      rows.push_back({line, std::move(*fields)});
    }
    return rows;
  }

 private:
  bool at_line_end() const {
    return at_ >= text_.size() || text_[at_] == '\n' || text_.substr(at_, 2) == "\r\n";
  }

  void pass_line_end() {
    if (at_ < text_.size() && text_[at_] == '\r') ++at_;
    if (at_ < text_.size()) ++at_;
    ++line_;
  }

  // After a fault: goes on with the next line.
  std::nullopt_t refuse(int line, std::string what, std::string remedy) {
    faults_.add(line, std::move(what), std::move(remedy));
    while (!at_line_end()) ++at_;
    pass_line_end();
    return std::nullopt;
  }

  std::optional<std::vector<std::string>> read_row() {
    std::vector<std::string> fields;
    while (true) {
      auto field = at_ < text_.size() && text_[at_] == '"' ? read_quoted() : read_plain();
      if (!field) return std::nullopt;
      if (field->size() > kMaxCsvFieldBytes) {
        return refuse(line_, fmt::format("a field has {} bytes", field->size()),
                      fmt::format("at most {} are taken", kMaxCsvFieldBytes));
      }
      fields.push_back(std::move(*field));
      if (fields.size() > kMaxCsvFields) {
        return refuse(line_, "too many fields", "check the commas of this row");
      }
      if (at_line_end()) {
        pass_line_end();
        return fields;
      }
      ++at_;  // the comma
    }
  }

  std::optional<std::string> read_plain() {
    const std::size_t begin = at_;
    while (!at_line_end() && text_[at_] != ',') {
      if (text_[at_] == '"' || text_[at_] == '\r') {
        return refuse(line_, "a quote or line break within an unquoted field",
                      "put the whole field in double quotes, and double each quote in it");
      }
      ++at_;
    }
    return std::string(text_.substr(begin, at_ - begin));
  }

  std::optional<std::string> read_quoted() {
    const int opened = line_;
    std::string field;
    ++at_;
    while (at_ < text_.size()) {
      const char c = text_[at_++];
      if (c != '"') {
        if (c == '\n') ++line_;
        field += c;
      } else if (at_ < text_.size() && text_[at_] == '"') {
        field += '"';
        ++at_;
      } else if (at_line_end() || text_[at_] == ',') {
        return field;
      } else {
        return refuse(line_, "text after a closing quote",
                      "double each quote within a field, and end it with one quote");
      }
    }
    faults_.add(opened, "a quoted field is not closed", "end it with a double quote");
    return std::nullopt;
  }

  std::string_view text_;
  Faults& faults_;
  std::size_t at_ = 0;
  int line_ = 1;
};

}  // namespace

std::vector<CsvRow> read_csv(std::string_view text, Faults& faults) {
  return CsvReader(text, faults).read();
}

}  // namespace zonefactor::files
