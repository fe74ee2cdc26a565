// A service's evidence in memory, for exports: the logs of a made-up hospital, with checkpoints
// kept at the sizes a test names. What is served can be altered piece by piece.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "service/cli/evidence_source.h"
#include "service/journal/tile.h"
#include "tests/unit/verify/hospital.h"

namespace zonefactor::cli {

// An object of the read side of a log of these entries; std::nullopt for what it does not have.
std::optional<std::string> log_object(const std::vector<std::string>& entries,
                                      const std::string& path);

class MemorySource final : public EvidenceSource {
 public:
  // Every log is published whole.
  explicit MemorySource(const evidence::Hospital& hospital);

  // Keeps a checkpoint of this size, cosigned or not.
  void keep(std::int32_t year, std::uint64_t size, bool cosigned = true);
  std::string note(std::int32_t year, std::uint64_t size, bool cosigned = true) const;

  std::vector<ports::LogStanding> logs() override;
  std::optional<std::string> object(std::int32_t year, const std::string& path) override;
  std::vector<SignedSize> checkpoints(std::int32_t year, std::uint64_t from_size,
                                      std::uint64_t limit) override;
  std::vector<ports::SealPlace> seals(core::EntryRef before, std::uint64_t limit) override;
  std::optional<std::string> state(core::EntryRef seal) override;
  std::vector<ports::TimestampRow> timestamps(std::int32_t year) override;
  std::vector<ports::BoundName> record_export(const ports::ExportRequest& request) override;
  void pause() override { ++pauses; }

  std::map<std::int32_t, std::vector<std::string>> entries;
  std::map<std::int32_t, std::uint64_t> pruned;  // entries below are not given out
  std::map<core::EntryRef, std::string> states;
  std::vector<ports::BoundName> names;
  std::vector<ports::TimestampRow> stamps;
  std::vector<ports::ExportRequest> exports;
  // What is served instead of an object.
  std::function<std::string(const std::string& path, std::string bytes)> alter;
  // What is said to sign a year's log, instead of what does.
  std::function<std::vector<std::string>(std::int32_t year)> other_keys;
  int pauses = 0;

 private:
  std::map<std::int32_t, std::map<std::uint64_t, std::string>> kept_;
  std::map<core::EntryRef, core::Instant> sealed_at_;
};

}  // namespace zonefactor::cli
