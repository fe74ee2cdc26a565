// How the engine tells the operator what it does; never names, numbers or secrets.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

namespace zonefactor::engine {

enum class LogLevel : std::uint8_t { info, warning, error };

// Called from the loop's and the engine's own threads.
using Log = std::function<void(LogLevel, const std::string&)>;

}  // namespace zonefactor::engine
