#include "adapters/http/response_head.h"

#include <array>
#include <charconv>
#include <chrono>

namespace zonefactor::http {
namespace {

// The line and what follows it in every answer, so that one append writes it.
std::string_view status_line(unsigned status) {
  switch (status) {
    case 200:
      return "HTTP/1.1 200 OK\r\nContent-Type: ";
    case 400:
      return "HTTP/1.1 400 Bad Request\r\nContent-Type: ";
    case 401:
      return "HTTP/1.1 401 Unauthorized\r\nContent-Type: ";
    case 403:
      return "HTTP/1.1 403 Forbidden\r\nContent-Type: ";
    case 404:
      return "HTTP/1.1 404 Not Found\r\nContent-Type: ";
    case 405:
      return "HTTP/1.1 405 Method Not Allowed\r\nContent-Type: ";
    case 408:
      return "HTTP/1.1 408 Request Timeout\r\nContent-Type: ";
    case 409:
      return "HTTP/1.1 409 Conflict\r\nContent-Type: ";
    case 413:
      return "HTTP/1.1 413 Content Too Large\r\nContent-Type: ";
    case 417:
      return "HTTP/1.1 417 Expectation Failed\r\nContent-Type: ";
    case 422:
      return "HTTP/1.1 422 Unprocessable Content\r\nContent-Type: ";
    case 429:
      return "HTTP/1.1 429 Too Many Requests\r\nContent-Type: ";
    case 431:
      return "HTTP/1.1 431 Request Header Fields Too Large\r\nContent-Type: ";
    case 503:
      return "HTTP/1.1 503 Service Unavailable\r\nContent-Type: ";
    default:
      return "HTTP/1.1 500 Internal Server Error\r\nContent-Type: ";
  }
}

void append_two(std::string& out, unsigned number) {
  out.push_back(static_cast<char>('0' + number / 10 % 10));
  out.push_back(static_cast<char>('0' + number % 10));
}

}  // namespace

std::string http_date(std::int64_t unix_seconds) {
  static constexpr std::array<const char*, 7> days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr std::array<const char*, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const std::chrono::sys_seconds at{std::chrono::seconds{unix_seconds}};
  const auto midnight = std::chrono::floor<std::chrono::days>(at);
  const std::chrono::year_month_day date{midnight};
  const std::chrono::hh_mm_ss time{at - midnight};
  std::string out = days[std::chrono::weekday{midnight}.c_encoding()];
  out += ", ";
  append_two(out, static_cast<unsigned>(date.day()));
  out += ' ';
  out += months[static_cast<unsigned>(date.month()) - 1];
  out += ' ';
  out += std::to_string(static_cast<int>(date.year()));
  out += ' ';
  append_two(out, static_cast<unsigned>(time.hours().count()));
  out += ':';
  append_two(out, static_cast<unsigned>(time.minutes().count()));
  out += ':';
  append_two(out, static_cast<unsigned>(time.seconds().count()));
  return out += " GMT";
}

void append_response(std::string& out, const Response& response, std::string_view date, After after,
                     bool head_only) {
  char length[24];
  const auto end = std::to_chars(length, length + sizeof length, response.body.size()).ptr;
  out.append(status_line(response.status)).append(response.content_type);
  out.append("\r\nContent-Length: ").append(length, static_cast<std::size_t>(end - length));
  out.append("\r\nDate: ").append(date).append("\r\n");
  out.append(response.headers);
  if (after == After::close) out.append("Connection: close\r\n");
  if (after == After::keep_and_say) out.append("Connection: keep-alive\r\n");
  out.append("\r\n");
  if (!head_only) out.append(response.body);
}

}  // namespace zonefactor::http
