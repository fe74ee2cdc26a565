// Bytes that nobody can guess, from the kernel: for handles and the keys of their commitments.
#pragma once

#include <cstddef>
#include <cstdint>

namespace zonefactor::daemon {

// Any thread. A kernel without randomness ends the process: a handle that can be guessed is none.
void fill_randomly(std::uint8_t* bytes, std::size_t count);

}  // namespace zonefactor::daemon
