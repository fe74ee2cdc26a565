// What an export of evidence asks of a running service, as a seam: the command has HTTP behind it,
// tests a journal in memory. What is answered here is believed only once it fits a checkpoint.
#pragma once

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "service/ports/service.h"

namespace zonefactor::cli {

// An export that ends without a pack; `what()` names the thing and the remedy.
class ExportFailure : public std::runtime_error {
 public:
  enum class Kind : std::uint8_t {
    negative,     // what came is not what the log's checkpoints stand for
    wrong_use,    // what was asked for is not there
    unreachable,  // the service, or the disk
  };
  ExportFailure(Kind kind, const std::string& what) : std::runtime_error(what), kind_(kind) {}
  Kind kind() const { return kind_; }

 private:
  Kind kind_;
};

struct SignedSize {
  std::uint64_t size = 0;
  std::string note;  // signed checkpoint
};

class EvidenceSource {
 public:
  virtual ~EvidenceSource() = default;

  // The oldest first.
  virtual std::vector<ports::LogStanding> logs() = 0;
  // An object of a log's read side, by its path below the log; std::nullopt where it has none.
  virtual std::optional<std::string> object(std::int32_t year, const std::string& path) = 0;
  // Kept checkpoints and the latest, by size.
  virtual std::vector<SignedSize> checkpoints(std::int32_t year, std::uint64_t from_size,
                                              std::uint64_t limit) = 0;
  // The newest first.
  virtual std::vector<ports::SealPlace> seals(core::EntryRef before, std::uint64_t limit) = 0;
  virtual std::optional<std::string> state(core::EntryRef seal) = 0;
  virtual std::vector<ports::TimestampRow> timestamps(std::int32_t year) = 0;
  // Has the export recorded; the rows behind the handles that can be explained.
  virtual std::vector<ports::BoundName> record_export(const ports::ExportRequest& request) = 0;
  // Lets some time go by, so that the service can publish.
  virtual void pause() = 0;
};

}  // namespace zonefactor::cli
