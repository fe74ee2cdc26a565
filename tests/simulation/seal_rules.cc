#include "tests/simulation/seal_rules.h"

#include <string>
#include <utility>

#include "service/core/sealed_state.h"
#include "service/journal/entry_codec.h"
#include "service/journal/state_codec.h"
#include "tests/simulation/broken.h"

namespace zonefactor::simulation {

namespace {

constexpr std::size_t kSeals = 4;

// What one entry gives: the answer, and what follows.
using Given = std::vector<std::string>;

void add(const core::Consequences& consequences, core::EntryRef since, Given& given) {
  const auto put = [&](const core::Fact& fact) {
    given.push_back(journal::encode(fact, core::Instant{}));
  };
  for (const core::Finding& finding : consequences.findings) put(finding);
  for (const core::Signal& signal : consequences.signals) put(signal);
  // A verdict on a decision from before the seal rests on what the seal does not hold.
  for (const core::Readjudicated& again : consequences.readjudications) {
    if (again.decision >= since) put(again);
  }
}

Given fold(core::Book& book, const core::Entry& entry, core::EntryRef since) {
  Given given;
  add(core::pass_time(book, entry.recorded_at), since, given);
  if (const auto* decided = std::get_if<core::LoginDecided>(&entry.fact)) {
    core::LoginDecided again = *decided;
    again.decision = core::decide(book, decided->attempt);
    given.push_back(journal::encode(again, core::Instant{}));
  }
  add(core::evolve(book, entry), since, given);
  return given;
}

core::Book read_again(const std::string& bytes) {
  std::string why;
  auto sealed = journal::decode_state(bytes, &why);
  must(sealed.has_value(), "V6 a sealed state can be read", why);
  auto book = core::unseal(std::move(*sealed));
  must(book.has_value(), "V6 a sealed state can be folded on", bytes);
  must(journal::encode_state(core::seal(*book)) == bytes, "V6 a state sealed again is the same",
       bytes + "\n  sealed again:\n" + journal::encode_state(core::seal(*book)));
  return std::move(*book);
}

// Whether nothing since `first` was about what stood before it.
bool holds_from(const std::vector<core::Entry>& entries, std::size_t first,
                const std::string& state, const std::string& state_in_the_end) {
  core::Book whole;
  for (std::size_t i = 0; i < first; ++i) fold(whole, entries[i], {});
  core::pass_time(whole, entries[first].recorded_at);
  core::Book book = read_again(state);
  const core::EntryRef since = entries[first].ref;
  for (std::size_t i = first; i < entries.size(); ++i) {
    const Given given = fold(book, entries[i], since);
    if (core::reaches_behind_seal(book)) return false;
    const Given by_the_whole = fold(whole, entries[i], since);
    const auto words = [](const Given& all) {
      std::string text;
      for (const std::string& one : all) text += "\n  " + one;
      return text;
    };
    must(given == by_the_whole, "V6 what follows on a seal is what follows on the whole journal",
         "entry " + std::to_string(entries[i].ref.index) + ", sealed before " +
             std::to_string(since.index) + ": the whole gives" + words(by_the_whole) +
             "\n the sealed" + words(given));
  }
  const std::string in_the_end = journal::encode_state(core::seal(book));
  must(in_the_end == state_in_the_end, "V6 the next seal is the same",
       "sealed before " + std::to_string(since.index) + ":\n" + in_the_end + "\n of the whole:\n" +
           state_in_the_end);
  return true;
}

}  // namespace

std::size_t check_seals(const std::vector<Row>& rows) {
  std::vector<core::Entry> entries;
  for (const Row& row : rows) entries.push_back(entry_of(row));
  core::Book book;
  std::vector<std::pair<std::size_t, std::string>> seals;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (i % (entries.size() / kSeals) == 0) {
      core::pass_time(book, entries[i].recorded_at);
      seals.emplace_back(i, journal::encode_state(core::seal(book)));
    }
    fold(book, entries[i], {});
  }
  const std::string in_the_end = journal::encode_state(core::seal(book));
  std::size_t held = 0;
  for (const auto& [first, state] : seals) held += holds_from(entries, first, state, in_the_end);
  return held;
}

}  // namespace zonefactor::simulation
