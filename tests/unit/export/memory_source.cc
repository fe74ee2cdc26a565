#include "tests/unit/export/memory_source.h"

#include <algorithm>

#include "service/journal/entry_codec.h"
#include "service/journal/log_origin.h"

namespace zonefactor::cli {

std::optional<std::string> log_object(const std::vector<std::string>& entries,
                                      const std::string& path) {
  const auto name = journal::parse_tile_path(path);
  if (!name || name->width > journal::tile_width(name->level, name->n, entries.size()))
    return std::nullopt;
  const std::uint64_t span = std::uint64_t{1} << (journal::kTileHeight * name->level);
  std::string bundle;
  journal::Hashes hashes;
  for (std::uint64_t i = 0; i < name->width; ++i) {
    const std::uint64_t at = name->n * journal::kTileWidth + i;
    if (name->entries) {
      journal::append_to_bundle(bundle, entries[at]);
      continue;
    }
    journal::CompactRange range;
    for (std::uint64_t leaf = at * span; leaf < (at + 1) * span; ++leaf)
      range.append(journal::leaf_hash(entries[leaf]));
    hashes.push_back(range.root());
  }
  return name->entries ? bundle : journal::tile_bytes(hashes);
}

MemorySource::MemorySource(const evidence::Hospital& hospital) {
  const char* const at = "2026-11-01T00:00:00Z";
  const evidence::Evidence all = hospital.of_period(at, at, {}, true);
  for (std::size_t i = 0; i < all.logs.size(); ++i) {
    const std::int32_t year = all.contents.segments[i].year;
    entries[year] = all.logs[i].entries;
    keep(year, entries[year].size());
    for (std::uint64_t index = 0; index < entries[year].size(); ++index) {
      const auto decoded = journal::decode(entries[year][index]);
      const core::EntryRef ref{year, index};
      if (!std::holds_alternative<core::StateSealed>(decoded->fact)) continue;
      sealed_at_[ref] = decoded->recorded_at;
      states[ref] = hospital.of_decision(ref, ref).state;
    }
  }
  for (const evidence::NameOpening& row : all.names)
    names.push_back({{row.handle, row.kind, row.key, row.plain}, row.entry});
}

std::string MemorySource::note(std::int32_t year, std::uint64_t size, bool cosigned) const {
  const auto& all = entries.at(year);
  return evidence::Hospital::checkpoint(
      year, {all.begin(), all.begin() + static_cast<std::ptrdiff_t>(size)}, {true, cosigned});
}

void MemorySource::keep(std::int32_t year, std::uint64_t size, bool cosigned) {
  kept_[year][size] = note(year, size, cosigned);
}

std::vector<ports::LogStanding> MemorySource::logs() {
  std::vector<ports::LogStanding> logs;
  const journal::LogPolicy policy = evidence::Hospital::policy(false);
  for (const auto& [year, all] : entries) {
    ports::LogStanding log{year, all.size(), {}};
    if (other_keys) {
      log.keys = other_keys(year);
      logs.push_back(std::move(log));
      continue;
    }
    for (const auto& known : policy.logs) {
      if (known.key.name == journal::origin_of("chuo", year)) log.keys.push_back(known.key.text());
    }
    logs.push_back(std::move(log));
  }
  return logs;
}

std::optional<std::string> MemorySource::object(std::int32_t year, const std::string& path) {
  const auto log = entries.find(year);
  if (log == entries.end()) return std::nullopt;
  if (path == "checkpoint") return kept_[year].rbegin()->second;
  const auto name = journal::parse_tile_path(path);
  if (name && name->entries && name->n * journal::kTileWidth + name->width <= pruned[year])
    return std::nullopt;
  auto bytes = log_object(log->second, path);
  return bytes && alter ? alter(path, std::move(*bytes)) : bytes;
}

std::vector<SignedSize> MemorySource::checkpoints(std::int32_t year, std::uint64_t from_size,
                                                  std::uint64_t limit) {
  std::vector<SignedSize> page;
  const auto& kept = kept_[year];
  for (auto at = kept.lower_bound(from_size); at != kept.end() && page.size() < limit; ++at)
    page.push_back({at->first, at->second});
  return page;
}

std::vector<ports::SealPlace> MemorySource::seals(core::EntryRef before, std::uint64_t limit) {
  std::vector<ports::SealPlace> page;
  for (auto at = sealed_at_.lower_bound(before); at != sealed_at_.begin() && page.size() < limit;) {
    --at;
    page.push_back({at->first, at->second});
  }
  return page;
}

std::optional<std::string> MemorySource::state(core::EntryRef seal) {
  const auto found = states.find(seal);
  return found == states.end() ? std::nullopt : std::optional(found->second);
}

std::vector<ports::TimestampRow> MemorySource::timestamps(std::int32_t year) {
  std::vector<ports::TimestampRow> rows = stamps;
  std::erase_if(rows, [&](const auto& row) { return row.year != year; });
  return rows;
}

std::vector<ports::BoundName> MemorySource::record_export(const ports::ExportRequest& request) {
  exports.push_back(request);
  std::vector<ports::BoundName> found;
  for (const ports::BoundName& name : names) {
    const auto& wanted = request.handles;
    if (std::find(wanted.begin(), wanted.end(), name.row.handle) != wanted.end())
      found.push_back(name);
  }
  return found;
}

}  // namespace zonefactor::cli
