// The bytes of an answer on the wire, put together once and sent as one piece.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "adapters/http/message.h"

namespace zonefactor::http {

// What the connection does after the answer, as its header says it.
enum class After {
  keep,          // HTTP/1.1: says nothing
  keep_and_say,  // HTTP/1.0 that asked to be kept
  close,
};

// "Sun, 22 Nov 2026 00:00:00 GMT" (RFC 9110 section 5.6.7) of a time in seconds of UTC.
std::string http_date(std::int64_t unix_seconds);

// Appends status line, headers and, unless `head_only`, the body.
void append_response(std::string& out, const Response& response, std::string_view date, After after,
                     bool head_only);

}  // namespace zonefactor::http
