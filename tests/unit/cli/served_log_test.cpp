// A served log and its replay: what does not fit the log's signature, or the rules, is named.
#include "service/cli/served_log.h"

#include <gtest/gtest.h>

#include <map>

#include "service/cli/journal_replay.h"
#include "service/cli/whole_logs.h"
#include "service/core/sealed_state.h"
#include "service/journal/entry_codec.h"
#include "service/journal/sha256.h"
#include "service/journal/state_codec.h"
#include "service/journal/tile.h"

namespace zonefactor::cli {
namespace {

class ServedLogTest : public ::testing::Test {
 protected:
  ServedLogTest() {
    add(core::LogOpened{"zonefactor/chuo/2026"});
    add(core::ServiceStarted{"test", core::kRuleEdition});
    add(core::ServiceStarted{"test", core::kRuleEdition});
    publish();
  }
  void add(const core::Fact& fact) {
    entries_.push_back(
        journal::encode(fact, core::Instant(std::chrono::hours(1 + entries_.size()))));
  }
  void publish() {
    journal::CompactRange range;
    std::string bundle;
    for (const std::string& entry : entries_) {
      range.append(journal::leaf_hash(entry));
      journal::append_to_bundle(bundle, entry);
    }
    const journal::Checkpoint checkpoint{"zonefactor/chuo/2026", entries_.size(), range.root()};
    journal::SignedNote note{checkpoint.text(), {}};
    note.signatures.push_back(journal::sign_note(note.text, checkpoint.origin, key_));
    objects_["checkpoint"] = note.bytes();
    objects_["tile/entries/000.p/" + std::to_string(entries_.size())] = bundle;
  }
  ServedLog log() {
    const auto fetch = [this](std::int32_t year, const std::string& path) {
      const auto found = objects_.find(path);
      return year == 2026 && found != objects_.end() ? std::optional(found->second) : std::nullopt;
    };
    return ServedLog(fetch, "chuo", 2026, keys_);
  }
  std::string fault() {
    try {
      const ServedLog served = log();
      served.read_all(served.checkpoint().value(), [](std::uint64_t, std::string_view) {});
      return {};
    } catch (const LogFault& found) {
      return found.what();
    }
  }

  const journal::PrivateKey key_{std::array<std::uint8_t, 32>{7}};
  std::vector<journal::VerifierKey> keys_{
      {"zonefactor/chuo/2026", journal::KeyType::note, key_.public_key()}};
  std::vector<std::string> entries_;
  std::map<std::string, std::string> objects_;
};

TEST_F(ServedLogTest, what_the_key_signed_is_read_whole) {
  EXPECT_EQ(fault(), "");
}

TEST_F(ServedLogTest, another_entry_than_the_checkpoint_stands_for) {
  std::string& bundle = objects_.at("tile/entries/000.p/3");
  bundle[bundle.find("test")] = 'b';
  EXPECT_NE(fault().find("not those that its checkpoint stands for"), std::string::npos) << fault();
}

TEST_F(ServedLogTest, a_bundle_cut_short_or_kept_back) {
  objects_.at("tile/entries/000.p/3").pop_back();
  EXPECT_NE(fault().find("does not hold its 3 entries"), std::string::npos) << fault();
  objects_.erase("tile/entries/000.p/3");
  EXPECT_NE(fault().find("does not give out"), std::string::npos) << fault();
}

TEST_F(ServedLogTest, a_checkpoint_that_another_key_signed) {
  auto note = *journal::parse_note(objects_.at("checkpoint"));
  const journal::PrivateKey other(std::array<std::uint8_t, 32>{8});
  note.signatures = {journal::sign_note(note.text, "zonefactor/chuo/2026", other)};
  objects_.at("checkpoint") = note.bytes();
  EXPECT_NE(fault().find("not signed by the log's key"), std::string::npos) << fault();
}

TEST_F(ServedLogTest, another_years_key_is_none_of_this_log) {
  keys_[0].name = "zonefactor/chuo/2027";
  EXPECT_NE(fault().find("there is no key of zonefactor/chuo/2026"), std::string::npos) << fault();
}

TEST_F(ServedLogTest, V4_the_first_entry_that_the_rules_do_not_give_is_kept) {
  core::Finding invented;
  invented.kind = core::FindingKind::missed_exit;
  add(invented);
  add(core::ServiceStarted{"test", core::kRuleEdition});
  JournalReplay all(ReplayRange{});
  for (std::uint64_t i = 0; i < entries_.size(); ++i) all.take({2026, i}, entries_[i]);
  all.end();
  ASSERT_TRUE(all.difference());
  EXPECT_EQ(all.difference()->ref, (core::EntryRef{2026, 3}));
  EXPECT_EQ(all.difference()->recorded, entries_[3]);

  ReplayRange before;
  before.to = core::EntryRef{2026, 2};
  JournalReplay part(before);
  for (std::uint64_t i = 0; i < entries_.size(); ++i) part.take({2026, i}, entries_[i]);
  part.end();
  EXPECT_FALSE(part.difference());
  EXPECT_TRUE(part.is_over());
  EXPECT_EQ(part.entries(), 3U);
}

TEST_F(ServedLogTest, entries_kept_back_are_pruned_only_where_the_journal_says_so) {
  const auto read = [this](std::optional<std::int32_t> pruned) {
    publish();
    return read_logs({{log()}, pruned}, [](core::EntryRef, std::string_view) { return true; });
  };
  EXPECT_THROW(read(2025), LogFault);
  add(core::LogPruned{2024, 512, "zonefactord"});
  add(core::AuditRead{"auditor", "\"log.pruned\""});
  EXPECT_THROW(read(2025), LogFault);
  EXPECT_EQ(read(std::nullopt).at(0).size, entries_.size());
  add(core::LogPruned{2025, 512, "zonefactord"});
  EXPECT_EQ(read(2025).at(0).size, entries_.size());
}

TEST_F(ServedLogTest, V6_a_replay_begins_at_a_sealed_state_only_where_the_entry_seals_it) {
  const std::string state = journal::encode_state(core::seal(core::Book{}));
  const core::StateSealed seal{journal::hex(journal::sha256(state)), state.size()};
  const std::string sealed = journal::encode(seal, core::Instant(std::chrono::hours(9)));
  const auto replay_with = [&](std::optional<std::string> given) {
    JournalReplay replay([given](core::EntryRef) { return given; }, {});
    replay.take({2027, 0}, entries_[1]);
    EXPECT_FALSE(replay.begun_at());
    replay.take({2027, 1}, sealed);
    return replay;
  };
  EXPECT_EQ(replay_with(state).begun_at(), (core::EntryRef{2027, 1}));
  EXPECT_EQ(replay_with(state).entries(), 1U);
  for (const auto& other : {std::optional<std::string>(), std::optional(state + " "),
                            std::optional(std::string(state.size(), '{'))}) {
    const JournalReplay replay = replay_with(other);
    ASSERT_TRUE(replay.difference());
    EXPECT_NE(replay.difference()->what.find("not the one the service gives out"),
              std::string::npos);
    EXPECT_FALSE(replay.begun_at());
  }
}

}  // namespace
}  // namespace zonefactor::cli
