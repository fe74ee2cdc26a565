#include "service/verify/entry_derivation.h"

#include <fmt/format.h>

#include <utility>

#include "service/core/sealed_state.h"
#include "service/journal/entry_codec.h"
#include "service/journal/log_origin.h"
#include "service/journal/state_codec.h"
#include "service/verify/outcome.h"

namespace zonefactor::verify {

EntryDerivation::EntryDerivation(const std::string& checkpoint_file,
                                 const journal::Checkpoint& checkpoint)
    : origin_(checkpoint.origin) {
  const auto year = journal::year_of_origin(origin_);
  if (!year) {
    throw Failure{kMalformed, checkpoint_file,
                  "its origin " + origin_ + " does not end in a fiscal year",
                  "only ZoneFactor's logs can be derived; leave --derive out"};
  }
  year_ = *year;
}

void EntryDerivation::begin_at_seal(std::string state_file, const std::string& state) {
  std::string why;
  auto sealed = journal::decode_state(state, &why);
  auto book = sealed ? core::unseal(std::move(*sealed)) : std::nullopt;
  if (!book) {
    throw Failure{kMalformed, std::move(state_file),
                  "is no sealed state: " + (why.empty() ? "a name in it leads nowhere" : why),
                  "see that it is the right file, and of this release's format"};
  }
  seal_ = Seal{std::move(state_file), journal::seal_of(state), std::move(book)};
}

void EntryDerivation::expect_opened(std::string_view bytes, const std::string& file) const {
  const auto decoded = journal::decode(bytes);
  const auto* opened = decoded ? std::get_if<core::LogOpened>(&decoded->fact) : nullptr;
  if (opened == nullptr) {
    throw Failure{kFailed, file, "entry 0 does not open a log",
                  "only ZoneFactor's logs can be derived; leave --derive out", 0};
  }
  if (opened->origin != origin_) {
    throw Failure{kFailed, file,
                  fmt::format("entry 0 opens the log {} and the checkpoint is of {}",
                              opened->origin, origin_),
                  "keep both: a log was signed under another one's name", 0};
  }
  if (!seal_ && !opened->previous.empty()) {
    throw Failure{kMalformed, file, "entry 0 goes on from an earlier log",
                  "give --state FILE, a sealed state that an entry of this log names", 0};
  }
}

// Whether this entry and those after it are to be derived.
bool EntryDerivation::has_begun(std::uint64_t index, std::string_view bytes,
                                const std::string& file) {
  if (begin_) return true;
  if (index == 0) expect_opened(bytes, file);
  if (!seal_) {
    begin_ = index;
    return true;
  }
  const auto decoded = journal::decode(bytes);
  const auto* sealed = decoded ? std::get_if<core::StateSealed>(&decoded->fact) : nullptr;
  if (sealed == nullptr || *sealed != seal_->sealed) return false;
  begin_ = index;
  derivation_ = journal::Derivation(std::move(*seal_->book), {year_, index});
  seal_->book.reset();
  return true;
}

void EntryDerivation::expect_seal_reaches(const std::string& file, std::uint64_t index) const {
  if (!derivation_.needs_earlier_seal()) return;
  throw Failure{kFailed, file,
                fmt::format("up to entry {} something came late that is about what stood before "
                            "the sealed state {}",
                            index, seal_ ? seal_->file : ""),
                "derive from an earlier sealed state, or from the log's beginning", index};
}

void EntryDerivation::take(std::uint64_t index, std::string_view bytes, const std::string& file) {
  if (!has_begun(index, bytes, file)) return;
  ++entries_;
  auto difference = derivation_.take({year_, index}, bytes);
  if (!difference) return;
  expect_seal_reaches(file, index);
  throw Failure{kFailed,
                file,
                fmt::format("entry {} {}", index, difference->what),
                "the log is as it was signed, but the rules of this program do not give this "
                "answer: ask who runs it, and keep this output",
                index,
                std::move(difference->recorded),
                std::move(difference->derived)};
}

void EntryDerivation::end(const std::string& file) {
  if (!begin_) {
    throw Failure{kFailed, seal_ ? seal_->file : file, "no entry of the log seals this state",
                  "give the sealed state of this log, whole and unaltered"};
  }
  const std::uint64_t last = begin() + entries_ - 1;
  expect_seal_reaches(file, last);
  if (auto difference = derivation_.end()) {
    throw Failure{kFailed,
                  file,
                  fmt::format("what follows from entry {} {}", last, difference->what),
                  "ask who runs the log for a later checkpoint, and keep this output",
                  last,
                  {},
                  std::move(difference->derived)};
  }
}

}  // namespace zonefactor::verify
