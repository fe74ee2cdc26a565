// Pieces of a file descriptor, cut at line breaks.
#include "service/cli/input_lines.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

namespace zonefactor::cli {

namespace {

constexpr std::size_t kPieceBytes = std::size_t{1} << 20;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// As read(2), without its interruptions.
ssize_t read_some(int descriptor, char* to, std::size_t size) {
  ssize_t count = 0;
  do {
    count = ::read(descriptor, to, size);
  } while (count < 0 && errno == EINTR);
  return count;
}

std::string cannot_read(const std::string& name) {
  return fmt::format("{}: reading it failed: {}", name, std::strerror(errno));
}

}  // namespace

void InputFile::Close::operator()(std::FILE* file) const {
  if (file != stdin) std::fclose(file);
}

std::variant<InputFile, std::string> InputFile::open(const std::string& path) {
  if (path == "-") return InputFile(Handle(stdin), "standard input");
  Handle file(std::fopen(path.c_str(), "rbe"));
  if (!file) {
    return fmt::format("{}: cannot be read; check that it exists and that you may read it", path);
  }
  return InputFile(std::move(file), path);
}

std::optional<std::string> InputFile::make_rereadable(std::uint64_t max_bytes) {
  struct stat status {};
  if (::fstat(descriptor(), &status) == 0 && S_ISREG(status.st_mode)) {
    begin_ = ::lseek(descriptor(), 0, SEEK_CUR);
    return std::nullopt;
  }
  Handle copy(std::tmpfile());
  if (!copy) return fmt::format("no temporary file for {}: {}", name_, std::strerror(errno));
  std::vector<char> piece(kPieceBytes);
  std::uint64_t total = 0;
  while (const ssize_t count = read_some(descriptor(), piece.data(), piece.size())) {
    if (count < 0) return cannot_read(name_);
    total += static_cast<std::uint64_t>(count);
    if (total > max_bytes) {
      return fmt::format("{}: longer than {} bytes; save it to a file and name that", name_,
                         max_bytes);
    }
    if (std::fwrite(piece.data(), 1, static_cast<std::size_t>(count), copy.get()) !=
        static_cast<std::size_t>(count)) {
      return fmt::format("no room for a copy of {}: {}", name_, std::strerror(errno));
    }
  }
  if (std::fflush(copy.get()) != 0) {
    return fmt::format("no room for a copy of {}: {}", name_, std::strerror(errno));
  }
  file_ = std::move(copy);
  rewind();
  return std::nullopt;
}

void InputFile::rewind() {
  ::lseek(descriptor(), begin_, SEEK_SET);
}

InputLines::InputLines(const InputFile& file, std::size_t max_line_bytes, std::uint64_t max_bytes,
                       std::function<void()> before_reading)
    : descriptor_(file.descriptor()),
      name_(file.name()),
      max_line_bytes_(max_line_bytes),
      bytes_left_(max_bytes),
      before_reading_(std::move(before_reading)),
      buffer_(kPieceBytes + max_line_bytes + 1) {}

// Moves what is not given yet to the front and reads on behind it.
bool InputLines::read_more() {
  std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
  end_ -= std::exchange(begin_, 0);
  const std::uint64_t room = std::min<std::uint64_t>(buffer_.size() - end_, bytes_left_);
  if (room == 0) return false;
  before_reading_();
  const ssize_t count =
      read_some(descriptor_, buffer_.data() + end_, static_cast<std::size_t>(room));
  if (count < 0) failure_ = cannot_read(name_);
  if (count <= 0) return false;
  end_ += static_cast<std::size_t>(count);
  bytes_left_ -= static_cast<std::uint64_t>(count);
  return true;
}

void InputLines::pass_over_byte_order_mark() {
  if (begun_ || end_ - begin_ < kByteOrderMark.size()) return;
  begun_ = true;
  if (std::string_view(buffer_.data() + begin_, kByteOrderMark.size()) != kByteOrderMark) return;
  begin_ += kByteOrderMark.size();
  bytes_ += kByteOrderMark.size();
}

std::optional<std::string_view> InputLines::give(std::size_t end, std::size_t line_break) {
  const std::string_view line(buffer_.data() + begin_, end - begin_);
  bytes_ += line.size() + line_break;
  begin_ = end + line_break;
  begun_ = true;
  ++lines_;
  return line;
}

std::optional<std::string_view> InputLines::next() {
  std::size_t searched = begin_;
  for (;;) {
    pass_over_byte_order_mark();
    searched = std::max(searched, begin_);
    const void* found = std::memchr(buffer_.data() + searched, '\n', end_ - searched);
    if (found != nullptr) {
      const auto end = static_cast<std::size_t>(static_cast<const char*>(found) - buffer_.data());
      if (!std::exchange(skipping_, false)) return give(end, 1);
      bytes_ += end + 1 - begin_;
      begin_ = searched = end + 1;
      continue;
    }
    if (skipping_) {
      bytes_ += end_ - begin_;
      begin_ = end_;
    } else if (end_ - begin_ > max_line_bytes_ + 1) {
      skipping_ = true;
      return give(begin_ + max_line_bytes_ + 1, 0);
    }
    const std::size_t known = end_ - begin_;
    if (!read_more()) break;
    searched = known;
  }
  if (!failure_.empty() || begin_ == end_) return std::nullopt;
  return give(end_, 0);
}

}  // namespace zonefactor::cli
