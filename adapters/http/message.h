// One HTTP request and its answer as plain values: all that the API and the sockets know of each
// other.
//
// A Request's views live only during the call they are passed to. A Reply is called exactly once,
// on the loop's thread, during that call or later.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <variant>

#include "adapters/http/address.h"
#include "service/core/time.h"

namespace zonefactor::http {

// The certificate a TLS client proved to hold, verified against the listener's client CA.
struct ClientCertificate {
  std::array<std::uint8_t, 32> sha256{};  // over the DER form
  std::string subject;                    // RFC 2253 text
  core::Instant not_after{};
};

struct Request {
  std::string_view method;
  std::string_view target;        // as sent: path and query
  std::string_view content_type;  // these three: empty without the header
  std::string_view authorization;
  std::string_view request_id;  // X-Request-ID
  std::string_view body;
  const ClientCertificate* certificate = nullptr;
  Address remote;
};

struct Response {
  unsigned status = 200;
  std::string_view content_type = "application/json";  // of static storage
  std::string headers;                                 // further lines, each with its CRLF
  std::string body;
};

using Reply = std::function<void(Response)>;
using Handler = std::function<void(const Request&, Reply)>;

// What a request whose body is not here yet may bring: at most so many bytes, or this refusal.
using BodyAllowance = std::variant<std::size_t, Response>;
using BodyRule = std::function<BodyAllowance(const Request& head)>;

// What any caller may send, and what needs a role (interfaces.md section 4).
inline constexpr std::size_t kBodyLimit = 64 * 1024;
inline constexpr std::size_t kEventsBodyLimit = 1024 * 1024;
inline constexpr std::size_t kExportBodyLimit = 256 * 1024;
inline constexpr std::size_t kConfigurationBodyLimit = 4 * 1024 * 1024;
inline constexpr std::size_t kHeaderLimit = 16 * 1024;
inline constexpr std::size_t kMaxRequestIdBytes = 128;

// Whether an X-Request-ID may be repeated in an answer.
inline bool is_legal_request_id(std::string_view id) {
  return id.size() <= kMaxRequestIdBytes &&
         std::all_of(id.begin(), id.end(), [](char c) { return c >= 0x20 && c < 0x7f; });
}

}  // namespace zonefactor::http
