#include "service/engine/name_check.h"

#include <fmt/format.h>

#include "service/engine/names.h"

namespace zonefactor::engine {

namespace {

constexpr const char* kRemedy =
    "restore the table that explains handles (zonefactor.names) from a backup; no entry and no "
    "proof is touched by it";

}  // namespace

NameCheck::NameCheck(const std::vector<ports::NameRow>& rows) {
  for (const ports::NameRow& row : rows)
    rows_.emplace(row.handle, Row{row.kind, commitment_of(row), std::nullopt, false});
}

void NameCheck::take(const core::NameBound& bound, core::EntryRef ref) {
  const auto found = rows_.find(bound.handle);
  if (found == rows_.end()) return;
  Row& row = found->second;
  row.bound = ref;
  row.opens = row.kind == bound.kind && row.commitment == bound.commitment;
}

std::optional<JournalFault> NameCheck::end(bool from_beginning, std::int32_t year) const {
  const std::pair<const std::string, Row>* first = nullptr;
  for (const auto& row : rows_) {
    const Row& candidate = row.second;
    if (candidate.opens || (!candidate.bound && !from_beginning)) continue;
    const bool is_earlier =
        first == nullptr ||
        (candidate.bound && (!first->second.bound || *candidate.bound < *first->second.bound));
    if (is_earlier) first = &row;
  }
  if (first == nullptr) return std::nullopt;
  const auto& [handle, row] = *first;
  if (!row.bound)
    return JournalFault{year, std::nullopt,
                        fmt::format("the row that explains handle {} is bound by no entry: it was "
                                    "put in",
                                    handle),
                        kRemedy};
  return JournalFault{row.bound->year, row.bound->index,
                      fmt::format("the row that explains handle {} does not open the commitment "
                                  "here: it was changed, or exchanged with another's",
                                  handle),
                      kRemedy};
}

}  // namespace zonefactor::engine
