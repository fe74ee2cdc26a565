#include "service/journal/cosignature.h"

#include <algorithm>
#include <cassert>
#include <optional>

namespace zonefactor::journal {

namespace {

constexpr std::size_t kTimeBytes = 8;

std::string message_of(std::string_view note_text, std::uint64_t posix_seconds) {
  std::string message = "cosignature/v1\ntime " + std::to_string(posix_seconds) + "\n";
  return message += note_text;
}

std::string big_endian(std::uint64_t seconds) {
  std::string bytes(kTimeBytes, '\0');
  for (auto byte = bytes.rbegin(); byte != bytes.rend(); ++byte) {
    *byte = static_cast<char>(seconds & 0xFF);
    seconds >>= 8;
  }
  return bytes;
}

// The time before the signature; std::nullopt where there is none that may be.
std::optional<std::uint64_t> time_of(std::string_view signature) {
  if (signature.size() < kTimeBytes) return std::nullopt;
  std::uint64_t seconds = 0;
  for (const char c : signature.substr(0, kTimeBytes)) {
    seconds = seconds << 8 | static_cast<unsigned char>(c);
  }
  return seconds <= kMaxCosignedAt ? std::optional(seconds) : std::nullopt;
}

}  // namespace

SignatureLine cosign(std::string_view note_text, const std::string& name, const PrivateKey& key,
                     std::uint64_t posix_seconds) {
  assert(is_key_name(name) && note_text.ends_with('\n') && posix_seconds <= kMaxCosignedAt);
  const VerifierKey verifier{name, KeyType::cosignature, key.public_key()};
  return {name, verifier.id(),
          big_endian(posix_seconds) + key.sign(message_of(note_text, posix_seconds))};
}

Cosigned cosigned_by(const SignedNote& note, const VerifierKey& witness) {
  assert(witness.type == KeyType::cosignature);
  Cosigned cosigned;
  for (const SignatureLine& line : note.signatures) {
    if (!line.is_by(witness)) continue;
    const auto seconds = time_of(line.signature);
    if (!seconds || !is_signed(witness.key, message_of(note.text, *seconds),
                               std::string_view(line.signature).substr(kTimeBytes))) {
      return {Verdict::bad, 0};
    }
    cosigned = {Verdict::good, std::max(cosigned.posix_seconds, *seconds)};
  }
  return cosigned;
}

}  // namespace zonefactor::journal
