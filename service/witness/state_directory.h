// What a witness has cosigned last, one file for each log: the checkpoint with the log's signatures
// and the witness's own cosignature, as it is published.
//
// Promise: what is read is durable, and carries this witness's own good cosignature; a file that
// does not is damaged and named, never taken for a log that was not cosigned yet. Neither is one
// that was there and is gone, or has become smaller, while this object lives. One process has the
// directory. Any thread.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "adapters/files/fault.h"
#include "service/journal/checkpoint.h"
#include "service/journal/signed_note.h"

namespace zonefactor::witness {

struct LastCosigned {
  journal::SignedNote note;
  journal::Checkpoint checkpoint;
  std::uint64_t posix_seconds = 0;  // when
};

class StateDirectory {
 public:
  // Of the witness with the key `own`. The directory is there already.
  static std::variant<std::unique_ptr<StateDirectory>, files::Fault> open(
      const std::string& path, const journal::VerifierKey& own);
  ~StateDirectory();
  StateDirectory(const StateDirectory&) = delete;
  StateDirectory& operator=(const StateDirectory&) = delete;

  // std::nullopt: nothing of this log was cosigned yet.
  using Found = std::variant<std::optional<LastCosigned>, files::Fault>;
  Found read(const std::string& origin);

  // `note` is of `checkpoint`. Durable on return, or a fault. After a fault either what stood here
  // before or `note` stands here.
  std::optional<files::Fault> write(const journal::Checkpoint& checkpoint,
                                    const journal::SignedNote& note);

  // Keeps both notes for good, where none such are kept of this log yet: they prove that the log
  // has had two roots of one size. A failure is not told; the log line says the same.
  void keep_contradiction(const std::string& origin, const journal::SignedNote& one,
                          const journal::SignedNote& other);

 private:
  StateDirectory(int directory, std::string path, journal::VerifierKey own);
  files::Fault failed(const std::string& name, std::string_view step) const;
  // Writes a whole file and makes its bytes durable, not its name.
  bool write_file(const std::string& name, int flags, std::string_view bytes) const;

  const int directory_;  // so that no other directory can take this one's place
  const std::string path_;
  const journal::VerifierKey own_;
  std::mutex mutex_;
  // The names of the files may not be durable: after a start, since the process before may have
  // been killed, and after a failed write.
  bool unsettled_ = true;
  std::map<std::string, std::uint64_t> sizes_;  // by origin, of what was read or written
};

}  // namespace zonefactor::witness
