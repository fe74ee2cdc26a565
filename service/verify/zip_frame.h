// The bytes of a pack's ZIP that are not its files' contents: what stands before each file and
// behind the last.
//
// Promise: they follow from the files' names, sizes and check sums alone, so a ZIP with this frame
// around its files has no byte that could be another and mean the same. Written out here, apart
// from the library that writes packs, so that a later version of it cannot change what a pack is.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace zonefactor::evidence {

// Without the 64-bit extensions of the format.
inline constexpr std::uint64_t kMaxPackBytes = 0xFFFFFFFE;

struct FramedFile {
  std::string name;  // ASCII
  std::uint32_t size = 0;
  std::uint32_t crc = 0;
};

// What stands before the file's contents.
std::string header_of(const FramedFile& file);
// What stands behind the contents of the last.
std::string directory_of(const std::vector<FramedFile>& files);

// Empty where the file at `path`, of `bytes` bytes, ends as a pack of at most `most` files does;
// else what is wrong. For before a library reads the directory, which it does whole: a stranger's
// may name millions of files.
std::string fault_of_end(const std::string& path, std::uint64_t bytes, std::uint64_t most);

// Empty where the file at `path` is these files in this frame; else what is wrong with it.
std::string fault_of_frame(const std::string& path, const std::vector<FramedFile>& files);

}  // namespace zonefactor::evidence
