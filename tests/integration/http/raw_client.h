// A TCP client that sends exactly the bytes a test wants, in the pieces it wants.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace zonefactor::http {

struct RawResponse {
  int status = 0;
  std::string head;  // up to and with the empty line
  std::string body;
};

class RawClient {
 public:
  explicit RawClient(std::uint16_t port);  // throws where nobody listens
  ~RawClient();
  RawClient(RawClient&& other) noexcept;
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;

  // False once the other side has closed.
  bool send(std::string_view bytes);
  void end_sending();
  // The next response by its Content-Length; std::nullopt where the connection ends before.
  std::optional<RawResponse> read_response(bool head_only = false);
  // Everything until the other side closes.
  std::string read_to_end();
  // A small receive buffer, so that the other side cannot write much.
  void read_little();

 private:
  bool fill();
  int socket_;
  std::string unread_;
};

// A GET, or a POST with a body, on a connection that stays.
std::string get(std::string_view target);
std::string post(std::string_view target, std::string_view body);

}  // namespace zonefactor::http
