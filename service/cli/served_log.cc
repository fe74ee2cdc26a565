#include "service/cli/served_log.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "service/journal/entry_codec.h"
#include "service/journal/log_origin.h"
#include "service/journal/tile.h"

namespace zonefactor::cli {

ServedLog::ServedLog(FetchObject fetch, const std::string& facility, std::int32_t year,
                     const std::vector<journal::VerifierKey>& keys)
    : fetch_(std::move(fetch)), year_(year), origin_(journal::origin_of(facility, year)) {
  std::copy_if(keys.begin(), keys.end(), std::back_inserter(keys_),
               [this](const journal::VerifierKey& key) { return key.name == origin_; });
}

std::optional<journal::Checkpoint> ServedLog::checkpoint() const {
  const auto note = fetch_(year_, "checkpoint");
  return note ? std::optional(checkpoint_in(*note)) : std::nullopt;
}

journal::Checkpoint ServedLog::checkpoint_in(const std::string& note) const {
  std::string why;
  const auto parsed = journal::parse_note(note, &why);
  const auto checkpoint = parsed ? journal::parse_checkpoint(parsed->text, &why) : std::nullopt;
  if (!checkpoint)
    throw LogFault(fmt::format("what came is no checkpoint of {}: {}", origin_, why));
  if (checkpoint->origin != origin_)
    throw LogFault(fmt::format("the checkpoint that came is of {} and not of {}: {}",
                               checkpoint->origin, origin_, kKeep));
  if (keys_.empty())
    throw LogFault(
        fmt::format("there is no key of {} among those known: each fiscal year's log has its own, "
                    "name this one's with --log-key too",
                    origin_));
  const auto is = [&](journal::Verdict verdict) {
    return std::any_of(keys_.begin(), keys_.end(), [&](const journal::VerifierKey& key) {
      return journal::verdict_of(*parsed, key) == verdict;
    });
  };
  if (!is(journal::Verdict::good) || is(journal::Verdict::bad))
    throw LogFault(
        fmt::format("the checkpoint over {} entries of {} is not signed by the log's key: "
                    "{}",
                    checkpoint->size, origin_, kKeep));
  return *checkpoint;
}

std::optional<std::string> ServedLog::bundle_bytes(std::uint64_t n, std::uint64_t size) const {
  return fetch_(year_, journal::path_of({true, 0, n, journal::tile_width(0, n, size)}));
}

bool ServedLog::has_entry(std::uint64_t index, const journal::Checkpoint& checkpoint) const {
  return index < checkpoint.size &&
         bundle_bytes(index / journal::kTileWidth, checkpoint.size).has_value();
}

std::vector<std::string> ServedLog::bundle(std::uint64_t n, std::uint64_t size) const {
  const unsigned width = journal::tile_width(0, n, size);
  const std::string path = journal::path_of({true, 0, n, width});
  const auto bytes = bundle_bytes(n, size);
  if (!bytes)
    throw LogFault(
        fmt::format("the service does not give out {} of {}: it was pruned, or is "
                    "missing",
                    path, origin_));
  const auto views = journal::parse_bundle(*bytes);
  if (!views || views->size() != width)
    throw LogFault(
        fmt::format("{} of {} does not hold its {} entries: {}", path, origin_, width, kKeep));
  return {views->begin(), views->end()};
}

std::string ServedLog::entry(std::uint64_t index, const journal::Checkpoint& checkpoint) const {
  if (index >= checkpoint.size)
    throw LogFault(fmt::format("{} has published {} entries, and none with the index {} yet",
                               origin_, checkpoint.size, index));
  return bundle(index / journal::kTileWidth, checkpoint.size)[index % journal::kTileWidth];
}

journal::LogProof ServedLog::proof(std::uint64_t index, std::string_view entry) const {
  const auto text = fetch_(year_, fmt::format("proof/{}", index));
  std::string why = "there is none yet";
  auto proof = text ? journal::parse_log_proof(*text, &why) : std::nullopt;
  if (!proof) throw LogFault(fmt::format("no proof of entry {} of {}: {}", index, origin_, why));
  const journal::Checkpoint checkpoint = checkpoint_in(proof->checkpoint);
  if (proof->index != index ||
      !journal::is_included(journal::leaf_hash(entry), index, checkpoint.size, proof->hashes,
                            checkpoint.root))
    throw LogFault(fmt::format("the proof that came does not prove that this is entry {} of {}: {}",
                               index, origin_, kKeep));
  return std::move(*proof);
}

void ServedLog::read_all(const journal::Checkpoint& checkpoint, const TakeEntry& take) const {
  journal::CompactRange range;
  for (std::uint64_t n = 0; range.size() < checkpoint.size; ++n) {
    for (const std::string& entry : bundle(n, checkpoint.size)) {
      const std::uint64_t index = range.size();
      range.append(journal::leaf_hash(entry));
      take(index, entry);
    }
  }
  if (range.root() != checkpoint.root)
    throw LogFault(
        fmt::format("the {} entries of {} that came are not those that its checkpoint "
                    "stands for: {}",
                    checkpoint.size, origin_, kKeep));
}

}  // namespace zonefactor::cli
