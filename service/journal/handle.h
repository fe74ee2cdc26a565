// Random handles: what stands in entries for people, accounts, credentials and numbers (rule V2).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace zonefactor::journal {

// 75 bits: among ten million handles two alike are a chance of one in a billion. No longer, because
// every login copies a few of them, and a string of up to 15 bytes needs no memory of its own.
inline constexpr std::size_t kHandleSize = 15;
inline constexpr std::string_view kHandleAlphabet = "0123456789abcdefghjkmnpqrstvwxyz";

// What may be a handle in an entry's `body`, in order, each once; who minted them knows which are.
std::vector<std::string> handles_in(std::string_view body);

}  // namespace zonefactor::journal
