// A text and the signatures under it: C2SP signed-note, with Ed25519.
//
// Promise: a note is taken only as its author wrote it, and a signature counts only where the key's
// name, its id and its bytes agree; unknown signatures are kept and count for nothing. Parsers take
// untrusted text, at most kMaxNoteBytes of it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "service/journal/ed25519.h"

namespace zonefactor::journal {

inline constexpr std::size_t kMaxNoteBytes = 64 * 1024;
inline constexpr std::size_t kMaxSignatures = 64;
inline constexpr std::size_t kMaxKeyName = 255;

// What a key signs, the first byte of its encoding.
enum class KeyType : std::uint8_t { note = 0x01, cosignature = 0x04 };

// A "vkey": name "+" id in hex "+" base64(type || public key).
struct VerifierKey {
  std::string name;
  KeyType type = KeyType::note;
  PublicKey key{};
  std::uint32_t id() const;
  std::string text() const;
  bool operator==(const VerifierKey&) const = default;
};
// Refuses what may not name a key, an id that is not the key's, and every type but those above;
// `why` says what.
std::optional<VerifierKey> parse_verifier_key(std::string_view text, std::string* why = nullptr);

// Whether it may name a key: not empty, at most 255 bytes of UTF-8, no white space of Unicode's, no
// control characters, no "+".
bool is_key_name(std::string_view name);

struct SignatureLine {
  std::string name;
  std::uint32_t key_id = 0;
  std::string signature;  // what follows the key id; not empty
  bool is_by(const VerifierKey& key) const { return name == key.name && key_id == key.id(); }
  bool operator==(const SignatureLine&) const = default;
};

struct SignedNote {
  std::string text;  // ends with a newline
  std::vector<SignatureLine> signatures;
  std::string bytes() const;
  bool operator==(const SignedNote&) const = default;
};
// The signatures stand under the last empty line; there is one at least. `why` says what is wrong.
std::optional<SignedNote> parse_note(std::string_view bytes, std::string* why = nullptr);
// One signature line, with its newline: "— name base64\n"; also as a witness answers with them.
std::string line_of(const SignatureLine& signature);
std::optional<SignatureLine> parse_signature_line(std::string_view line);
// Whether all of it is UTF-8 without control characters but newlines, as every note is.
bool is_note_text(std::string_view bytes);

enum class Verdict : std::uint8_t {
  absent,  // the key has signed nothing here
  good,
  bad,  // a line under the key's name and id does not verify: the note is to be refused as a whole
};
// Of a key of type `note`. Every line of the key must be good.
Verdict verdict_of(const SignedNote& note, const VerifierKey& key);

// The line by which `key` signs `text` under `name`, which may name a key.
SignatureLine sign_note(std::string_view text, const std::string& name, const PrivateKey& key);

}  // namespace zonefactor::journal
