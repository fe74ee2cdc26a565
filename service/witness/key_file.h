// The witness's private key in a file of its own (PEM, Ed25519).
//
// Promise: a key that everybody on the machine can read is refused, no fault repeats a byte of it,
// and making a key never overwrites a file.
#pragma once

#include <optional>
#include <string>
#include <variant>

#include "adapters/files/fault.h"
#include "service/journal/ed25519.h"

namespace zonefactor::witness {

std::variant<journal::PrivateKey, files::Fault> read_key_file(const std::string& path);

// Makes a key in a new file that only its owner can read. What went wrong, else nothing.
std::optional<files::Fault> make_key_file(const std::string& path);

}  // namespace zonefactor::witness
