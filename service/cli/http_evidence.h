// A running service's evidence over its HTTP API.
//
// Promise: an answer of another shape than docs/api.md says ends the export; where the service asks
// to wait, it is asked again for a while. One thread at a time; blocking.
#pragma once

#include "service/cli/client.h"
#include "service/cli/evidence_source.h"

namespace zonefactor::cli {

class HttpEvidence final : public EvidenceSource {
 public:
  // `client` outlives it.
  explicit HttpEvidence(Client& client);

  const std::string& facility() const { return facility_; }
  // Name of the facility's time zone.
  std::string time_zone();

  std::vector<ports::LogStanding> logs() override;
  std::optional<std::string> object(std::int32_t year, const std::string& path) override;
  std::vector<SignedSize> checkpoints(std::int32_t year, std::uint64_t from_size,
                                      std::uint64_t limit) override;
  std::vector<ports::SealPlace> seals(core::EntryRef before, std::uint64_t limit) override;
  std::optional<std::string> state(core::EntryRef seal) override;
  std::vector<ports::TimestampRow> timestamps(std::int32_t year) override;
  std::vector<ports::BoundName> record_export(const ports::ExportRequest& request) override;
  void pause() override;

 private:
  // The body; std::nullopt for 404.
  std::optional<std::string> get(const std::string& target);
  std::string expect(const std::string& target);

  Client& client_;
  std::string facility_;
};

}  // namespace zonefactor::cli
