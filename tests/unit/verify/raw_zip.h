// ZIPs as a forger makes them: the files of a pack taken out, and put together again byte by byte.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace zonefactor::evidence {

using RawFiles = std::vector<std::pair<std::string, std::string>>;

std::uint32_t crc32(std::string_view bytes);
// In the frame of a pack.
std::string raw_zip(const RawFiles& files);
RawFiles files_in(const std::string& path);
// Throws where there is none.
std::string& file_of(RawFiles& files, std::string_view name);
// SHA256SUMS made to fit the other files again.
void sum_again(RawFiles& files);

}  // namespace zonefactor::evidence
