// What keeping a log that a stranger can check adds to keeping a journal: entries of a decision's
// length appended to a real PostgreSQL journal, either as the service does it (leaf hash, tree,
// tiles, frontier, a signed checkpoint every 25 600 entries) or with nothing of that but the leaf's
// 32 bytes, all zero. Prints one JSON line: `cpu_us` of this process for each entry. What the
// database took sees whoever runs the two one after the other.
//
//   zonefactor-log-cost CONNINFO with|without ENTRIES BATCH BODY_BYTES
//
// CONNINFO is the service's, of a migrated database.
#include <fmt/format.h>

#include <chrono>
#include <cstdlib>
#include <ctime>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/postgres/postgres_store.h"
#include "service/journal/checkpoint.h"
#include "service/journal/log_tree.h"

namespace zonefactor::bench {
namespace {

constexpr int kBatchesPerCheckpoint = 100;  // 600 ms at 40 000 decisions a second, 256 in a batch
constexpr std::int32_t kYear = 2026;
constexpr core::Instant kOpenedAt = core::instant_of_us(1'774'969'200'000'000);

// The log does not look into an entry, so any bytes do.
std::string body_of(std::uint64_t index, std::size_t bytes) {
  return fmt::format("{:0{}}", index, bytes);
}

// What the engine's writer and publisher do with a batch.
class Log {
 public:
  explicit Log(std::string origin) : origin_(std::move(origin)) {}

  void take(ports::Writing& writing) {
    for (ports::JournalRow& row : writing.rows) {
      row.leaf = journal::leaf_hash(row.body);
      full_.clear();
      tree_.append(row.leaf, full_);
      for (const journal::FullTile& tile : full_)
        writing.tiles.push_back({kYear, tile.level, tile.n, journal::tile_bytes(tile.hashes)});
    }
    writing.frontier = tree_.frontier().hashes();
  }
  void publish(ports::Store& store, core::Instant at) const {
    ports::CheckpointRow row{kYear, tree_.size(), tree_.root(), at, {}};
    journal::SignedNote note;
    note.text = journal::Checkpoint{origin_, row.size, row.root}.text();
    note.signatures.push_back(journal::sign_note(note.text, origin_, key_));
    row.note = note.bytes();
    if (!store.publish(row, false)) throw std::runtime_error("a checkpoint is there already");
  }

 private:
  std::string origin_;
  journal::PrivateKey key_ = journal::PrivateKey::generate();
  journal::LogTree tree_;
  std::vector<journal::FullTile> full_;
};

void run(const std::string& connection, bool with_log, std::uint64_t entries, std::size_t batch,
         std::size_t bytes) {
  const auto now = std::chrono::system_clock::now().time_since_epoch().count();
  const std::string facility = fmt::format("log-cost-{}", now);  // each run has its own journal
  postgres::PostgresStore store({connection, {}, facility});
  ports::Head head{{kYear, 0}, kOpenedAt, {}};
  store.create(head);
  Log log(fmt::format("zonefactor/{}/{}", facility, kYear));
  int since_checkpoint = 0;
  const std::clock_t begin = std::clock();
  while (head.next.index < entries) {
    ports::Writing writing;
    for (std::size_t i = 0; i < batch; ++i) {
      const core::EntryRef ref{kYear, head.next.index + i};
      writing.rows.push_back({ref, kOpenedAt, "login.decided", {}, body_of(ref.index, bytes)});
    }
    if (with_log) log.take(writing);
    if (store.append(head, writing) != ports::AppendResult::committed)
      throw std::runtime_error(store.why());
    head = {{kYear, head.next.index + batch}, kOpenedAt, writing.frontier};
    if (with_log && ++since_checkpoint == kBatchesPerCheckpoint) {
      since_checkpoint = 0;
      log.publish(store, kOpenedAt);
    }
  }
  const double cpu_us = static_cast<double>(std::clock() - begin) * 1e6 / CLOCKS_PER_SEC;
  fmt::print("{{\"entries\":{},\"cpu_us\":{:.3f}}}\n", head.next.index,
             cpu_us / static_cast<double>(head.next.index));
}

}  // namespace
}  // namespace zonefactor::bench

int main(int argc, char** argv) try {
  const std::string_view how = argc == 6 ? argv[2] : "";
  if (how != "with" && how != "without") {
    fmt::print(stderr,
               "usage: zonefactor-log-cost CONNINFO with|without ENTRIES BATCH BODY_BYTES\n");
    return 2;
  }
  zonefactor::bench::run(argv[1], how == "with", std::strtoull(argv[3], nullptr, 10),
                         std::strtoull(argv[4], nullptr, 10), std::strtoull(argv[5], nullptr, 10));
  return 0;
} catch (const std::exception& failure) {
  fmt::print(stderr, "zonefactor-log-cost: {}\n", failure.what());
  return 1;
}
