// The entries of a pack, one after the other, as they stand in its logs.
//
// Promise: each segment gives exactly the entries it names; anything else is an `Unreadable`. One
// entry is in memory at a time.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "service/verify/pack_contents.h"
#include "service/verify/pack_files.h"

namespace zonefactor::evidence {

class EntryStream {
 public:
  EntryStream(const PackFiles& files, const Segment& segment);

  // False at the segment's end. `bytes` are valid until the next call.
  bool next();
  core::EntryRef ref() const { return {segment_.year, index_}; }
  std::string_view bytes() const { return entry_; }

 private:
  // The next so many bytes, which are at most an entry's; none where the file ends here.
  std::string_view take(std::size_t count);

  std::string name_;
  std::unique_ptr<FileStream> file_;
  Segment segment_;
  std::uint64_t index_ = 0;  // of the entry read last
  std::uint64_t next_index_;
  std::string buffer_;
  std::size_t at_ = 0;      // in the buffer, up to where it is taken
  std::size_t end_ = 0;     // and up to where it is read
  std::string_view entry_;  // in the buffer: an entry is hashed where it was read
};

// Every entry of the pack in order, until `visit` answers false.
using VisitEntry = std::function<bool(core::EntryRef ref, std::string_view bytes)>;
void each_entry(const PackFiles& files, const PackContents& contents, const VisitEntry& visit);

// An entry as the file `entries` has it; of at most 65 535 bytes.
std::string framed_entry(std::string_view bytes);

// The lines of a file, without their newlines; the last ends with one too.
class LineStream {
 public:
  LineStream(const PackFiles& files, const std::string& name, std::size_t longest);
  bool next(std::string& line);

 private:
  std::string name_;
  std::size_t longest_;
  std::unique_ptr<FileStream> file_;
  std::string buffer_;
  std::size_t at_ = 0;
};

}  // namespace zonefactor::evidence
