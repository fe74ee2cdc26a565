#include "service/journal/signed_note.h"

#include <algorithm>
#include <array>
#include <cassert>

#include "service/journal/base64.h"
#include "service/journal/sha256.h"
#include "service/journal/text_lines.h"
#include "service/journal/utf8.h"

namespace zonefactor::journal {

namespace {

constexpr std::string_view kDash = "\xE2\x80\x94 ";  // U+2014 and a space
constexpr std::size_t kKeyIdBytes = 4;
constexpr std::size_t kKeyIdHex = 8;

// Unicode's White_Space above ASCII.
constexpr std::array<std::string_view, 19> kWideSpaces = {
    "\xC2\x85",     "\xC2\xA0",     "\xE1\x9A\x80", "\xE2\x80\x80", "\xE2\x80\x81",
    "\xE2\x80\x82", "\xE2\x80\x83", "\xE2\x80\x84", "\xE2\x80\x85", "\xE2\x80\x86",
    "\xE2\x80\x87", "\xE2\x80\x88", "\xE2\x80\x89", "\xE2\x80\x8A", "\xE2\x80\xA8",
    "\xE2\x80\xA9", "\xE2\x80\xAF", "\xE2\x81\x9F", "\xE3\x80\x80"};

bool is_control(char c) {
  return static_cast<unsigned char>(c) < 0x20;
}

bool may_be_in_a_name(std::string_view character) {
  if (character.size() > 1) {
    return std::find(kWideSpaces.begin(), kWideSpaces.end(), character) == kWideSpaces.end();
  }
  return !is_control(character[0]) && character != " " && character != "+";
}

std::string big_endian(std::uint32_t id) {
  std::string bytes;
  for (const unsigned shift : {24u, 16u, 8u, 0u}) bytes += static_cast<char>(id >> shift & 0xFF);
  return bytes;
}

std::uint32_t id_of(std::string_view bytes) {
  std::uint32_t id = 0;
  for (const char c : bytes.substr(0, kKeyIdBytes)) id = id << 8 | static_cast<unsigned char>(c);
  return id;
}

std::string hex_of(std::uint32_t id) {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string text;
  for (unsigned shift = 32; shift > 0; shift -= 4) text += kHex[id >> (shift - 4) & 0xF];
  return text;
}

std::string material_of(KeyType type, const PublicKey& key) {
  std::string bytes(1, static_cast<char>(type));
  bytes.append(key.begin(), key.end());
  return bytes;
}

std::optional<KeyType> key_type(char byte) {
  for (const KeyType type : {KeyType::note, KeyType::cosignature}) {
    if (byte == static_cast<char>(type)) return type;
  }
  return std::nullopt;
}

// All lines of `block`, each with its newline; too many, one that is none, or none at all: nothing.
std::optional<std::vector<SignatureLine>> parse_lines(std::string_view block, std::string* why) {
  std::vector<SignatureLine> lines;
  while (!block.empty()) {
    if (lines.size() == kMaxSignatures) return refused(why, "too many signatures");
    const std::size_t end = std::min(block.find('\n'), block.size() - 1) + 1;
    auto line = parse_signature_line(block.substr(0, end));
    if (!line)
      return refused(why, "under the last empty line stands something else than signatures");
    lines.push_back(std::move(*line));
    block.remove_prefix(end);
  }
  if (lines.empty()) return refused(why, "no signature");
  return lines;
}

}  // namespace

bool is_key_name(std::string_view name) {
  if (name.empty() || name.size() > kMaxKeyName) return false;
  while (!name.empty()) {
    const std::size_t length = utf8_character(name);
    if (length == 0 || !may_be_in_a_name(name.substr(0, length))) return false;
    name.remove_prefix(length);
  }
  return true;
}

bool is_note_text(std::string_view bytes) {
  return is_utf8(bytes) && std::none_of(bytes.begin(), bytes.end(),
                                        [](char c) { return is_control(c) && c != '\n'; });
}

std::uint32_t VerifierKey::id() const {
  const Digest digest = sha256(name + "\n" + material_of(type, key));
  return id_of({reinterpret_cast<const char*>(digest.data()), digest.size()});
}

std::string VerifierKey::text() const {
  return name + "+" + hex_of(id()) + "+" + base64(material_of(type, key));
}

std::optional<VerifierKey> parse_verifier_key(std::string_view text, std::string* why) {
  const std::size_t first = text.find('+');
  const std::size_t second = first + 1 + kKeyIdHex;
  if (first == std::string_view::npos || text.size() <= second || text[second] != '+') {
    return refused(why, "a key is written name+id+key, its id with eight digits");
  }
  VerifierKey key;
  key.name = text.substr(0, first);
  if (!is_key_name(key.name)) return refused(why, "the part before the first + is no key's name");
  const auto material = parse_base64(text.substr(second + 1));
  if (!material) return refused(why, "the key is not base64");
  const auto type = material->empty() ? std::nullopt : key_type(material->front());
  if (!type) return refused(why, "the key is of a type that is not used here");
  key.type = *type;
  if (material->size() != 1 + key.key.size()) return refused(why, "the key has a wrong length");
  std::copy(material->begin() + 1, material->end(), key.key.begin());
  if (text.substr(first + 1, kKeyIdHex) != hex_of(key.id())) {
    return refused(why, "the id is not this key's under this name");
  }
  return key;
}

std::string line_of(const SignatureLine& signature) {
  return std::string(kDash) + signature.name + " " +
         base64(big_endian(signature.key_id) + signature.signature) + "\n";
}

std::optional<SignatureLine> parse_signature_line(std::string_view line) {
  if (!line.ends_with('\n')) return std::nullopt;
  line.remove_suffix(1);
  const auto words = after(kDash, line);
  if (!words) return std::nullopt;
  const std::size_t space = words->find(' ');
  if (space == std::string_view::npos) return std::nullopt;
  const auto bytes = parse_base64(words->substr(space + 1));
  if (!bytes || bytes->size() <= kKeyIdBytes || !is_key_name(words->substr(0, space))) {
    return std::nullopt;
  }
  return SignatureLine{std::string(words->substr(0, space)), id_of(*bytes),
                       bytes->substr(kKeyIdBytes)};
}

std::string SignedNote::bytes() const {
  std::string bytes = text + "\n";
  for (const SignatureLine& signature : signatures) bytes += line_of(signature);
  return bytes;
}

std::optional<SignedNote> parse_note(std::string_view bytes, std::string* why) {
  if (bytes.size() > kMaxNoteBytes) return refused(why, "longer than a note may be");
  if (!is_note_text(bytes)) return refused(why, "not UTF-8, or with control characters");
  const std::size_t empty_line = bytes.rfind("\n\n");
  if (empty_line == std::string_view::npos) return refused(why, "no empty line above signatures");
  auto signatures = parse_lines(bytes.substr(empty_line + 2), why);
  if (!signatures) return std::nullopt;
  return SignedNote{std::string(bytes.substr(0, empty_line + 1)), std::move(*signatures)};
}

Verdict verdict_of(const SignedNote& note, const VerifierKey& key) {
  assert(key.type == KeyType::note);
  Verdict verdict = Verdict::absent;
  for (const SignatureLine& line : note.signatures) {
    if (!line.is_by(key)) continue;
    if (!is_signed(key.key, note.text, line.signature)) return Verdict::bad;
    verdict = Verdict::good;
  }
  return verdict;
}

SignatureLine sign_note(std::string_view text, const std::string& name, const PrivateKey& key) {
  assert(is_key_name(name) && text.ends_with('\n'));
  const VerifierKey verifier{name, KeyType::note, key.public_key()};
  return {name, verifier.id(), key.sign(text)};
}

}  // namespace zonefactor::journal
