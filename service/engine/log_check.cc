#include "service/engine/log_check.h"

#include <fmt/format.h>

#include <algorithm>

#include "service/journal/log_origin.h"
#include "service/journal/state_codec.h"

namespace zonefactor::engine {

namespace {

constexpr std::uint64_t kCheckpointsPerRead = 64;
constexpr unsigned kLevels = 7;  // of tiles below 2^64 entries
constexpr std::uint64_t kSealsPerRead = 64;

bool is_signed_by(const std::string& note, const std::vector<journal::VerifierKey>& keys) {
  const auto parsed = journal::parse_note(note);
  return parsed && std::any_of(keys.begin(), keys.end(), [&](const journal::VerifierKey& key) {
           return journal::verdict_of(*parsed, key) == journal::Verdict::good;
         });
}

bool is_altered(const std::string& note, const std::vector<journal::VerifierKey>& keys) {
  const auto parsed = journal::parse_note(note);
  return !parsed || std::any_of(keys.begin(), keys.end(), [&](const journal::VerifierKey& key) {
    return journal::verdict_of(*parsed, key) == journal::Verdict::bad;
  });
}

std::optional<journal::Checkpoint> checkpoint_in(const std::string& note) {
  const auto parsed = journal::parse_note(note);
  return parsed ? journal::parse_checkpoint(parsed->text) : std::nullopt;
}

}  // namespace

std::string JournalFault::text() const {
  const std::string where = index ? fmt::format(", entry {}", *index) : std::string();
  return fmt::format("the log of {}{}: {}; {}", year, where, what, remedy);
}

LogCheck::LogCheck(ports::Store& store, const std::string& facility, std::int32_t year,
                   const LogCheck* before, std::uint64_t skipped)
    : store_(store), facility_(facility), year_(year), skipped_(skipped) {
  if (before == nullptr) return;
  is_after_another_ = true;
  last_recorded_at_ = before->last_recorded_at_;
  previous_ = journal::Checkpoint{journal::origin_of(facility, before->year_), before->tree_.size(),
                                  before->tree_.root()};
  if (!before->has_skipped()) previous_keys_ = before->keys_;
}

JournalFault LogCheck::fault(std::optional<std::uint64_t> index, std::string what,
                             std::string remedy) const {
  return {year_, index, std::move(what), std::move(remedy)};
}

LogCheck::Fault LogCheck::take_tile() {
  const std::uint64_t n = tree_.size() / journal::kTileWidth;
  const auto bytes = store_.tile(year_, 0, n);
  const auto hashes = bytes ? journal::parse_tile(*bytes) : std::nullopt;
  if (!hashes || hashes->size() != journal::kTileWidth)
    return fault(tree_.size(), fmt::format("tile {} of level 0 is missing", n));
  for (const journal::Digest& leaf : *hashes)
    if (auto found = append(leaf)) return found;
  return std::nullopt;
}

LogCheck::Fault LogCheck::take(const ports::JournalRow& row, std::optional<core::Fact>& fact) {
  if (closed_for_) return fault(row.ref.index, "it stands behind the entry that closes the log");
  if (auto found = read(row, fact)) return found;
  if (auto found = look_at(*fact, row.ref.index)) return found;
  last_recorded_at_ = row.recorded_at;
  return append(row.leaf);
}

LogCheck::Fault LogCheck::read(const ports::JournalRow& row,
                               std::optional<core::Fact>& fact) const {
  const std::uint64_t index = row.ref.index;
  if (row.ref != next())
    return fault(next().index, fmt::format("it is missing: {}/{} comes next", row.ref.year, index));
  if (journal::leaf_hash(row.body) != row.leaf)
    return fault(index, "it does not have the hash stored with it: one of both was changed");
  std::string why;
  auto decoded = journal::decode(row.body, &why);
  if (!decoded) return fault(index, "it cannot be read: " + why);
  if (decoded->recorded_at != row.recorded_at || journal::type_of(decoded->fact) != row.type)
    return fault(index, "it is stored with another time or type than its body says");
  if (row.recorded_at < last_recorded_at_)
    return fault(index, "it is older than the entry before it: entries were exchanged or put in");
  fact = std::move(decoded->fact);
  return std::nullopt;
}

LogCheck::Fault LogCheck::look_at(const core::Fact& fact, std::uint64_t index) {
  const auto* opened = std::get_if<core::LogOpened>(&fact);
  if ((opened != nullptr) != (index == 0))
    return fault(index, index == 0 ? "the log does not begin with log.opened"
                                   : "the log is opened a second time");
  if (opened != nullptr) return opens(*opened, index);
  if (const auto* closed = std::get_if<core::LogClosed>(&fact)) {
    closed_for_ = closed->next_year;
    if (*closed_for_ <= year_) return fault(index, "it closes the log for one that was before");
  }
  if (const auto* keys = std::get_if<core::LogKeys>(&fact)) return takes_keys(*keys, index);
  if (const auto* sealed = std::get_if<core::StateSealed>(&fact)) return is_sealed(*sealed, index);
  return std::nullopt;
}

LogCheck::Fault LogCheck::opens(const core::LogOpened& opened, std::uint64_t index) const {
  if (opened.origin != journal::origin_of(facility_, year_))
    return fault(index, "it opens the log of another facility or year");
  if (!is_after_another_) return std::nullopt;
  if (auto found = follows(opened.previous)) return found;
  return std::nullopt;
}

// The checkpoint in log.opened is over the whole of the log before.
LogCheck::Fault LogCheck::follows(const std::string& note) const {
  if (checkpoint_in(note) != previous_)
    return fault(0, fmt::format("it does not go on from the end of {}, where the log before it has "
                                "{} entries",
                                previous_->origin, previous_->size));
  if (!previous_keys_.empty() && !is_signed_by(note, previous_keys_))
    return fault(0, "the checkpoint in it is signed by no key that the log before it names");
  return std::nullopt;
}

LogCheck::Fault LogCheck::takes_keys(const core::LogKeys& keys, std::uint64_t index) {
  for (const std::string& text : keys.keys) {
    const auto key = journal::parse_verifier_key(text);
    if (!key || key->name != journal::origin_of(facility_, year_))
      return fault(index, "it names a key that is none of this log");
    if (std::find(keys_.begin(), keys_.end(), *key) == keys_.end()) keys_.push_back(*key);
  }
  return std::nullopt;
}

LogCheck::Fault LogCheck::is_sealed(const core::StateSealed& sealed, std::uint64_t index) {
  const auto state = store_.sealed({year_, index});
  if (!state) return fault(index, "the state that it seals is not stored");
  if (journal::seal_of(*state) != sealed)
    return fault(index, "the state stored for it is not the one that it seals");
  seals_.push_back(index);
  return std::nullopt;
}

LogCheck::Fault LogCheck::append(const journal::Digest& leaf) {
  std::vector<journal::FullTile> full;
  tree_.append(leaf, full);
  for (const journal::FullTile& tile : full) {
    if (tile.level == 0 && tree_.size() <= skipped_) continue;  // where the leaves came from
    if (auto found = has_tile(tile)) return found;
  }
  return meets_checkpoints();
}

LogCheck::Fault LogCheck::has_tile(const journal::FullTile& tile) {
  const auto first_below = [&](std::uint64_t i) {
    return (tile.n * journal::kTileWidth + i) << (journal::kTileHeight * tile.level);
  };
  const auto bytes = store_.tile(year_, tile.level, tile.n);
  const auto stored = bytes ? journal::parse_tile(*bytes) : std::nullopt;
  if (!stored || stored->size() != journal::kTileWidth)
    return fault(first_below(0), fmt::format("tile {} of level {} is missing", tile.n, tile.level));
  const auto [made, differs] =
      std::mismatch(tile.hashes.begin(), tile.hashes.end(), stored->begin());
  if (made != tile.hashes.end()) {
    const auto i = static_cast<std::uint64_t>(made - tile.hashes.begin());
    return fault(first_below(i),
                 fmt::format("tile {} of level {} has another hash here than the entries make: the "
                             "entry and its hash were changed together, or the tile was",
                             tile.n, tile.level));
  }
  ++tiles_;
  if (tile.level == 0) sound_ = std::max(sound_, tree_.size());
  return std::nullopt;
}

const ports::CheckpointRow* LogCheck::next_checkpoint() {
  if (ahead_.empty() && !all_read_) {
    const std::uint64_t from = read_to_ ? *read_to_ + 1 : 0;
    for (ports::CheckpointRow& row : store_.checkpoints(year_, from, kCheckpointsPerRead))
      ahead_.push_back(std::move(row));
    all_read_ = ahead_.size() < kCheckpointsPerRead;
    if (!ahead_.empty()) read_to_ = ahead_.back().size;
  }
  return ahead_.empty() ? nullptr : &ahead_.front();
}

LogCheck::Fault LogCheck::meets_checkpoints() {
  for (const auto* row = next_checkpoint(); row != nullptr && row->size <= tree_.size();
       row = next_checkpoint()) {
    if (auto found = agrees(*row)) return found;
    ahead_.pop_front();
  }
  return std::nullopt;
}

LogCheck::Fault LogCheck::agrees(const ports::CheckpointRow& row) {
  const auto said = checkpoint_in(row.note);
  const std::string name = fmt::format("the checkpoint over {} entries", row.size);
  if (said != journal::Checkpoint{journal::origin_of(facility_, year_), row.size, row.root})
    return fault(std::nullopt,
                 name + " is stored with another log, size or root than its note says");
  if (is_altered(row.note, keys_))
    return fault(std::nullopt, name + " has a signature that is not good: it was changed");
  // The journal is shorter here than a tree that it had: only for a size that has passed.
  if (row.size < tree_.size()) return std::nullopt;
  const journal::Digest root = tree_.root();
  if (root != row.root)
    return fault(sound_, fmt::format("{} has another root than the entries make: one of the "
                                     "entries from {} to {} was changed with its hash, or the "
                                     "checkpoint was",
                                     name, sound_, tree_.size() - 1));
  if (!is_signed_by(row.note, keys_)) unsigned_.push_back(row);
  sound_ = std::max(sound_, tree_.size());
  ++checkpoints_;
  return std::nullopt;
}

LogCheck::Fault LogCheck::end() {
  for (const ports::CheckpointRow& row : unsigned_) {
    if (!has_skipped() && !is_signed_by(row.note, keys_))
      return fault(std::nullopt, fmt::format("the checkpoint over {} entries is signed by no key "
                                             "that the log names",
                                             row.size));
  }
  if (auto found = seals_are_stored_once()) return found;
  if (auto found = is_covered()) return found;
  return no_tile_is_ahead();
}

LogCheck::Fault LogCheck::seals_are_stored_once() const {
  core::EntryRef before = next();
  for (;;) {
    const auto stored = store_.sealed_before(before, kSealsPerRead);
    for (const core::EntryRef ref : stored) {
      if (ref.year != year_ || ref.index < skipped_) return std::nullopt;
      if (!std::binary_search(seals_.begin(), seals_.end(), ref.index))
        return fault(ref.index, "a sealed state is stored for it, and it seals none");
    }
    if (stored.size() < kSealsPerRead) return std::nullopt;
    before = stored.back();
  }
}

// Whether the log that is written has come so far meanwhile: what is ahead is read before this.
bool LogCheck::has_grown_to(std::uint64_t size) const {
  const auto head = store_.head();
  return head && !closed_for_ && (head->next.year > year_ || head->next.index >= size);
}

// A tile stored before its entries are would keep them from being recorded.
LogCheck::Fault LogCheck::no_tile_is_ahead() const {
  for (unsigned level = 0; level < kLevels; ++level) {
    const unsigned height = (level + 1) * journal::kTileHeight;
    const std::uint64_t n = tree_.size() >> height;
    if (!store_.tile(year_, level, n) || has_grown_to((n + 1) << height)) continue;
    return fault(std::nullopt,
                 fmt::format("tile {} of level {} is stored, and the log's {} entries do not fill "
                             "it: it was put in, or the end was cut off",
                             n, level, tree_.size()));
  }
  return std::nullopt;
}

// Checkpoints are read before the head, so that what was published meanwhile is no fault.
LogCheck::Fault LogCheck::is_covered() const {
  std::uint64_t largest = tree_.size();
  for (;;) {
    const auto rows = store_.checkpoints(year_, largest + 1, kCheckpointsPerRead);
    if (rows.empty()) break;
    largest = rows.back().size;
  }
  if (largest == tree_.size()) return std::nullopt;
  if (has_grown_to(largest)) return std::nullopt;
  return fault(
      tree_.size(),
      fmt::format("it is missing: the log ends here, and a checkpoint over {} entries was "
                  "published",
                  largest),
      "an older state of the database was restored, or the end was cut off: restore a "
      "newer one; docs/operations.md says under \"Exit 3\" what to do where there is none");
}

}  // namespace zonefactor::engine
