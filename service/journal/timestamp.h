// Time-stamp requests and answers (RFC 3161) over SHA-256, through libcrypto.
//
// Promise: an answer is taken only where it was granted for exactly what was asked: the digest of
// these bytes under this nonce. Whether the authority is to be believed is for whoever verifies the
// token with its certificates (`openssl ts -verify`).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace zonefactor::journal {

inline constexpr std::size_t kMaxTimestampBytes = 64 * 1024;

// The DER request, asking for the authority's certificate in the token. `nonce` is any number that
// is not asked twice.
std::string timestamp_request(std::string_view stamped, std::uint64_t nonce);

// The token (DER) in a DER answer; std::nullopt where it is none to this question, and `why` says
// what is wrong.
std::optional<std::string> token_of(std::string_view answer, std::string_view stamped,
                                    std::uint64_t nonce, std::string* why = nullptr);

// When a token says that its bytes were there: POSIX seconds; std::nullopt where it cannot be read.
std::optional<std::int64_t> time_of_token(std::string_view token);

}  // namespace zonefactor::journal
