// Reads one TOML table member by member, and turns whatever is wrong with it into faults.
//
// Promise: reading never stops at a fault; every member is judged on its own, so one pass over a
// file names everything. Values are named in a fault only where the caller's vocabulary is public;
// text that may be a number or a secret is never repeated. A member missing from `known` is a
// fault, and a caller that asks for one missing from it is stopped by an assertion: the list is the
// documentation.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/files/toml_document.h"
#include "service/core/time.h"
#include "service/core/words.h"

namespace zonefactor::files {

// The members a table may have; `table` as documentation writes it ("[[zone]]").
struct TableMembers {
  std::string_view table;
  std::vector<std::string_view> members;
};

enum class Need { optional, required };

struct DurationRange {
  core::Duration least;
  core::Duration most;
};

// Text in both languages, as `{ ja = "…", en = "…" }` or one string for both.
struct TwoLanguages {
  std::string ja;
  std::string en;
};

class TableReader {
 public:
  // `table` and `known` must outlive the reader. Reports unknown members at once. `place` is how
  // faults call the table; without it, its heading and id.
  TableReader(const TomlTable& table, int line, const TableMembers& known, Faults& faults,
              std::string place = {});

  // Faults call this table by its heading and `name` from now on: `[[designation]] "p-1 in lab"`.
  void call_it(std::string_view name);
  const std::string& place() const { return place_; }

  int line() const { return line_; }
  int line_of(std::string_view key) const;
  bool has(std::string_view key) const { return find(key) != nullptr; }
  const TomlValue* find(std::string_view key) const;

  void fault(std::string_view key, std::string what, std::string remedy);

  // Each of these returns whether `into` was written: the member is there and right.
  bool text(std::string_view key, Need need, std::size_t max_bytes, std::string& into);
  bool id(std::string_view key, Need need, std::string& into);
  bool texts(std::string_view key, std::size_t max_count, std::size_t max_bytes,
             std::vector<std::string>& into);
  bool languages(std::string_view key, std::size_t max_bytes, TwoLanguages& into);
  bool flag(std::string_view key, bool& into);
  bool integer(std::string_view key, Need need, std::int64_t least, std::int64_t most,
               std::int64_t& into);
  bool duration(std::string_view key, DurationRange range, core::Duration& into);
  bool date(std::string_view key, Need need, std::optional<core::Date>& into);
  bool instant(std::string_view key, std::optional<core::Instant>& into);
  const TomlTable* table(std::string_view key);
  const TomlArray* array(std::string_view key, Need need);

  // A word of vocabulary E, of all or of `allowed`.
  template <class E>
  bool word(std::string_view key, Need need, E& into) {
    return word(key, need,
                std::vector<std::string_view>(core::Spelling<E>::names.begin(),
                                              core::Spelling<E>::names.end()),
                into);
  }
  template <class E>
  bool word(std::string_view key, Need need, const std::vector<std::string_view>& allowed,
            E& into) {
    const std::optional<std::string> found = word_of(key, need, allowed);
    if (!found) return false;
    into = *core::from_name<E>(*found);
    return true;
  }

 private:
  const TomlValue* wanted(std::string_view key, Need need);
  void wrong_type(std::string_view key, const TomlValue& value, std::string_view expected);
  std::optional<std::string> word_of(std::string_view key, Need need,
                                     const std::vector<std::string_view>& allowed);
  // `element`: which of the member's array the value is, from 0; absent: the member itself.
  bool plain_text(std::string_view key, const TomlValue& value, std::size_t max_bytes,
                  std::optional<std::size_t> element = std::nullopt);

  const TomlTable& table_;
  int line_;
  const TableMembers& known_;
  std::string place_;
  Faults& faults_;
};

// A fault for every member of `table` that is not among `known`; `place` is how they call the
// table.
void refuse_unknown_members(const TomlTable& table, const TableMembers& known,
                            std::string_view place, Faults& faults);

// The tables of `[[name]]`; a fault where it is anything else.
std::vector<const TomlValue*> tables_of(const TomlTable& root, std::string_view name,
                                        Faults& faults);

// Whether `text` has a control character: nothing that is shown or logged may.
bool has_control_character(std::string_view text);

}  // namespace zonefactor::files
