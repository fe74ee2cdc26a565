#include "tests/edition/derivation.h"

#include "service/journal/derivation.h"
#include "service/journal/sha256.h"

namespace zonefactor::edition {

namespace {

std::string words_of(const std::string& log, const journal::Difference& difference) {
  return log + " " + std::to_string(difference.ref.year) + "/" +
         std::to_string(difference.ref.index) +
         ":\n  recorded: " + (difference.recorded.empty() ? "nothing" : difference.recorded) +
         "\n  derived:  " + (difference.derived.empty() ? difference.what : difference.derived) +
         "\n  " + std::string(kRemedy);
}

}  // namespace

std::string first_difference(const RecordedLog& log) {
  journal::Derivation derivation;
  for (const RecordedEntry& entry : log.entries) {
    if (journal::hex(journal::leaf_hash(entry.bytes)) != entry.leaf) {
      return words_of(log.name, {entry.ref, "does not have this leaf hash", entry.bytes, {}});
    }
    if (const auto difference = derivation.take(entry.ref, entry.bytes))
      return words_of(log.name, *difference);
  }
  if (const auto owed = derivation.end()) return words_of(log.name, *owed);
  return {};
}

}  // namespace zonefactor::edition
