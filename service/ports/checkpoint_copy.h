// The last checkpoints that a facility's logs published, kept where no backup of the database
// restores them: what tells an older state of the journal from the journal.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <vector>

namespace zonefactor::ports {

// The copy cannot be read or written; `what()` names it and the remedy.
class CopyUnavailable : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

class CheckpointCopy {
 public:
  virtual ~CheckpointCopy() = default;
  // The signed notes, one for each log. Throws CopyUnavailable.
  virtual std::vector<std::string> all() = 0;
  // In place of the log's earlier one; durable on return. Throws CopyUnavailable.
  virtual void keep(std::int32_t year, const std::string& note) = 0;
};

}  // namespace zonefactor::ports
