#include "service/verify/zip_frame.h"

#include <algorithm>
#include <fstream>

namespace zonefactor::evidence {

namespace {

constexpr std::uint16_t kNeeded = 10;           // version 1.0: nothing but stored files
constexpr std::uint16_t kMadeBy = 3 << 8 | 63;  // Unix, version 6.3
constexpr std::uint16_t kDate = 1 << 5 | 1;     // 1980-01-01; the time is 0
constexpr std::uint32_t kAttributes = 0100644u << 16;

constexpr std::size_t kEndBytes = 22;      // of the end of a directory
constexpr std::size_t kWideEndBytes = 20;  // of what points to a 64-bit one
constexpr std::size_t kSearched = kEndBytes + kWideEndBytes + 0xFFFF;  // by readers
constexpr std::string_view kEndMark = "PK\5\6";
constexpr std::string_view kWideEndMark = "PK\6\7";

std::uint64_t number_at(std::string_view bytes, std::size_t at, int count) {
  std::uint64_t value = 0;
  for (int i = count; i-- > 0;)
    value = value << 8 | static_cast<unsigned char>(bytes[at + static_cast<std::size_t>(i)]);
  return value;
}

class Bytes {
 public:
  Bytes& u16(std::uint32_t value) { return put(value, 2); }
  Bytes& u32(std::uint32_t value) { return put(value, 4); }
  Bytes& text(std::string_view bytes) {
    bytes_ += bytes;
    return *this;
  }
  std::string take() { return std::move(bytes_); }

 private:
  Bytes& put(std::uint32_t value, int count) {
    for (int i = 0; i < count; ++i) bytes_ += static_cast<char>(value >> (8 * i) & 0xFF);
    return *this;
  }
  std::string bytes_;
};

// What header and directory say alike: version, flags, method, time, date, sums and lengths.
void put_common(Bytes& bytes, const FramedFile& file) {
  bytes.u16(kNeeded).u16(0).u16(0).u16(0).u16(kDate).u32(file.crc).u32(file.size).u32(file.size);
  bytes.u16(static_cast<std::uint32_t>(file.name.size())).u16(0);
}

}  // namespace

std::string header_of(const FramedFile& file) {
  Bytes bytes;
  bytes.text("PK\3\4");
  put_common(bytes, file);
  return bytes.text(file.name).take();
}

std::string directory_of(const std::vector<FramedFile>& files) {
  Bytes bytes;
  std::uint32_t offset = 0;
  std::uint32_t size = 0;
  for (const FramedFile& file : files) {
    bytes.text("PK\1\2").u16(kMadeBy);
    put_common(bytes, file);
    bytes.u16(0).u16(0).u16(0).u32(kAttributes).u32(offset).text(file.name);
    offset += static_cast<std::uint32_t>(header_of(file).size()) + file.size;
    size += static_cast<std::uint32_t>(46 + file.name.size());
  }
  const auto count = static_cast<std::uint32_t>(files.size());
  bytes.text(kEndMark).u16(0).u16(0).u16(count).u16(count).u32(size).u32(offset).u16(0);
  return bytes.take();
}

std::string fault_of_end(const std::string& path, std::uint64_t bytes, std::uint64_t most) {
  std::string tail(static_cast<std::size_t>(std::min<std::uint64_t>(bytes, kSearched)), '\0');
  std::ifstream in(path, std::ios::binary);
  in.seekg(static_cast<std::streamoff>(bytes - tail.size()));
  in.read(tail.data(), static_cast<std::streamsize>(tail.size()));
  const std::size_t end = tail.size() - std::min(tail.size(), kEndBytes);
  const auto field = [&](std::size_t at, int count) { return number_at(tail, end + at, count); };
  if (!in || tail.size() < kEndBytes || tail.compare(end, 4, kEndMark) != 0 || field(20, 2) != 0)
    return "is no ZIP as packs are: it does not end with the end of a directory";
  // Readers look for either before the end, and take what it points to.
  const bool is_wide =
      end >= kWideEndBytes && tail.compare(end - kWideEndBytes, 4, kWideEndMark) == 0;
  if (tail.find(kEndMark) != end || is_wide)
    return "is no ZIP as packs are: it has a second end of a directory";
  if (field(8, 2) != field(10, 2) || field(10, 2) > most) return "holds too many files";
  if (field(12, 4) + field(16, 4) + kEndBytes != bytes)
    return "is no ZIP as packs are: the directory is not where it says";
  return {};
}

std::string fault_of_frame(const std::string& path, const std::vector<FramedFile>& files) {
  std::ifstream in(path, std::ios::binary);
  std::uint64_t at = 0;
  const auto differs = [&](const std::string& expected) {
    std::string found(expected.size(), '\0');
    in.seekg(static_cast<std::streamoff>(at));
    in.read(found.data(), static_cast<std::streamsize>(found.size()));
    if (!in || found != expected) return true;
    at += expected.size();
    return false;
  };
  for (const FramedFile& file : files) {
    if (differs(header_of(file))) return "the ZIP header of " + file.name + " is not a pack's";
    at += file.size;
  }
  if (differs(directory_of(files))) return "the ZIP directory is not a pack's";
  in.seekg(0, std::ios::end);
  if (static_cast<std::uint64_t>(in.tellg()) != at) return "bytes stand behind the ZIP's end";
  return {};
}

}  // namespace zonefactor::evidence
