// A TCP connection made within a time limit, and given up at once when somebody asks.
//
// libmodbus's own connect knows neither: it may block for minutes on a host that is gone. The
// socket is non-blocking and its number below FD_SETSIZE, because libmodbus waits for it by
// select().
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace zonefactor::modbus {

// Connects to `address` (an IP address; names are not resolved, as a resolver may block). Returns
// the socket, or -1 and the reason in `why`. Gives up when `wake_fd` becomes readable.
int bounded_connect(const std::string& address, std::uint16_t port, std::chrono::milliseconds limit,
                    int wake_fd, std::string& why);

}  // namespace zonefactor::modbus
