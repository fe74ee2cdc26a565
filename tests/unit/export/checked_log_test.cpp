// What a service gives of a log is taken only as far as it fits the checkpoint.
#include "service/cli/checked_log.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "tests/support/temp_dir.h"
#include "tests/unit/export/memory_source.h"

namespace zonefactor::cli {
namespace {

constexpr const char* kOrigin = "zonefactor/chuo/2026";

class CheckedLogTest : public testing::Test {
 protected:
  // A log of `size` entries that are their own numbers.
  CheckedLog log_of(std::uint64_t size) {
    auto& entries = source_.entries[2026];
    entries.clear();
    range_ = {};
    for (std::uint64_t i = 0; i < size; ++i) {
      entries.push_back("entry " + std::to_string(i));
      range_.append(journal::leaf_hash(entries.back()));
    }
    return again();
  }
  CheckedLog again() {
    const std::string folder = folder_ / std::to_string(++folders_);
    std::filesystem::create_directory(folder);
    return {source_, 2026, {kOrigin, range_.size(), range_.root()}, folder};
  }
  std::string failure_of(const std::function<void()>& act) {
    try {
      act();
    } catch (const ExportFailure& failure) {
      return failure.what();
    }
    return "no failure";
  }
  void expect_failure(const std::function<void()>& act, const std::string& said) {
    const std::string failure = failure_of(act);
    EXPECT_NE(failure.find(said), std::string::npos) << failure;
  }

  MemorySource source_{evidence::Hospital()};
  support::TempDir folder_;
  int folders_ = 0;
  journal::CompactRange range_;
};

TEST_F(CheckedLogTest, gives_entries_ranges_and_proofs_at_every_edge_of_a_tile) {
  for (const std::uint64_t size : {1u, 2u, 255u, 256u, 257u, 511u, 512u, 513u, 65'536u, 66'049u}) {
    CheckedLog log = log_of(size);
    for (const std::uint64_t index : {std::uint64_t{0}, size / 2, size - 1}) {
      EXPECT_EQ(log.entry(index), "entry " + std::to_string(index));
      EXPECT_TRUE(journal::is_included(journal::leaf_hash(log.entry(index)), index, size,
                                       log.proof_of(index), range_.root()))
          << index << " of " << size;
      journal::CompactRange before;
      for (std::uint64_t i = 0; i < index; ++i) before.append(journal::leaf_hash(log.entry(i)));
      EXPECT_EQ(log.range_before(index), before.hashes()) << index << " of " << size;
    }
  }
}

TEST_F(CheckedLogTest, fetches_a_bundle_once) {
  CheckedLog log = log_of(600);
  int fetched = 0;
  source_.alter = [&](const std::string& path, std::string bytes) {
    if (path.find("entries") != std::string::npos) ++fetched;
    return bytes;
  };
  for (int round = 0; round < 2; ++round) {
    for (std::uint64_t i = 0; i < 600; ++i) log.entry(i);
  }
  EXPECT_EQ(fetched, 3);
}

TEST_F(CheckedLogTest, an_altered_entry_is_named) {
  CheckedLog log = log_of(600);
  source_.alter = [](const std::string& path, std::string bytes) {
    if (path == "tile/entries/001") bytes[bytes.find("entry 300") + 6] = '9';
    return bytes;
  };
  EXPECT_EQ(log.entry(255), "entry 255");
  expect_failure([&] { log.entry(256); },
                 "entry 300 in tile/entries/001 of " + std::string(kOrigin));
}

TEST_F(CheckedLogTest, a_bundle_that_is_short_or_none_is_refused) {
  CheckedLog log = log_of(300);
  const auto is_bundle = [](const std::string& path) { return path.starts_with("tile/entries"); };
  source_.alter = [&](const std::string& path, std::string bytes) {
    return is_bundle(path) ? bytes.substr(0, bytes.size() - 11) : bytes;
  };
  expect_failure([&] { log.entry(299); }, "is not what the checkpoint commits to");
  source_.alter = [&](const std::string& path, std::string bytes) {
    return is_bundle(path) ? std::string("no bundle") : bytes;
  };
  expect_failure([&] { log.entry(0); }, "is not what the checkpoint commits to");
}

TEST_F(CheckedLogTest, an_altered_tile_is_named_wherever_it_stands) {
  log_of(66'049);  // 1 in level 0, 2 in level 1, 1 in level 2
  for (const std::string altered :
       {"tile/0/258.p/1", "tile/1/001.p/2", "tile/2/000.p/1", "tile/0/100", "tile/1/000"}) {
    source_.alter = [&](const std::string& path, std::string bytes) {
      if (path == altered) bytes[17] = static_cast<char>(bytes[17] ^ 1);
      return bytes;
    };
    const bool is_edge = altered.find(".p/") != std::string::npos;
    expect_failure([&] { again().entry(100 * 256); },
                   is_edge ? "do not give the root" : altered + " of " + kOrigin);
  }
}

TEST_F(CheckedLogTest, a_pruned_entry_is_told_as_such) {
  CheckedLog log = log_of(600);
  source_.pruned[2026] = 256;
  EXPECT_FALSE(log.has_entry(255));
  EXPECT_TRUE(log.has_entry(256));
  expect_failure([&] { log.entry(255); }, "was pruned");
}

TEST_F(CheckedLogTest, a_checkpoint_of_another_log_is_refused) {
  const std::string note = source_.note(2026, 3);
  EXPECT_EQ(checkpoint_in(note, kOrigin).size, 3u);
  expect_failure([&] { checkpoint_in(note, "zonefactor/kita/2026"); },
                 "it is of " + std::string(kOrigin));
  expect_failure([&] { checkpoint_in("no note", kOrigin); }, "no checkpoint");
}

}  // namespace
}  // namespace zonefactor::cli
