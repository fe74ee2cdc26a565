// Holds the rows that explain handles against the commitments in the journal (rule V7): a row that
// was altered, put in, or exchanged with another opens none.
//
// Promise: what rows say in plain is forgotten at once; of each only its commitment is kept.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "service/core/fact.h"
#include "service/engine/journal_fault.h"
#include "service/ports/store.h"

namespace zonefactor::engine {

class NameCheck {
 public:
  // `rows` were read before the journal's end was: each is bound by then.
  explicit NameCheck(const std::vector<ports::NameRow>& rows);

  void take(const core::NameBound& bound, core::EntryRef ref);
  // Nothing follows; `from_beginning`: every binding was given. The fault that stands first in the
  // journal; behind those, that of a row which the journal does not bind.
  std::optional<JournalFault> end(bool from_beginning, std::int32_t year) const;

  std::size_t rows() const { return rows_.size(); }

 private:
  struct Row {
    std::string kind;
    std::string commitment;
    std::optional<core::EntryRef> bound;  // its last binding
    bool opens = false;                   // that binding
  };
  std::map<std::string, Row, std::less<>> rows_;  // by handle
};

}  // namespace zonefactor::engine
