// The published checkpoints of one facility's logs as files, one a log, in a directory of the host:
// no backup of the database brings an older one back.
//
// Promise: `keep` returns when the new note is on disk in place of the old one; a crash leaves one
// or the other, whole. Any thread, one at a time.
#pragma once

#include <string>
#include <vector>

#include "service/ports/checkpoint_copy.h"

namespace zonefactor::daemon {

class CheckpointFiles final : public ports::CheckpointCopy {
 public:
  // In "{directory}/{facility}-{year}"; the directory is made when it is needed.
  CheckpointFiles(std::string directory, std::string facility);

  std::vector<std::string> all() override;
  void keep(std::int32_t year, const std::string& note) override;

 private:
  std::string directory_;
  std::string facility_;
};

}  // namespace zonefactor::daemon
