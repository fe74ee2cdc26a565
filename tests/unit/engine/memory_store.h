// A journal in memory that keeps the Store's promises, and breaks off where a test says so.
//
// What it survives is what a database would: the test keeps the object and gives it to the next
// engine. Safe for the storage thread, the audit thread and the test's own.
#pragma once

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "service/ports/store.h"

namespace zonefactor::engine {

// What becomes of one append.
enum class Fate {
  committed,
  unavailable,    // says no, nothing written
  doubt_lost,     // in doubt, and nothing was written
  doubt_written,  // in doubt, and everything was written
  doubt_late,     // in doubt, and written just before the next append
};

// The stored bytes, shared by every connection to them.
class Disk {
 public:
  std::optional<ports::Head> head() const {
    const std::lock_guard lock(mutex_);
    return head_;
  }
  std::vector<ports::JournalRow> rows() const {
    const std::lock_guard lock(mutex_);
    return rows_;
  }
  std::vector<ports::NameRow> names() const {
    const std::lock_guard lock(mutex_);
    return names_;
  }
  std::size_t appends() const {
    const std::lock_guard lock(mutex_);
    return appends_;
  }

  // The fates of the next appends, in order; after them everything is committed.
  void foretell(std::initializer_list<Fate> fates) {
    const std::lock_guard lock(mutex_);
    fates_.insert(fates_.end(), fates);
  }
  // While away, nothing can be read and appends are refused.
  void set_away(bool away) {
    const std::lock_guard lock(mutex_);
    away_ = away;
  }
  // Appends to the logs of `year` and later are refused; 0: none.
  void refuse_logs_from(std::int32_t year) {
    const std::lock_guard lock(mutex_);
    refused_from_ = year;
  }
  // The next erasures of names fail.
  void refuse_erasures(int count) {
    const std::lock_guard lock(mutex_);
    erasures_to_refuse_ = count;
  }
  // So do the next prunings, before anything has gone.
  void refuse_prunings(int count) {
    const std::lock_guard lock(mutex_);
    prunings_to_refuse_ = count;
  }
  int prunings_to_refuse() const {
    const std::lock_guard lock(mutex_);
    return prunings_to_refuse_;
  }
  // While held, an append waits before it does anything.
  void hold(bool held) {
    {
      const std::lock_guard lock(mutex_);
      held_ = held;
    }
    changed_.notify_all();
  }
  // Changes what is stored behind the service's back.
  template <class Change>
  void tamper(Change change) {
    const std::lock_guard lock(mutex_);
    change(head_, rows_, names_);
  }
  // The same for tiles, sealed states, the logs' latest checkpoints and those that are kept.
  template <class Change>
  void tamper_evidence(Change change) {
    const std::lock_guard lock(mutex_);
    change(tiles_, sealed_, latest_, kept_);
  }

 private:
  friend class MemoryStore;

  using LogSize = std::pair<std::int32_t, std::uint64_t>;  // year and size

  void write(const ports::Writing& writing) {
    rows_.insert(rows_.end(), writing.rows.begin(), writing.rows.end());
    names_.insert(names_.end(), writing.names.begin(), writing.names.end());
    for (const ports::TileRow& tile : writing.tiles)
      tiles_[{tile.year, tile.level, tile.n}] = tile.hashes;
    for (const ports::SealedRow& row : writing.sealed) sealed_[row.ref] = row.state;
    head_->frontier = writing.frontier;
    if (writing.rows.empty()) return;
    const ports::JournalRow& last = writing.rows.back();
    head_->next = {last.ref.year, last.ref.index + 1};
    head_->last_recorded_at = last.recorded_at;
  }
  bool refuses(const ports::Writing& writing) const {
    return refused_from_ != 0 && !writing.rows.empty() &&
           writing.rows.front().ref.year >= refused_from_;
  }
  // Whether a checkpoint that is stored allows this one.
  bool allows(const ports::CheckpointRow& row) const {
    const auto agrees = [&row](const ports::CheckpointRow& stored) {
      return stored.size < row.size || (stored.size == row.size && stored.root == row.root);
    };
    const auto latest = latest_.find(row.year);
    if (latest != latest_.end() && !agrees(latest->second)) return false;
    return std::all_of(kept_.begin(), kept_.end(), [&](const auto& kept) {
      return kept.second.year != row.year || agrees(kept.second);
    });
  }
  ports::CheckpointRow with_cosignatures(ports::CheckpointRow row) const {
    const auto lines = cosignatures_.find({row.year, row.size});
    if (lines == cosignatures_.end()) return row;
    for (const auto& [witness, line] : lines->second) row.note += line;
    return row;
  }
  void keep_latest_of(LogSize log) {
    const auto latest = latest_.find(log.first);
    if (latest != latest_.end() && latest->second.size == log.second)
      kept_.emplace(log, latest->second);
    if (kept_.count(log) == 0)
      throw ports::StoreUnavailable("there is no such checkpoint: publish and keep it first");
  }

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::optional<ports::Head> head_;
  std::vector<ports::JournalRow> rows_;
  std::vector<ports::NameRow> names_;
  std::map<std::tuple<std::int32_t, unsigned, std::uint64_t>, std::string> tiles_;
  std::map<core::EntryRef, std::string> sealed_;
  std::map<std::int32_t, ports::CheckpointRow> latest_;  // by year
  std::map<std::int32_t, std::uint64_t> pruned_;         // minimum index by year
  std::map<LogSize, ports::CheckpointRow> kept_;
  std::map<LogSize, std::map<std::string, std::string>> cosignatures_;  // by witness
  std::map<std::pair<LogSize, std::string>, ports::TimestampRow> timestamps_;
  std::deque<Fate> fates_;
  struct Late {
    ports::Head expected;
    ports::Writing writing;
  };
  std::optional<Late> late_;
  int erasures_to_refuse_ = 0;
  int prunings_to_refuse_ = 0;
  bool away_ = false;
  std::int32_t refused_from_ = 0;
  bool held_ = false;
  std::size_t appends_ = 0;
};

class MemoryStore final : public ports::Store {
 public:
  explicit MemoryStore(Disk& disk) : disk_(disk) {}

  std::optional<ports::Head> head() override {
    const auto lock = reach();
    return disk_.head_;
  }

  void create(const ports::Head& first) override {
    const auto lock = reach();
    disk_.head_ = first;
  }

  ports::AppendResult append(const ports::Head& expected, const ports::Writing& writing) override {
    std::unique_lock lock(disk_.mutex_);
    disk_.changed_.wait(lock, [this] { return !disk_.held_; });
    ++disk_.appends_;
    if (disk_.away_ || disk_.refuses(writing)) return ports::AppendResult::unavailable;
    if (disk_.late_ && disk_.head_->next == disk_.late_->expected.next) {
      disk_.write(disk_.late_->writing);
    }
    disk_.late_.reset();
    Fate fate = Fate::committed;
    if (!disk_.fates_.empty()) {
      fate = disk_.fates_.front();
      disk_.fates_.pop_front();
    }
    if (fate == Fate::unavailable) return ports::AppendResult::unavailable;
    if (fate == Fate::doubt_lost) return ports::AppendResult::in_doubt;
    if (!disk_.head_ || disk_.head_->next != expected.next) return ports::AppendResult::head_moved;
    if (fate == Fate::doubt_late) {
      disk_.late_ = Disk::Late{expected, writing};
      return ports::AppendResult::in_doubt;
    }
    disk_.write(writing);
    return fate == Fate::committed ? ports::AppendResult::committed : ports::AppendResult::in_doubt;
  }

  void read(core::EntryRef from, std::uint64_t limit,
            const std::function<bool(const ports::JournalRow&)>& each) override {
    std::vector<ports::JournalRow> page;
    {
      const auto lock = reach();
      for (const ports::JournalRow& row : disk_.rows_) {
        if (row.ref >= from && page.size() < limit) page.push_back(row);
      }
    }
    for (const ports::JournalRow& row : page) {
      if (!each(row)) return;
    }
  }

  std::optional<core::EntryRef> first() override {
    const auto lock = reach();
    if (disk_.rows_.empty()) return std::nullopt;
    return disk_.rows_.front().ref;
  }

  std::vector<ports::NameRow> names() override {
    const auto lock = reach();
    return disk_.names_;
  }

  std::uint64_t erase_names(const std::vector<std::string>& handles) override {
    const auto lock = reach();
    if (disk_.erasures_to_refuse_ > 0) {
      --disk_.erasures_to_refuse_;
      throw ports::StoreUnavailable("the test refuses to erase");
    }
    return std::erase_if(disk_.names_, [&](const ports::NameRow& row) {
      return std::find(handles.begin(), handles.end(), row.handle) != handles.end();
    });
  }

  std::vector<std::int32_t> years() override {
    const auto lock = reach();
    std::set<std::int32_t> years;
    for (const ports::JournalRow& row : disk_.rows_) years.insert(row.ref.year);
    for (const auto& [year, latest] : disk_.latest_) years.insert(year);
    return {years.begin(), years.end()};
  }

  std::optional<std::string> tile(std::int32_t year, unsigned level, std::uint64_t n) override {
    const auto lock = reach();
    return found_in(disk_.tiles_, std::tuple(year, level, n));
  }

  std::vector<ports::Digest> leaves(core::EntryRef from, std::uint64_t count) override {
    const auto lock = reach();
    std::vector<ports::Digest> leaves;
    for (const ports::JournalRow& row : disk_.rows_) {
      if (leaves.size() == count) break;
      if (row.ref == core::EntryRef{from.year, from.index + leaves.size()})
        leaves.push_back(row.leaf);
    }
    return leaves;
  }

  bool publish(const ports::CheckpointRow& row, bool keep) override {
    const auto lock = reach();
    if (!disk_.allows(row)) return false;
    const auto [latest, is_first] = disk_.latest_.try_emplace(row.year, row);
    const bool is_fuller =
        latest->second.size < row.size || latest->second.note.size() < row.note.size();
    if (!is_first && is_fuller) latest->second = row;
    if (keep) disk_.kept_.emplace(Disk::LogSize(row.year, row.size), latest->second);
    return true;
  }

  std::optional<ports::CheckpointRow> latest_checkpoint(std::int32_t year) override {
    const auto lock = reach();
    const auto latest = found_in(disk_.latest_, year);
    if (!latest) return std::nullopt;
    return disk_.with_cosignatures(*latest);
  }

  std::vector<ports::CheckpointRow> checkpoints(std::int32_t year, std::uint64_t from_size,
                                                std::uint64_t limit) override {
    const auto lock = reach();
    std::map<std::uint64_t, ports::CheckpointRow> by_size;
    for (const auto& [log, kept] : disk_.kept_)
      if (log.first == year) by_size[log.second] = kept;
    if (const auto latest = found_in(disk_.latest_, year)) by_size[latest->size] = *latest;
    std::vector<ports::CheckpointRow> found;
    for (auto row = by_size.lower_bound(from_size); row != by_size.end(); ++row)
      if (found.size() < limit) found.push_back(disk_.with_cosignatures(row->second));
    return found;
  }

  void add_cosignature(std::int32_t year, std::uint64_t size, const std::string& witness,
                       const std::string& line) override {
    const auto lock = reach();
    disk_.keep_latest_of({year, size});
    disk_.cosignatures_[{year, size}][witness] = line;
  }

  void add_timestamp(const ports::TimestampRow& row) override {
    const auto lock = reach();
    const Disk::LogSize log(row.year, row.size);
    if (disk_.kept_.count(log) == 0)
      throw ports::StoreUnavailable("there is no such checkpoint: publish and keep it first");
    disk_.timestamps_.emplace(std::pair(log, row.authority), row);
  }

  std::vector<ports::TimestampRow> timestamps(std::int32_t year) override {
    const auto lock = reach();
    std::vector<ports::TimestampRow> found;
    for (const auto& [key, row] : disk_.timestamps_)
      if (row.year == year) found.push_back(row);
    return found;
  }

  std::vector<core::EntryRef> sealed_before(core::EntryRef before, std::uint64_t limit) override {
    const auto lock = reach();
    std::vector<core::EntryRef> found;
    auto place = disk_.sealed_.lower_bound(before);
    while (place != disk_.sealed_.begin() && found.size() < limit)
      found.push_back((--place)->first);
    return found;
  }

  std::optional<std::string> sealed(core::EntryRef ref) override {
    const auto lock = reach();
    return found_in(disk_.sealed_, ref);
  }

  std::uint64_t minimum_index(std::int32_t year) override {
    const auto lock = reach();
    return found_in(disk_.pruned_, year).value_or(0);
  }

  std::uint64_t prune(std::int32_t year, std::uint64_t below, std::uint64_t limit) override {
    const auto lock = reach();
    if (disk_.prunings_to_refuse_ > 0) {
      --disk_.prunings_to_refuse_;
      throw ports::StoreUnavailable("the test refuses to prune");
    }
    std::uint64_t& minimum = disk_.pruned_[year];
    minimum = std::max(minimum, below);
    std::uint64_t deleted = 0;
    std::erase_if(disk_.rows_, [&](const ports::JournalRow& row) {
      const bool is_kept = std::find(ports::kKeptTypes.begin(), ports::kKeptTypes.end(),
                                     row.type) != ports::kKeptTypes.end();
      if (is_kept || row.ref.year != year || row.ref.index >= below || deleted == limit)
        return false;
      ++deleted;
      return true;
    });
    return deleted;
  }

 private:
  std::unique_lock<std::mutex> reach() const {
    std::unique_lock lock(disk_.mutex_);
    refuse_while_away();
    return lock;
  }
  template <class Map>
  static std::optional<typename Map::mapped_type> found_in(const Map& map,
                                                           const typename Map::key_type& key) {
    const auto found = map.find(key);
    if (found == map.end()) return std::nullopt;
    return found->second;
  }
  void refuse_while_away() const {
    if (disk_.away_) throw ports::StoreUnavailable("the test has taken the storage away");
  }

  Disk& disk_;
};

}  // namespace zonefactor::engine
