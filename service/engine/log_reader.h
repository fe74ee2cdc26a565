// The read side of the logs (C2SP tlog-tiles), on a thread and a storage connection of its own.
//
// Promise: nothing is given out that a published checkpoint does not cover; a full tile is the same
// for ever. Reading never delays recording. Lives on the loop's thread; `done` is called there.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>

#include "service/engine/audit_reader.h"
#include "service/engine/work_thread.h"
#include "service/journal/tile.h"
#include "service/ports/loop.h"
#include "service/ports/service.h"

namespace zonefactor::engine {

// What a path below a log names.
struct LogPath {
  ports::LogObject::Kind kind = ports::LogObject::Kind::checkpoint;
  journal::TileName tile;   // of a tile or of entries
  std::uint64_t index = 0;  // of a proof
};
// std::nullopt for every spelling but the canonical one.
std::optional<LogPath> parse_log_path(std::string_view path);

class LogReader {
 public:
  static constexpr std::size_t kMostWaiting = 256;
  // Where so many wait, only auditors are let in: nobody without a name keeps them out.
  static constexpr std::size_t kMostBeforeAnonymous = kMostWaiting * 3 / 4;
  using Result = std::variant<std::optional<ports::LogObject>, ports::Unavailable>;

  // `open` is called on the reader's thread; it may throw ports::StoreUnavailable.
  LogReader(OpenStore open, ports::Loop& loop);

  // `published`: the latest checkpoint, where it is of this log; else the storage is asked.
  // Entries are for auditors; everything else is read by anybody.
  void read(std::int32_t year, LogPath path, std::optional<ports::CheckpointRow> published,
            std::function<void(Result)> done);

  using LookUp = std::variant<ports::EvidenceAnswer, ports::Unavailable>;
  void look_up(ports::EvidenceQuery query, std::function<void(LookUp)> done);

 private:
  struct Reading;
  // `work` runs on the reader's thread, `done` gets what it gives; Unavailable where `most` wait.
  template <class R, class Work>
  void read_there(std::size_t most, Work work, std::function<void(R)> done);

  ports::Loop& loop_;
  std::size_t waiting_ = 0;
  std::shared_ptr<char> alive_ = std::make_shared<char>();
  std::shared_ptr<Reading> reading_;  // used on `thread_` alone
  WorkThread thread_;
};

}  // namespace zonefactor::engine
