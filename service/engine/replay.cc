#include "service/engine/replay.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "service/journal/entry_codec.h"
#include "service/journal/sha256.h"

namespace zonefactor::engine {

namespace {

constexpr std::uint64_t kRowsPerRead = 8192;

class Replaying {
 public:
  Replaying(const KnownJournal& known, const ports::Head& head, CrashNote& note)
      : known_(known), head_(head), note_(note) {
    result_.state = std::make_unique<Folded>();
    result_.state->head.next = {head.next.year, 0};
  }

  core::EntryRef next() const { return result_.state->head.next; }
  bool at_end() const { return next() == head_.next; }
  const std::optional<Fatal>& fatal() const { return fatal_; }

  // False where the row cannot be folded; `fatal` then says why.
  bool take(const ports::JournalRow& row) {
    if (row.ref != next()) return damaged(next(), "is missing");
    if (journal::leaf_hash(row.body) != row.leaf) {
      return damaged(row.ref, "does not have the hash stored with it");
    }
    if (std::string why = known_.fault_of(row, head_.next); !why.empty()) {
      fatal_ = Fatal{Fatal::Kind::head_disagrees, std::move(why)};
      return false;
    }
    std::string why;
    auto decoded = journal::decode(row.body, &why);
    if (!decoded) return damaged(row.ref, "cannot be read: " + why);
    if (decoded->recorded_at != row.recorded_at || journal::type_of(decoded->fact) != row.type) {
      return damaged(row.ref, "is stored with another time or type than its body says");
    }
    note_.entry(row.ref);
    if (const auto* bound = std::get_if<core::NameBound>(&decoded->fact)) bindings_.add(*bound);
    fold(*result_.state, core::Entry{row.ref, row.recorded_at, std::move(decoded->fact)});
    note_.clear();
    result_.last_leaf = row.leaf;
    return true;
  }

  Replayed finish(std::vector<ports::NameRow> names) {
    Bindings::Opened opened = bindings_.open(std::move(names));
    result_.state->names = std::move(opened.names);
    result_.drifted_names = std::move(opened.drifted);
    return std::move(result_);
  }

 private:
  bool damaged(core::EntryRef ref, const std::string& how) {
    fatal_ = Fatal{Fatal::Kind::journal_damaged,
                   fmt::format("the journal's entry {}/{} {}: restore the database from a backup",
                               ref.year, ref.index, how)};
    return false;
  }

  const KnownJournal& known_;
  const ports::Head& head_;
  CrashNote& note_;
  Replayed result_;
  Bindings bindings_;
  std::optional<Fatal> fatal_;
};

}  // namespace

ReplayResult replay(ports::Store& store, const ReplayInput& input, CrashNote& note,
                    const std::atomic<bool>& cancelled) try {
  std::optional<ports::Head> head = store.head();
  if (std::string why = input.known.fault_of(head); !why.empty()) {
    return Fatal{Fatal::Kind::head_disagrees, std::move(why)};
  }
  if (!head) {
    head = ports::Head{{input.first_year, 0}, {}};
    store.create(*head);
  }
  Replaying replaying(input.known, *head, note);
  while (!replaying.at_end()) {
    if (cancelled) return StorageAway{"the service is stopping"};
    const core::EntryRef from = replaying.next();
    const std::uint64_t left = head->next.index - from.index;
    store.read(from, std::min(left, kRowsPerRead),
               [&replaying](const ports::JournalRow& row) { return replaying.take(row); });
    if (replaying.fatal()) return *replaying.fatal();
    if (replaying.next() == from) {
      return Fatal{Fatal::Kind::journal_damaged,
                   fmt::format("the journal's head says it goes on to {}/{}, and there is no entry "
                               "{}/{}: restore the database from a backup",
                               head->next.year, head->next.index, from.year, from.index)};
    }
  }
  return replaying.finish(store.names());
} catch (const ports::StoreUnavailable& away) {
  return StorageAway{away.what()};
}

}  // namespace zonefactor::engine
