// Entries and sealed states as a forger makes them who holds the log's key and even the witness's:
// whatever the verifier derives from, it ends with a verdict, and no recorded answer passes that
// the rules do not give (rule V4).
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <filesystem>

#include "service/journal/entry_codec.h"
#include "service/journal/sha256.h"
#include "service/journal/state_codec.h"
#include "tests/unit/verify/bench.h"

namespace zonefactor::evidence {
namespace {

class HostileEntries : public PackBench {
 protected:
  PackVerdict verdict_of(Evidence& evidence) {
    Hospital::sign_again(evidence, {});
    const std::string path = folder_ / "forged.zip";
    // What cannot even be written as a pack need not be read as one.
    std::filesystem::remove(path);
    if (!write_pack(evidence.source(), path).empty()) return {};
    return verify_pack(path, Hospital::policy());
  }
  // Some text of an entry is another one: a number, or a word that stands elsewhere in the log.
  static void damage(std::string& entry, const std::vector<std::string>& others) {
    const auto at = *rc::gen::inRange<std::size_t>(0, entry.size());
    const auto digit = entry.find_first_of("0123456789", at);
    if (*rc::gen::arbitrary<bool>() && digit != std::string::npos) {
      const auto end = std::min(entry.find_first_not_of("0123456789", digit), entry.size());
      const auto number = *rc::gen::element<std::uint64_t>(0, 1, 2, 7, 255, 1'000'000,
                                                           1'795'305'600'000'000, ~0ULL >> 11);
      entry.replace(digit, end - digit, std::to_string(number));
      return;
    }
    const std::string& other = *rc::gen::elementOf(others);
    const auto from = word_at(other, *rc::gen::inRange<std::size_t>(0, other.size()));
    const auto to = word_at(entry, at);
    if (from.second > 0 && to.second > 0)
      entry.replace(to.first, to.second, other.substr(from.first, from.second));
  }
  // Place and length of the next text between quotes.
  static std::pair<std::size_t, std::size_t> word_at(const std::string& entry, std::size_t at) {
    const auto begin = entry.find('"', at);
    const auto end = begin == std::string::npos ? begin : entry.find('"', begin + 1);
    if (end == std::string::npos) return {0, 0};
    return {begin + 1, end - begin - 1};
  }

  Day day_;
};

TEST_F(HostileEntries, V4_signed_by_the_holder_of_the_key_they_end_with_a_verdict) {
  const Evidence whole = day_.hospital.of_decision(day_.login, {});
  int read = 0;
  EXPECT_TRUE(rc::check("no entries hurt the verifier", [&] {
    Evidence evidence = whole;
    auto& entries = evidence.logs[0].entries;
    const auto changes = *rc::gen::inRange(1, 4);
    for (int i = 0; i < changes; ++i)
      damage(entries[*rc::gen::inRange<std::size_t>(1, entries.size())], entries);
    const auto from = *rc::gen::inRange<std::size_t>(1, entries.size());
    if (*rc::gen::inRange(0, 4) == 0)
      std::swap(entries[from], entries[*rc::gen::inRange<std::size_t>(1, entries.size())]);
    const PackVerdict verdict = verdict_of(evidence);
    read += verdict.fault || verdict.exit == PackExit::verified ? 1 : 0;
    // What was recorded as decided passes only where the rules give it.
    if (verdict.exit == PackExit::verified) {
      RC_ASSERT(!verdict.fault);
      RC_ASSERT(verdict.derived_decisions > 0U);
    }
  }));
  EXPECT_GT(read, 10);
}

TEST_F(HostileEntries, V6_a_forged_state_that_its_seal_names_ends_with_a_verdict) {
  const Evidence whole = day_.hospital.of_decision(day_.login, day_.seal);
  int derived = 0;
  EXPECT_TRUE(rc::check("no state hurts the verifier", [&] {
    std::string state = whole.state;
    const auto changes = *rc::gen::inRange(1, 4);
    for (int i = 0; i < changes; ++i) damage(state, {state, whole.logs[0].entries.back()});
    const auto decoded = journal::decode_state(state);
    RC_PRE(decoded.has_value());
    // The whole log, so that it can be signed again; derived from the seal on.
    Evidence evidence = day_.hospital.of_decision(day_.login, {});
    evidence.state = state;
    evidence.contents.seal = day_.seal;
    auto& entry = evidence.logs[0].entries[day_.seal.index];
    auto sealing = journal::decode(entry);
    sealing->fact = core::StateSealed{journal::hex(journal::sha256(state)), state.size()};
    entry = journal::encode(sealing->fact, sealing->recorded_at);
    const PackVerdict verdict = verdict_of(evidence);
    derived += verdict.fault && verdict.fault->step == PackStep::derivation ? 1 : 0;
  }));
  EXPECT_GT(derived, 5);
}

}  // namespace
}  // namespace zonefactor::evidence
