#include "tests/unit/verify/raw_zip.h"

#include <algorithm>
#include <stdexcept>

#include "service/verify/derived_files.h"
#include "service/verify/zip_frame.h"
#include "service/verify/zip_pack.h"

namespace zonefactor::evidence {

namespace {

FramedFile framed(const std::pair<std::string, std::string>& file) {
  return {file.first, static_cast<std::uint32_t>(file.second.size()), crc32(file.second)};
}

}  // namespace

std::uint32_t crc32(std::string_view bytes) {
  std::uint32_t crc = 0xFFFFFFFF;
  for (const char c : bytes) {
    crc ^= static_cast<unsigned char>(c);
    for (int bit = 0; bit < 8; ++bit) crc = crc >> 1 ^ (crc & 1 ? 0xEDB88320 : 0);
  }
  return ~crc;
}

std::string raw_zip(const RawFiles& files) {
  std::string zip;
  std::vector<FramedFile> framed_files;
  for (const auto& file : files) {
    framed_files.push_back(framed(file));
    zip += header_of(framed_files.back()) + file.second;
  }
  return zip + directory_of(framed_files);
}

RawFiles files_in(const std::string& path) {
  const ZipPack pack(path);
  RawFiles files;
  for (const PackFile& file : pack.list()) {
    files.emplace_back(file.name, pack.text_of(file.name, std::size_t{1} << 30));
  }
  return files;
}

std::string& file_of(RawFiles& files, std::string_view name) {
  const auto found = std::find_if(files.begin(), files.end(),
                                  [&](const auto& file) { return file.first == name; });
  if (found == files.end()) throw std::out_of_range(std::string(name));
  return found->second;
}

void sum_again(RawFiles& files) {
  std::string sums;
  for (const auto& [name, bytes] : files) {
    if (name != kSumsFile) sums += sum_line(journal::sha256(bytes), name);
  }
  file_of(files, kSumsFile) = sums;
}

}  // namespace zonefactor::evidence
