// A pack as a ZIP, through libzip.
//
// Promise: opening takes nothing but stored files of names that a pack may have, each once, in a
// frame without a spare byte; so nothing is unpacked, and no name is ever used as a path. Writing
// the same files gives the same bytes.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "service/verify/pack_files.h"

namespace zonefactor::evidence {

class ZipPack final : public PackFiles {
 public:
  // Throws Unreadable.
  explicit ZipPack(const std::string& path);
  ~ZipPack() override;
  ZipPack(const ZipPack&) = delete;
  ZipPack& operator=(const ZipPack&) = delete;

  const std::vector<PackFile>& list() const override { return list_; }
  std::unique_ptr<FileStream> open(const std::string& name) const override;

 private:
  struct Archive;
  std::unique_ptr<Archive> archive_;
  std::vector<PackFile> list_;
};

// Writes the pack of the files at these paths, in this order. Empty, or what went wrong.
std::string write_zip(const std::string& path,
                      const std::vector<std::pair<std::string, std::string>>& names_and_paths);

}  // namespace zonefactor::evidence
