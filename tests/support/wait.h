// Waiting for conditions, and finding free loopback ports, for tests that start real servers.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>

namespace zonefactor::support {

using namespace std::chrono_literals;

// Asks `condition` every 5 ms until it holds (true) or `deadline` has passed (its last answer).
bool wait_until(const std::function<bool()>& condition, std::chrono::milliseconds deadline = 20s);

// A TCP port of 127.0.0.1 nobody listens on, outside the range the kernel hands to clients.
std::uint16_t free_port();

// Whether somebody accepts connections on this port of 127.0.0.1.
bool accepts_connections(std::uint16_t port);

}  // namespace zonefactor::support
