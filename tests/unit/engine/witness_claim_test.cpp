// What a witness's claim is worth: only our own signature over another story proves anything.
#include "service/engine/witness_claim.h"

#include <gtest/gtest.h>

#include "tests/unit/engine/memory_checkpoints.h"

namespace zonefactor::engine {
namespace {

using Held = ports::Witness::Held;
using Note = ports::Witness::Note;

constexpr std::int32_t kYear = 2026;
constexpr std::uint64_t kSize = 100;
const WitnessClaim kAhead{"w.example/1", 150};
const WitnessClaim kDisputed{"w.example/1", std::nullopt};

// The root at each size of the story told here, and of another one.
journal::Digest root(std::uint64_t size, std::uint8_t story = 1) {
  journal::Digest made{};
  made[0] = static_cast<std::uint8_t>(size);
  made[1] = story;
  return made;
}

OwnLog our_log() {
  OwnLog log;
  log.year = kYear;
  log.end = {sample_signer()->origin(kYear), kSize, root(kSize)};
  log.keys = log_keys_of(sample_signer()->verifier_keys(kYear));
  log.root_at = [](std::uint64_t size) { return root(size); };
  return log;
}

Held note(std::uint64_t size, const journal::Digest& root, std::uint8_t seed = 7,
          std::int32_t year = kYear) {
  return Note{sample_signer(seed)->checkpoint(year, size, root)};
}

ClaimStanding standing(const WitnessClaim& claim, const Held& held, const OwnLog& log = our_log()) {
  return judged_claim(claim, log, held).standing;
}

bool says(const std::string& words, const char* what) {
  return words.find(what) != std::string::npos;
}

TEST(WitnessClaim, more_entries_under_our_key_prove_that_the_journal_was_set_back) {
  const auto judged = judged_claim(kAhead, our_log(), note(150, root(150)));
  EXPECT_EQ(judged.standing, ClaimStanding::proven);
  EXPECT_TRUE(says(judged.words, "w.example/1 has cosigned 150 entries")) << judged.words;
  EXPECT_TRUE(says(judged.words, "the log here has 100")) << judged.words;
  EXPECT_TRUE(says(judged.words, "an older state of the database was restored")) << judged.words;
  EXPECT_EQ(standing(kDisputed, note(150, root(150))), ClaimStanding::proven);
}

TEST(WitnessClaim, another_root_under_our_key_proves_two_stories) {
  for (const std::uint64_t size : {std::uint64_t{1}, std::uint64_t{60}, kSize}) {
    for (const WitnessClaim& claim : {kAhead, kDisputed}) {
      const auto judged = judged_claim(claim, our_log(), note(size, root(size, 2)));
      EXPECT_EQ(judged.standing, ClaimStanding::proven) << size;
      EXPECT_TRUE(says(judged.words, "w.example/1")) << judged.words;
      EXPECT_TRUE(says(judged.words, "Exit 3")) << judged.words;
    }
  }
}

TEST(WitnessClaim, a_checkpoint_of_a_strangers_key_or_of_another_log_proves_nothing) {
  for (const WitnessClaim& claim : {kAhead, kDisputed}) {
    const auto judged = judged_claim(claim, our_log(), note(150, root(150), 8));
    EXPECT_EQ(judged.standing, ClaimStanding::refuted);
    EXPECT_TRUE(says(judged.words, "take it out of the configuration")) << judged.words;
    EXPECT_EQ(standing(claim, note(60, root(60, 2), 8)), ClaimStanding::refuted);
    EXPECT_EQ(standing(claim, note(150, root(150), 7, 2025)), ClaimStanding::refuted);
  }
}

TEST(WitnessClaim, a_changed_checkpoint_of_ours_proves_nothing) {
  auto parsed = journal::parse_note(std::get<Note>(note(60, root(60))).bytes).value();
  parsed.text = journal::Checkpoint{sample_signer()->origin(kYear), 150, root(150)}.text();
  EXPECT_EQ(standing(kAhead, Note{parsed.bytes()}), ClaimStanding::refuted);
}

TEST(WitnessClaim, one_of_several_keys_is_enough) {
  OwnLog log = our_log();
  for (auto& key : log_keys_of(sample_signer(8)->verifier_keys(kYear)))
    log.keys.push_back(std::move(key));
  EXPECT_EQ(standing(kAhead, note(150, root(150), 8), log), ClaimStanding::proven);
}

TEST(WitnessClaim, what_is_not_shown_stays_open) {
  for (const WitnessClaim& claim : {kAhead, kDisputed}) {
    const auto judged =
        judged_claim(claim, our_log(), ports::Witness::Failed{"it answered 404: no"});
    EXPECT_EQ(judged.standing, ClaimStanding::open);
    EXPECT_TRUE(says(judged.words, "it answered 404: no")) << judged.words;
    EXPECT_TRUE(says(judged.words, "not proven")) << judged.words;
    EXPECT_EQ(standing(claim, Note{"<html>"}), ClaimStanding::open);
    EXPECT_EQ(standing(claim, Note{""}), ClaimStanding::open);
  }
}

TEST(WitnessClaim, an_older_checkpoint_of_this_story_refutes_a_dispute_and_leaves_more_open) {
  EXPECT_EQ(standing(kDisputed, note(60, root(60))), ClaimStanding::refuted);
  EXPECT_EQ(standing(kAhead, note(60, root(60))), ClaimStanding::open);
}

TEST(WitnessClaim, a_damaged_tree_of_our_own_is_no_proof) {
  OwnLog log = our_log();
  log.root_at = [](std::uint64_t) { return std::nullopt; };
  const auto judged = judged_claim(kDisputed, log, note(60, root(60, 2)));
  EXPECT_EQ(judged.standing, ClaimStanding::open);
  EXPECT_TRUE(says(judged.words, "audit fsck")) << judged.words;
}

TEST(WitnessClaim, keys_that_cosign_are_no_keys_of_a_log) {
  const journal::VerifierKey cosigner{"w.example/1", journal::KeyType::cosignature, {}};
  EXPECT_TRUE(log_keys_of({cosigner.text(), "no key"}).empty());
}

}  // namespace
}  // namespace zonefactor::engine
