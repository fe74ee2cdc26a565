#include "service/engine/replay.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "service/core/sealed_state.h"
#include "service/engine/pruned_logs.h"
#include "service/engine/published_guard.h"
#include "service/journal/entry_codec.h"
#include "service/journal/sha256.h"
#include "service/journal/signed_note.h"
#include "service/journal/state_codec.h"

namespace zonefactor::engine {

namespace {

constexpr std::uint64_t kRowsPerRead = 8192;

class Replaying {
 public:
  Replaying(ports::Store& store, const KnownJournal& known,
            const std::vector<journal::Checkpoint>& published, const ports::Head& head,
            CrashNote& note)
      : store_(store), known_(known), published_(published), head_(head), note_(note) {
    result_.state = std::make_unique<Folded>();
  }

  void begin_at(core::EntryRef first) { result_.state->head.next = first; }
  // What stands before `first`, the beginning of a log, is pruned: the book is that of its first
  // seal. `before` is the latest checkpoint of the log before it.
  void begin_at_seal(core::EntryRef first, ports::CheckpointRow before) {
    begin_at(first);
    pruned_ = std::move(before);
  }
  // An entry that outlived the pruning of its log; what is wrong with it.
  std::string take_kept(const ports::JournalRow& row) {
    std::string why;
    auto decoded = journal::decode(row.body, &why);
    if (!decoded) {
      damaged(row.ref, "cannot be read: " + why);
      return fatal_->why;
    }
    if (const auto* bound = std::get_if<core::NameBound>(&decoded->fact))
      bindings_.add(*bound, row.ref);
    fold_kept(*result_.state, core::Entry{row.ref, row.recorded_at, std::move(decoded->fact)});
    return {};
  }

  core::EntryRef next() const { return result_.state->head.next; }
  bool at_end() const { return next() == head_.next; }
  const std::optional<Fatal>& fatal() const { return fatal_; }

  // False where the row cannot be folded; `fatal` then says why.
  bool take(const ports::JournalRow& row) {
    if (opens_next_log(row.ref)) {
      if (!end_log()) return false;
      result_.state->head.next = row.ref;
    }
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
    if (const auto* bound = std::get_if<core::NameBound>(&decoded->fact))
      bindings_.add(*bound, row.ref);
    const core::Entry entry{row.ref, row.recorded_at, std::move(decoded->fact)};
    if (!unseal_where_needed(entry)) return false;
    if (pruned_) {
      fold_beside_the_book(*result_.state, entry);
    } else {
      fold(*result_.state, entry);
    }
    note_.clear();
    result_.last_leaf = row.leaf;
    return grow(row);
  }

  // False where the journal is not what is known of it.
  bool end() {
    if (pruned_) {
      return is_sound(
          "what stands before the journal's first entry is pruned, and no sealed state is stored "
          "to "
          "start from: restore the database from a backup");
    }
    return check_frontier() && is_sound(published_.fault_at_end(next().year, tree()));
  }

  // The tiles and the frontier of a journal that was written before there were any.
  std::optional<ports::Writing> owed() {
    if (!is_without_tiles()) return std::nullopt;
    ports::Writing writing;
    writing.tiles = std::move(tiles_);
    writing.frontier = tree().frontier().hashes();
    return writing;
  }

  // Takes the rows of erased people out of `names`; their handles.
  std::vector<std::string> take_erased(std::vector<ports::NameRow>& names) {
    std::vector<std::string> handles;
    for (const ports::NameRow& row : names) {
      const auto person = result_.state->belongings.erased_holder_of(row.handle);
      if (!person) continue;
      handles.push_back(row.handle);
      ++result_.erased_again[*person];
    }
    std::erase_if(names, [this](const ports::NameRow& row) {
      return result_.state->belongings.erased_holder_of(row.handle).has_value();
    });
    return handles;
  }

  Replayed finish(std::vector<ports::NameRow> names) {
    Bindings::Opened opened = bindings_.open(std::move(names));
    result_.state->names = std::move(opened.names);
    result_.drifted_names = std::move(opened.drifted);
    return std::move(result_);
  }

 private:
  const journal::LogTree& tree() const { return result_.tree; }
  bool is_without_tiles() const { return head_.frontier.empty() && head_.next.index > 0; }

  bool opens_next_log(core::EntryRef ref) const {
    return result_.state->closed_for == ref.year && ref.index == 0;
  }

  // At a seal: the book that is sealed there, where there is none yet, or where one that began at
  // an earlier seal has met news of what stood before that one, which it cannot judge.
  bool unseal_where_needed(const core::Entry& entry) {
    if (const auto* opened = std::get_if<core::LogOpened>(&entry.fact); pruned_ && opened)
      return follows_pruned(entry.ref, opened->previous);
    const auto* sealed = std::get_if<core::StateSealed>(&entry.fact);
    if (!sealed || (!pruned_ && !core::reaches_behind_seal(result_.state->book))) return true;
    const auto bytes = store_.sealed(entry.ref);
    if (!bytes) return true;
    if (journal::seal_of(*bytes) != *sealed)
      return damaged(entry.ref, "carries the digest of another state than is stored with it");
    std::string why;
    auto state = journal::decode_state(*bytes, &why);
    if (!state) return damaged(entry.ref, "has a sealed state that cannot be read: " + why);
    if (pruned_) result_.state->configuration = ConfigurationInForce(*state);
    auto book = core::unseal(std::move(*state));
    if (!book) return damaged(entry.ref, "has a sealed state that names what it does not hold");
    result_.state->book = std::move(*book);
    pruned_.reset();
    return true;
  }

  bool follows_pruned(core::EntryRef ref, const std::string& previous) {
    const auto note = journal::parse_note(previous);
    const auto checkpoint = note ? journal::parse_checkpoint(note->text) : std::nullopt;
    if (checkpoint && checkpoint->size == pruned_->size && checkpoint->root == pruned_->root)
      return true;
    return damaged(ref, "names another end of the log before it than is stored");
  }

  bool grow(const ports::JournalRow& row) {
    std::vector<journal::FullTile> full;
    result_.tree.append(row.leaf, full);
    if (is_without_tiles()) {
      for (const journal::FullTile& tile : full)
        tiles_.push_back({row.ref.year, tile.level, tile.n, journal::tile_bytes(tile.hashes)});
    }
    return is_sound(published_.fault_at(row.ref.year, tree()));
  }

  bool end_log() {
    const core::EntryRef end = next();
    if (!is_sound(published_.fault_at_end(end.year, tree()))) return false;
    if (!published_.knows(end.year, end.index)) {
      result_.closed.push_back(
          {end, result_.state->head.last_recorded_at, tree().frontier().hashes()});
    }
    result_.tree = journal::LogTree();
    return true;
  }

  bool check_frontier() {
    if (is_without_tiles() || head_.frontier == tree().frontier().hashes()) return true;
    return is_sound(
        "the journal's head keeps another tree than its entries make: entries were changed; "
        "restore the database from a backup");
  }

  bool is_sound(std::string fault) {
    if (fault.empty()) return true;
    fatal_ = Fatal{Fatal::Kind::head_disagrees, std::move(fault)};
    return false;
  }

  bool damaged(core::EntryRef ref, const std::string& how) {
    fatal_ = Fatal{Fatal::Kind::journal_damaged,
                   fmt::format("the journal's entry {}/{} {}: restore the database from a backup",
                               ref.year, ref.index, how)};
    return false;
  }

  ports::Store& store_;
  const KnownJournal& known_;
  const PublishedGuard published_;
  const ports::Head& head_;
  CrashNote& note_;
  Replayed result_;
  Bindings bindings_;
  std::vector<ports::TileRow> tiles_;           // of a journal that was written without
  std::optional<ports::CheckpointRow> pruned_;  // while the seal to begin at has not come
  std::optional<Fatal> fatal_;
};

// Where the storage's own latest checkpoints stand.
std::vector<journal::Checkpoint> published_in(ports::Store& store) {
  std::vector<journal::Checkpoint> published;
  for (const std::int32_t year : store.years()) {
    if (const auto latest = store.latest_checkpoint(year)) {
      published.push_back({"/" + std::to_string(year), latest->size, latest->root});
    }
  }
  return published;
}

// Where the log of `pruned` and those before it are pruned; what is wrong with what is left of
// them.
std::string begin_behind(ports::Store& store, std::int32_t pruned,
                         const std::vector<journal::Checkpoint>& published, Replaying& replaying) {
  std::string why = read_kept(store, pruned, published, [&replaying](const ports::JournalRow& row) {
    return replaying.take_kept(row);
  });
  if (!why.empty()) return why;
  const std::vector<std::int32_t> years = store.years();
  const auto next = std::upper_bound(years.begin(), years.end(), pruned);
  if (next == years.end())
    return fmt::format(
        "the log of {} is pruned and no other follows it: restore the database from a backup",
        pruned);
  replaying.begin_at_seal({*next, 0}, *store.latest_checkpoint(pruned));
  return {};
}

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
  std::vector<journal::Checkpoint> published = published_in(store);
  published.insert(published.end(), input.published.begin(), input.published.end());
  Replaying replaying(store, input.known, published, *head, note);
  if (const auto pruned = last_pruned_log(store)) {
    if (std::string why = begin_behind(store, *pruned, published, replaying); !why.empty())
      return Fatal{Fatal::Kind::journal_damaged, std::move(why)};
  } else {
    replaying.begin_at(store.first().value_or(core::EntryRef{head->next.year, 0}));
  }
  while (!replaying.at_end()) {
    if (cancelled) return StorageAway{"the service is stopping"};
    const core::EntryRef from = replaying.next();
    store.read(from, kRowsPerRead, [&replaying](const ports::JournalRow& row) {
      return !replaying.at_end() && replaying.take(row);
    });
    if (replaying.fatal()) return *replaying.fatal();
    if (replaying.next() == from) {
      return Fatal{Fatal::Kind::journal_damaged,
                   fmt::format("the journal's head says it goes on to {}/{}, and there is no entry "
                               "{}/{}: restore the database from a backup",
                               head->next.year, head->next.index, from.year, from.index)};
    }
  }
  if (!replaying.end()) return *replaying.fatal();
  if (const auto owed = replaying.owed()) {
    if (store.append(*head, *owed) != ports::AppendResult::committed)
      return StorageAway{store.why()};
    head->frontier = owed->frontier;
  }
  std::vector<ports::NameRow> names = store.names();
  // A crash came between the entry and the rows, or an older table was restored.
  const std::vector<std::string> erased = replaying.take_erased(names);
  if (!erased.empty()) store.erase_names(erased);
  return replaying.finish(std::move(names));
} catch (const ports::StoreUnavailable& away) {
  return StorageAway{away.what()};
}

}  // namespace zonefactor::engine
