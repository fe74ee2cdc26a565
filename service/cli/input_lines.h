// The lines of an input that may be longer than memory: a file, or whatever comes on standard
// input. A byte order mark before the first line, as editors on Windows write one, is no part of
// it.
//
// Promise: it holds one piece of the input at a time, so that a line of any length costs no more
// memory than a short one; of a line beyond the limit it gives a part that is beyond it too. An
// input that is no regular file is read whole only where it must be read twice, and then into a
// nameless temporary file. One thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace zonefactor::cli {

// An open input; `-` is standard input.
class InputFile {
 public:
  // Otherwise why it cannot be read, for the person who asked.
  static std::variant<InputFile, std::string> open(const std::string& path);

  // Makes it an input that can be read again from where it stands, at most `max_bytes` long.
  // Otherwise says why it cannot.
  std::optional<std::string> make_rereadable(std::uint64_t max_bytes);
  // Goes back to where it stood when it was opened; only once it is rereadable.
  void rewind();

  int descriptor() const { return ::fileno(file_.get()); }
  const std::string& name() const { return name_; }

 private:
  struct Close {
    void operator()(std::FILE* file) const;
  };
  using Handle = std::unique_ptr<std::FILE, Close>;
  InputFile(Handle file, std::string name) : file_(std::move(file)), name_(std::move(name)) {}

  Handle file_;
  std::string name_;
  std::int64_t begin_ = 0;
};

class InputLines {
 public:
  // Reads from where `file` stands, no further than `max_bytes`. `before_reading` is called before
  // each read, which may wait for more to come.
  InputLines(const InputFile& file, std::size_t max_line_bytes, std::uint64_t max_bytes,
             std::function<void()> before_reading);

  // The next line without its line break; valid until the next call. None at the end, or where
  // reading failed.
  std::optional<std::string_view> next();

  // Of the lines given so far, line breaks included.
  std::uint64_t bytes() const { return bytes_; }
  std::uint64_t lines() const { return lines_; }
  // Why reading ended before the end; empty where it did not.
  const std::string& failure() const { return failure_; }

 private:
  bool read_more();
  void pass_over_byte_order_mark();
  std::optional<std::string_view> give(std::size_t end, std::size_t line_break);

  int descriptor_;
  std::string name_;
  std::size_t max_line_bytes_;
  std::uint64_t bytes_left_;
  std::function<void()> before_reading_;
  std::vector<char> buffer_;
  std::size_t begin_ = 0;  // of what is not given yet
  std::size_t end_ = 0;    // of what is read
  bool begun_ = false;     // enough is read to know that no byte order mark comes
  bool skipping_ = false;  // the rest of a line that is too long
  std::uint64_t bytes_ = 0;
  std::uint64_t lines_ = 0;
  std::string failure_;
};

}  // namespace zonefactor::cli
