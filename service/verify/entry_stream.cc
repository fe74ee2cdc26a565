#include "service/verify/entry_stream.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "service/journal/entry_codec.h"
#include "service/verify/file_names.h"

namespace zonefactor::evidence {

namespace {

constexpr std::size_t kPiece = 64 * 1024;
static_assert(kPiece > journal::kMaxEntryBytes);

}  // namespace

EntryStream::EntryStream(const PackFiles& files, const Segment& segment)
    : name_(name_of(segment.year, LogFile::entries)),
      file_(files.open(name_)),
      segment_(segment),
      next_index_(segment.begin),
      buffer_(kPiece, '\0') {}

std::string_view EntryStream::take(std::size_t count) {
  if (end_ - at_ < count) {
    std::memmove(buffer_.data(), buffer_.data() + at_, end_ - at_);
    end_ -= std::exchange(at_, 0);
    end_ += file_->read(buffer_.data() + end_, buffer_.size() - end_);
  }
  if (end_ - at_ < count && end_ != at_) throw Unreadable(name_, "ends within an entry");
  const std::string_view taken(buffer_.data() + at_, std::min(count, end_ - at_));
  at_ += taken.size();
  return taken;
}

bool EntryStream::next() {
  const std::string_view length = take(2);
  if (length.empty()) {
    if (next_index_ != segment_.end) {
      throw Unreadable(name_, "ends before entry " + std::to_string(next_index_) +
                                  "; pack.json says it goes to " + std::to_string(segment_.end));
    }
    return false;
  }
  const auto size = static_cast<std::size_t>(static_cast<unsigned char>(length[0]) << 8 |
                                             static_cast<unsigned char>(length[1]));
  index_ = next_index_++;
  if (index_ >= segment_.end) {
    throw Unreadable(name_, "goes on behind entry " + std::to_string(segment_.end - 1));
  }
  if (size > journal::kMaxEntryBytes) {
    throw Unreadable(name_, "holds an entry longer than 4 KiB at " + std::to_string(index_));
  }
  entry_ = take(size);
  if (entry_.size() != size) throw Unreadable(name_, "ends within an entry");
  return true;
}

void each_entry(const PackFiles& files, const PackContents& contents, const VisitEntry& visit) {
  for (const Segment& segment : contents.segments) {
    EntryStream entries(files, segment);
    while (entries.next()) {
      if (!visit(entries.ref(), entries.bytes())) return;
    }
  }
}

std::string framed_entry(std::string_view bytes) {
  std::string framed;
  framed += static_cast<char>(bytes.size() >> 8 & 0xFF);
  framed += static_cast<char>(bytes.size() & 0xFF);
  return framed.append(bytes);
}

LineStream::LineStream(const PackFiles& files, const std::string& name, std::size_t longest)
    : name_(name), longest_(longest), file_(files.open(name)) {}

bool LineStream::next(std::string& line) {
  while (true) {
    const std::size_t end = buffer_.find('\n', at_);
    if (end != std::string::npos && end - at_ <= longest_) {
      line.assign(buffer_, at_, end - at_);
      at_ = end + 1;
      return true;
    }
    if (buffer_.size() - at_ > longest_) throw Unreadable(name_, "has a line that is too long");
    buffer_.erase(0, at_);
    at_ = 0;
    const std::size_t kept = buffer_.size();
    buffer_.resize(kept + kPiece);
    buffer_.resize(kept + file_->read(buffer_.data() + kept, kPiece));
    if (buffer_.size() != kept) continue;
    if (kept != 0) throw Unreadable(name_, "does not end with a newline");
    return false;
  }
}

}  // namespace zonefactor::evidence
