// The files of a pack, wherever they lie: in the ZIP, or in the folder in which one is being made.
//
// Promise: a file is read from its beginning, piece by piece; what cannot be read to its end is an
// `Unreadable`, never a shorter file. One thread at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "service/journal/sha256.h"

namespace zonefactor::evidence {

// A file of a pack is not what it has to be. Caught where a pack's verdict, or its making, ends.
class Unreadable : public std::runtime_error {
 public:
  Unreadable(std::string file, const std::string& what)
      : std::runtime_error(what), file_(std::move(file)) {}
  const std::string& file() const { return file_; }

 private:
  std::string file_;
};

class FileStream {
 public:
  virtual ~FileStream() = default;
  // Up to `room` bytes; fewer only at the end.
  virtual std::size_t read(char* into, std::size_t room) = 0;
};

struct PackFile {
  std::string name;
  std::uint64_t size = 0;
};

class PackFiles {
 public:
  virtual ~PackFiles() = default;
  // In the order of the pack.
  virtual const std::vector<PackFile>& list() const = 0;
  // Of one that is listed.
  virtual std::unique_ptr<FileStream> open(const std::string& name) const = 0;

  bool has(const std::string& name) const;
  std::uint64_t size_of(const std::string& name) const;
  // All of it; more than `most` bytes are refused.
  std::string text_of(const std::string& name, std::size_t most) const;
  // Of one that is listed, however long it is.
  journal::Digest digest_of(const std::string& name) const;
};

}  // namespace zonefactor::evidence
