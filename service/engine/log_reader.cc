#include "service/engine/log_reader.h"

#include <fmt/format.h>

#include <map>
#include <utility>

#include "service/engine/evidence_lookup.h"
#include "service/engine/stored_tree.h"
#include "service/journal/decimal.h"
#include "service/journal/log_proof.h"

namespace zonefactor::engine {

namespace {

using Kind = ports::LogObject::Kind;

constexpr std::string_view kProof = "proof/";

}  // namespace

std::optional<LogPath> parse_log_path(std::string_view path) {
  if (path == "checkpoint") return LogPath{};
  if (path.starts_with(kProof)) {
    const auto index = journal::parse_decimal(path.substr(kProof.size()));
    if (!index) return std::nullopt;
    return LogPath{Kind::proof, {}, *index};
  }
  const auto tile = journal::parse_tile_path(path);
  if (!tile) return std::nullopt;
  return LogPath{tile->entries ? Kind::entries : Kind::tile, *tile, 0};
}

// One object read: the storage connection is opened at the first question, and anew after it
// failed.
struct LogReader::Reading {
  OpenStore open;
  std::unique_ptr<ports::Store> store;
  std::map<std::int32_t, StoredTree> trees;

  Result object(std::int32_t year, const LogPath& path,
                std::optional<ports::CheckpointRow> published) try {
    if (!store) store = open();
    if (!published || path.kind == Kind::checkpoint) {
      published = store->latest_checkpoint(year);
      if (!published) return std::optional<ports::LogObject>();
    }
    switch (path.kind) {
      case Kind::checkpoint:
        return found(path.kind, std::move(published->note));
      case Kind::tile:
        return tile(year, path, published->size);
      case Kind::entries:
        return entries(year, path, published->size);
      case Kind::proof:
        return proof(year, path, *published);
    }
    __builtin_unreachable();
  } catch (const ports::StoreUnavailable& away) {
    trees.clear();
    store.reset();
    return ports::Unavailable{std::chrono::seconds(1), away.what()};
  }

  LookUp evidence(const ports::EvidenceQuery& query) try {
    if (!store) store = open();
    return engine::look_up(*store, query);
  } catch (const ports::StoreUnavailable& away) {
    trees.clear();
    store.reset();
    return ports::Unavailable{std::chrono::seconds(1), away.what()};
  }

  static std::optional<ports::LogObject> found(Kind kind, std::string bytes) {
    return ports::LogObject{kind, std::move(bytes)};
  }
  StoredTree& tree(std::int32_t year) {
    return trees.try_emplace(year, *store, year).first->second;
  }
  // A partial tile may be smaller than the log has become, never larger.
  static bool is_covered(const journal::TileName& name, std::uint64_t size) {
    return name.width <= journal::tile_width(name.level, name.n, size);
  }

  std::optional<ports::LogObject> tile(std::int32_t year, const LogPath& path, std::uint64_t size) {
    if (!is_covered(path.tile, size)) return std::nullopt;
    return found(path.kind, journal::tile_bytes(
                                tree(year).tile(path.tile.level, path.tile.n, path.tile.width)));
  }

  std::optional<ports::LogObject> entries(std::int32_t year, const LogPath& path,
                                          std::uint64_t size) {
    if (!is_covered(path.tile, size)) return std::nullopt;
    const std::uint64_t first = path.tile.n * journal::kTileWidth;
    if (first + path.tile.width <= store->minimum_index(year)) return std::nullopt;
    std::string bundle;
    unsigned count = 0;
    store->read({year, first}, path.tile.width, [&](const ports::JournalRow& row) {
      if (row.ref != core::EntryRef{year, first + count}) return false;
      journal::append_to_bundle(bundle, row.body);
      ++count;
      return true;
    });
    if (count == path.tile.width) return found(path.kind, std::move(bundle));
    throw ports::StoreUnavailable(fmt::format(
        "the log of {} has no entry {} stored: run `zonefactor audit fsck`, and restore the "
        "database from a backup",
        year, first + count));
  }

  std::optional<ports::LogObject> proof(std::int32_t year, const LogPath& path,
                                        const ports::CheckpointRow& published) {
    if (path.index >= published.size) return std::nullopt;
    journal::LogProof proof;
    proof.index = path.index;
    proof.hashes =
        journal::inclusion_proof(path.index, published.size, tree(year).subtrees(published.size));
    proof.checkpoint = published.note;
    return found(path.kind, proof.text());
  }
};

LogReader::LogReader(OpenStore open, ports::Loop& loop)
    : loop_(loop), reading_(std::make_shared<Reading>(Reading{std::move(open), nullptr, {}})) {}

template <class R, class Work>
void LogReader::read_there(std::size_t most, Work work, std::function<void(R)> done) {
  if (waiting_ >= most)
    return done(
        ports::Unavailable{std::chrono::seconds(1), "too many readings of the log at a time"});
  ++waiting_;
  thread_.give([this, &loop = loop_, reading = reading_, work = std::move(work),
                done = std::move(done), alive = std::weak_ptr(alive_)]() mutable {
    auto result = std::make_shared<R>(work(*reading));
    loop.post([this, result, done = std::move(done), alive] {
      if (alive.expired()) return;
      --waiting_;
      done(std::move(*result));
    });
  });
}

void LogReader::read(std::int32_t year, LogPath path, std::optional<ports::CheckpointRow> published,
                     std::function<void(Result)> done) {
  read_there<Result>(
      path.kind == Kind::entries ? kMostWaiting : kMostBeforeAnonymous,
      [year, path, published = std::move(published)](Reading& reading) mutable {
        return reading.object(year, path, std::move(published));
      },
      std::move(done));
}

void LogReader::look_up(ports::EvidenceQuery query, std::function<void(LookUp)> done) {
  read_there<LookUp>(
      kMostWaiting,
      [query = std::move(query)](Reading& reading) { return reading.evidence(query); },
      std::move(done));
}

}  // namespace zonefactor::engine
