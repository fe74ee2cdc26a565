// zonefactor-verify log: a mirrored log that is whole, and every way of altering one, each caught
// and named.
#include <gtest/gtest.h>

#include <functional>
#include <memory>

#include "service/journal/tile.h"
#include "tests/integration/verify/log_on_disk.h"
#include "tests/integration/verify/verify_program.h"
#include "tests/support/temp_dir.h"

namespace zonefactor::verify {
namespace {

namespace fs = std::filesystem;
using support::read_file;
using support::write_file;

const std::vector<std::uint64_t> kSizes{1, 255, 256, 257, 70'000};

// One log of each size, made once for all tests, which put back what they alter.
class VerifyLog : public testing::TestWithParam<std::uint64_t> {
 protected:
  static void SetUpTestSuite() {
    dir_ = std::make_unique<support::TempDir>();
    write_file(*dir_ / "policy", policy_text());
    for (const std::uint64_t size : kSizes) {
      LogOnDisk log(path_of_size(size));
      log.grow_to(size);
      log.publish();
    }
  }
  static void TearDownTestSuite() { dir_.reset(); }
  static fs::path path_of_size(std::uint64_t size) { return *dir_ / std::to_string(size); }

  fs::path log() const { return path_of_size(GetParam()); }
  static std::vector<std::string> arguments(const fs::path& log) {
    return {"log", log.string(), "--policy", (*dir_ / "policy").string()};
  }
  void expect(int exit, const std::string& said, bool entries = false) const {
    auto all = arguments(log());
    if (entries) all.emplace_back("--entries");
    expect_run(all, exit, said);
  }
  std::string checkpoint_of(std::uint64_t size) const {
    return read_file(path_of_size(size) / "checkpoint");
  }
  // The files of the tree, without those of other sizes.
  std::vector<fs::path> tiles() const {
    std::vector<fs::path> files;
    for (const auto& tile : journal::tiles_of(GetParam()))
      files.push_back(log() / journal::path_of(tile));
    return files;
  }
  std::vector<fs::path> bundles() const {
    std::vector<fs::path> files;
    for (auto tile : journal::tiles_of(GetParam())) {
      if (tile.level > 0) continue;
      tile.entries = true;
      files.push_back(log() / journal::path_of(tile));
    }
    return files;
  }
  // The first, one in the middle and the last few: of 275 tiles those where something is special.
  static std::vector<fs::path> some_of(const std::vector<fs::path>& files) {
    if (files.size() <= 6) return files;
    std::vector<fs::path> some{files[0], files[1], files[files.size() / 2]};
    some.insert(some.end(), files.end() - 5, files.end());
    return some;
  }

 private:
  static std::unique_ptr<support::TempDir> dir_;
};

std::unique_ptr<support::TempDir> VerifyLog::dir_;

TEST_P(VerifyLog, a_whole_one_is_verified) {
  expect(0, "entries      not looked at");
  expect(0, "entries      every one is its leaf", true);
  expect(0, "size         " + std::to_string(GetParam()) + "\n");
}

TEST_P(VerifyLog, an_altered_tile_is_named) {
  for (const fs::path& tile : some_of(tiles())) {
    const std::string good = read_file(tile);
    for (const std::size_t at : {std::size_t{0}, good.size() / 2, good.size() - 1}) {
      const Altered altered(tile, flipped(good, at));
      expect(1, "failed: " + tile.string() + ": its hash");
    }
  }
  expect(0, "verified", true);
}

TEST_P(VerifyLog, a_tile_that_is_removed_truncated_or_longer_is_named) {
  for (const fs::path& tile : some_of(tiles())) {
    const std::string good = read_file(tile);
    {
      const Removed removed(tile);
      expect(1, "failed: " + tile.string() + ": is missing");
    }
    for (const std::string& bytes :
         {good.substr(0, good.size() - 32), good.substr(0, good.size() - 1), std::string()}) {
      const Altered altered(tile, bytes);
      expect(1, "failed: " + tile.string() + ": does not hold ");
    }
    const bool full = good.size() == 8192;
    const Altered altered(tile, good + good.substr(0, 32));
    expect(full ? 2 : 1,
           tile.string() + (full ? ": has 8224 bytes and was not read" : ": does not hold "));
  }
}

TEST_P(VerifyLog, hashes_of_a_tile_in_another_order_are_caught) {
  for (const fs::path& tile : some_of(tiles())) {
    const std::string good = read_file(tile);
    if (good.size() < 64) continue;
    const Altered altered(tile, good.substr(32, 32) + good.substr(0, 32) + good.substr(64));
    expect(1, "failed: " + tile.string() + ": its hash");
  }
}

TEST_P(VerifyLog, two_tiles_in_each_other_s_place_are_caught) {
  if (GetParam() < 512) return expect(0, "verified");
  const fs::path one = log() / "tile/0/003";
  const fs::path other = log() / "tile/0/004";
  const std::string bytes = read_file(one);
  const Altered first(one, read_file(other));
  const Altered second(other, bytes);
  expect(1, "failed: " + one.string() + ": its hash");
}

// Entries, one at a time: what a hospital that has something to hide would do.
TEST_P(VerifyLog, an_altered_removed_inserted_or_moved_entry_is_named) {
  const std::vector<fs::path> all = bundles();
  for (const fs::path& bundle : {all.front(), all.back()}) {
    const std::string good = read_file(bundle);
    const auto entries = journal::parse_bundle(good);
    ASSERT_TRUE(entries);
    const auto bytes_of = [](const std::vector<std::string_view>& some) {
      std::string bytes;
      for (const auto entry : some) journal::append_to_bundle(bytes, entry);
      return bytes;
    };
    const std::uint64_t first = bundle == all.front() ? 0 : (all.size() - 1) * 256;
    const std::uint64_t last = entries->size() - 1;
    {
      const Altered altered(bundle, flipped(good, good.size() - 1));
      expect(1, bundle.string() + ": entry " + std::to_string(first + last) + " is not the one",
             true);
      expect(0, "verified");  // the tiles are as they were
    }
    auto some = *entries;
    some.pop_back();
    {
      const Altered removed(bundle, bytes_of(some));
      expect(1, bundle.string() + ": does not hold ", true);
    }
    some = *entries;
    some.insert(some.begin(), "one more");
    {
      const Altered inserted(bundle, bytes_of(some));
      expect(1, bundle.string() + ": does not hold ", true);
      some.pop_back();
      const Altered replaced(bundle, bytes_of(some));
      expect(1, bundle.string() + ": entry " + std::to_string(first) + " is not the one", true);
    }
    {
      const Altered truncated(bundle, good.substr(0, good.size() - 1));
      expect(1, bundle.string() + ": does not hold ", true);
    }
    if (last > 0) {
      some = *entries;
      std::swap(some[last], some[last - 1]);
      const Altered moved(bundle, bytes_of(some));
      expect(1, bundle.string() + ": entry " + std::to_string(first + last - 1), true);
    }
    const Removed removed(bundle);
    expect(1, bundle.string() + ": is missing", true);
  }
  expect(0, "verified", true);
}

TEST_P(VerifyLog, a_bundle_and_its_tile_altered_together_are_caught) {
  const fs::path bundle = bundles().front();
  const auto name = journal::TileName{false, 0, 0, journal::tile_width(0, 0, GetParam())};
  const fs::path tile = log() / journal::path_of(name);
  const std::string good = read_file(bundle);
  const Altered entry(bundle, flipped(good, 2));
  const std::string bytes = read_file(bundle);
  const auto altered = journal::parse_bundle(bytes);
  ASSERT_TRUE(altered);
  const journal::Digest leaf = journal::leaf_hash(altered->front());
  const Altered hash(tile,
                     std::string(leaf.begin(), leaf.end()) + read_file(tile).substr(leaf.size()));
  // Where the tile is the whole tree, only the checkpoint says otherwise.
  if (GetParam() < 256) {
    expect(1, (log() / "checkpoint").string() + ": its root is not that of the tiles", true);
  } else {
    expect(1, "failed: " + tile.string() + ": its hashes are not those of the log", true);
  }
}

TEST_P(VerifyLog, its_checkpoint_is_judged_like_any_other) {
  const fs::path file = log() / "checkpoint";
  const std::string good = read_file(file);
  const std::string size = "\n" + std::to_string(GetParam()) + "\n";
  {
    const Altered altered(file, replaced(good, size, "\n2" + size.substr(1)));
    expect(1, file.string() + ": a signature under a log's key does not verify");
  }
  {
    const Altered altered(file, replaced(good, kOrigin, "zonefactor/minami/2026"));
    expect(1, file.string() + ": a signature under a log's key does not verify");
  }
  {
    auto note = journal::parse_note(good);
    note->signatures.erase(note->signatures.begin());
    const Altered altered(file, note->bytes());
    expect(3, file.string() + ": the key of log zonefactor/chuo/2026 has not signed it");
    note->signatures.clear();
  }
  {
    auto note = journal::parse_note(good);
    note->signatures.pop_back();
    const Altered altered(file, note->bytes());
    expect(3, file.string() + ": the policy asks for quorum both; it is cosigned by north");
  }
  {
    const Altered altered(file, good.substr(0, good.size() - 10));
    expect(2, file.string() + ": is no signed note");
  }
  const Removed removed(file);
  expect(2, file.string() + ": is not there");
}

TEST_P(VerifyLog, an_old_checkpoint_against_newer_tiles_is_caught) {
  for (const std::uint64_t size : kSizes) {
    if (size >= GetParam()) continue;
    const Altered replayed(log() / "checkpoint", checkpoint_of(size));
    expect(1, " lies beyond the checkpoint's " + std::to_string(size) +
                  " entries: the checkpoint is older than the tiles");
  }
}

TEST_P(VerifyLog, a_newer_checkpoint_than_the_tiles_is_caught) {
  for (const std::uint64_t size : kSizes) {
    if (size <= GetParam()) continue;
    const Altered newer(log() / "checkpoint", checkpoint_of(size));
    expect(1, ": is missing");
  }
}

// What lies behind it would be read where its path is asked for, and be seen by nobody else.
TEST_P(VerifyLog, a_link_to_a_directory_is_named) {
  const fs::path elsewhere = log().parent_path() / "elsewhere";
  fs::create_directory(elsewhere);
  write_file(elsewhere / "999", "?");
  for (const char* name : {"tile/9", "tile/0/x001"}) {
    fs::create_directory_symlink(elsewhere, log() / name);
    expect(1, (log() / name).string() + ": is a link to a directory");
    fs::remove(log() / name);
  }
  fs::remove_all(elsewhere);
  expect(0, "verified");
}

TEST_P(VerifyLog, what_is_no_part_of_the_log_is_named) {
  for (const char* name : {"tile/0/0", "tile/00/000", "tile/0/000.p/0", "tile/0/x000/000",
                           "tile/0/notes.txt", "tile/entries/01"}) {
    const Altered inserted(log() / name, "?");
    expect(1, (log() / name).string() + ": has the name of no tile and no bundle");
  }
  for (const char* name : {"tile/0/999", "tile/5/000", "tile/entries/999.p/3"}) {
    const Altered inserted(log() / name, "?");
    expect(1, (log() / name).string() + ": lies beyond the checkpoint's ");
  }
  fs::remove_all(log() / "tile/00");
  fs::remove_all(log() / "tile/5");
  expect(0, "verified", true);
}

INSTANTIATE_TEST_SUITE_P(Sizes, VerifyLog, testing::ValuesIn(kSizes),
                         [](const auto& size) { return std::to_string(size.param); });

TEST(VerifyGrownLog, partial_tiles_of_smaller_trees_must_begin_what_grew_from_them) {
  const support::TempDir dir;
  write_file(dir / "policy", policy_text());
  LogOnDisk log(dir / "log");
  for (const std::uint64_t size : {0u, 3u, 256u, 300u, 700u}) {
    log.grow_to(size);
    log.publish();
    const std::vector<std::string> all{"log", log.directory().string(), "--policy",
                                       (dir / "policy").string(), "--entries"};
    expect_run(all, 0, "size         " + std::to_string(size) + "\n");
  }
  std::vector<std::string> all{"log", log.directory().string(), "--policy",
                               (dir / "policy").string()};
  expect_run(all, 0, "older        3 partial files of smaller trees fit too");
  for (const char* name : {"tile/0/000.p/3", "tile/0/001.p/44", "tile/1/000.p/1"}) {
    const auto tile = log.directory() / name;
    const Altered altered(tile, flipped(read_file(tile), 0));
    expect_run(all, 1, tile.string() + ": is not the beginning of what the log has there");
  }
  const auto bundle = log.directory() / "tile/entries/000.p/3";
  const Altered altered(bundle, flipped(read_file(bundle), 2));
  expect_run(all, 0, "verified");
  all.emplace_back("--entries");
  expect_run(all, 1, bundle.string() + ": is not the beginning of what the log has there");
}

// The specification lets a log drop a partial tile once the full one is there.
TEST(VerifyGrownLog, a_hash_within_a_full_tile_serves_for_a_dropped_partial_one) {
  const support::TempDir dir;
  write_file(dir / "policy", policy_text());
  LogOnDisk log(dir / "log");
  log.grow_to(100);
  write_file(dir / "older", signed_by_all(log.checkpoint()));
  log.grow_to(200);
  write_file(dir / "newer", signed_by_all(log.checkpoint()));
  log.grow_to(256);
  expect_run({"consistency", (dir / "older").string(), (dir / "newer").string(), "--tiles",
              log.directory().string(), "--policy", (dir / "policy").string()},
             0, "verified");
}

// No size that a log may sign makes it read, hold or compute more than is there.
TEST(VerifyGrownLog, a_log_of_the_largest_size_is_missing_its_first_tile) {
  const support::TempDir dir;
  write_file(dir / "policy", policy_text());
  const journal::Checkpoint largest{kOrigin, ~std::uint64_t{0}, journal::empty_root()};
  write_file(dir / "checkpoint", signed_by_all(largest));
  const std::string policy = (dir / "policy").string();
  expect_run({"log", dir.path().string(), "--policy", policy}, 1, "tile/7/000.p/255: is missing");
  expect_run({"checkpoint", (dir / "checkpoint").string(), "--policy", policy}, 0,
             "size         18446744073709551615\n");
}

TEST(VerifyGrownLog, a_directory_that_is_none_is_malformed) {
  const support::TempDir dir;
  write_file(dir / "policy", policy_text());
  const std::string policy = (dir / "policy").string();
  expect_run({"log", (dir / "nowhere").string(), "--policy", policy}, 2,
             "nowhere/checkpoint: is not there");
  EXPECT_EQ(verify({"log", dir.path().string(), "--policy", policy, "--state", policy}).status, 2);
}

}  // namespace
}  // namespace zonefactor::verify
