#include "tests/bench/filled_journal.h"

#include <utility>

#include "service/journal/checkpoint.h"
#include "service/journal/entry_codec.h"
#include "service/journal/log_tree.h"
#include "tests/bench/hospital.h"

namespace zonefactor::bench {

namespace {

using namespace std::chrono_literals;

constexpr int kPersons = 10'000;
constexpr int kStay = 400;  // visits
constexpr std::size_t kRowsPerCommit = 4096;
constexpr core::Instant kOpenedAt = core::instant_of_us(1'774'969'200'000'000);  // 2026-04-01 JST

// Gathers entries into batches, and appends each when it is full.
class Filling {
 public:
  Filling(ports::Store& store, std::uint64_t entries) : store_(store), left_(entries) {
    head_.next = {kYear, 0};
    head_.last_recorded_at = kOpenedAt;
    store_.create(head_);
  }

  bool is_done() const { return left_ == 0; }

  void add(core::EntryRef ref, core::Instant at, const core::Fact& fact, std::string bytes) {
    if (is_done()) return;
    --left_;
    ports::JournalRow row{ref, at, std::string(journal::type_of(fact)), journal::leaf_hash(bytes),
                          std::move(bytes)};
    full_.clear();
    tree_.append(row.leaf, full_);
    for (const journal::FullTile& tile : full_)
      writing_.tiles.push_back({kYear, tile.level, tile.n, journal::tile_bytes(tile.hashes)});
    writing_.rows.push_back(std::move(row));
    if (writing_.rows.size() == kRowsPerCommit || is_done()) append();
  }

  ports::CheckpointRow publish() {
    const std::string origin = "zonefactor/" + std::string(kFacility) + "/" + std::to_string(kYear);
    ports::CheckpointRow row{kYear, tree_.size(), tree_.root(), head_.last_recorded_at, {}};
    journal::SignedNote note;
    note.text = journal::Checkpoint{origin, row.size, row.root}.text();
    const journal::PrivateKey key = journal::PrivateKey::generate();
    note.signatures.push_back(journal::sign_note(note.text, origin, key));
    row.note = note.bytes();
    if (!store_.publish(row, true)) throw ports::StoreUnavailable("a checkpoint is there already");
    return row;
  }

 private:
  void append() {
    writing_.frontier = tree_.frontier().hashes();
    if (store_.append(head_, writing_) != ports::AppendResult::committed)
      throw ports::StoreUnavailable(store_.why());
    head_ = {{kYear, tree_.size()}, writing_.rows.back().recorded_at, writing_.frontier};
    writing_ = {};
  }

  ports::Store& store_;
  std::uint64_t left_;
  ports::Head head_;
  ports::Writing writing_;
  journal::LogTree tree_;
  std::vector<journal::FullTile> full_;
};

}  // namespace

ports::CheckpointRow fill_journal(ports::Store& store, std::uint64_t entries) {
  Filling filling(store, entries);
  Hospital hospital(kPersons, kOpenedAt,
                    [&](core::EntryRef ref, core::Instant at, const core::Fact& fact,
                        std::string bytes) { filling.add(ref, at, fact, std::move(bytes)); });
  for (int visit = 0; !filling.is_done(); ++visit) hospital.take_visit(visit, kStay);
  return filling.publish();
}

}  // namespace zonefactor::bench
