// A journal in memory that keeps the Store's promises, and breaks off where a test says so.
//
// What it survives is what a database would: the test keeps the object and gives it to the next
// engine. Safe for the storage thread, the audit thread and the test's own.
#pragma once

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
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

 private:
  friend class MemoryStore;

  void write(const ports::Head& expected, const std::vector<ports::JournalRow>& rows,
             const std::vector<ports::NameRow>& names) {
    rows_.insert(rows_.end(), rows.begin(), rows.end());
    names_.insert(names_.end(), names.begin(), names.end());
    head_ = ports::Head{{expected.next.year, expected.next.index + rows.size()},
                        rows.back().recorded_at};
  }

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::optional<ports::Head> head_;
  std::vector<ports::JournalRow> rows_;
  std::vector<ports::NameRow> names_;
  std::deque<Fate> fates_;
  struct Late {
    ports::Head expected;
    std::vector<ports::JournalRow> rows;
    std::vector<ports::NameRow> names;
  };
  std::optional<Late> late_;
  bool away_ = false;
  bool held_ = false;
  std::size_t appends_ = 0;
};

class MemoryStore final : public ports::Store {
 public:
  explicit MemoryStore(Disk& disk) : disk_(disk) {}

  std::optional<ports::Head> head() override {
    const std::lock_guard lock(disk_.mutex_);
    refuse_while_away();
    return disk_.head_;
  }

  void create(const ports::Head& first) override {
    const std::lock_guard lock(disk_.mutex_);
    refuse_while_away();
    disk_.head_ = first;
  }

  ports::AppendResult append(const ports::Head& expected,
                             const std::vector<ports::JournalRow>& rows,
                             const std::vector<ports::NameRow>& names) override {
    std::unique_lock lock(disk_.mutex_);
    disk_.changed_.wait(lock, [this] { return !disk_.held_; });
    ++disk_.appends_;
    if (disk_.away_) return ports::AppendResult::unavailable;
    if (disk_.late_ && disk_.head_->next == disk_.late_->expected.next) {
      disk_.write(disk_.late_->expected, disk_.late_->rows, disk_.late_->names);
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
      disk_.late_ = Disk::Late{expected, rows, names};
      return ports::AppendResult::in_doubt;
    }
    disk_.write(expected, rows, names);
    return fate == Fate::committed ? ports::AppendResult::committed : ports::AppendResult::in_doubt;
  }

  void read(core::EntryRef from, std::uint64_t limit,
            const std::function<bool(const ports::JournalRow&)>& each) override {
    std::vector<ports::JournalRow> page;
    {
      const std::lock_guard lock(disk_.mutex_);
      refuse_while_away();
      for (const ports::JournalRow& row : disk_.rows_) {
        if (row.ref >= from && page.size() < limit) page.push_back(row);
      }
    }
    for (const ports::JournalRow& row : page) {
      if (!each(row)) return;
    }
  }

  std::vector<ports::NameRow> names() override {
    const std::lock_guard lock(disk_.mutex_);
    refuse_while_away();
    return disk_.names_;
  }

 private:
  void refuse_while_away() const {
    if (disk_.away_) throw ports::StoreUnavailable("the test has taken the storage away");
  }

  Disk& disk_;
};

}  // namespace zonefactor::engine
