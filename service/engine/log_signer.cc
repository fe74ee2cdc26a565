#include "service/engine/log_signer.h"

#include <cassert>
#include <string_view>
#include <utility>

#include "service/journal/checkpoint.h"
#include "service/journal/log_origin.h"
#include "service/journal/signed_note.h"

namespace zonefactor::engine {

namespace {

// docs/journal.md says so; another would be another key of every log.
constexpr std::string_view kSalt = "zonefactor-log-key/1";

}  // namespace

LogSigner::LogSigner(std::string facility, std::vector<journal::PrivateKey> keys)
    : facility_(std::move(facility)), keys_(std::move(keys)) {
  assert(!keys_.empty());
}

const std::vector<journal::PrivateKey>& LogSigner::keys_of(const std::string& origin) const {
  const std::lock_guard lock(mutex_);
  const auto known = derived_.find(origin);
  if (known != derived_.end()) return known->second;
  std::vector<journal::PrivateKey> keys;
  for (const journal::PrivateKey& key : keys_) keys.push_back(key.derive(kSalt, origin));
  return derived_.emplace(origin, std::move(keys)).first->second;
}

std::vector<std::string> LogSigner::verifier_keys(std::int32_t year) const {
  const std::string origin = journal::origin_of(facility_, year);
  std::vector<std::string> texts;
  for (const journal::PrivateKey& key : keys_of(origin)) {
    texts.push_back(journal::VerifierKey{origin, journal::KeyType::note, key.public_key()}.text());
  }
  return texts;
}

std::string LogSigner::checkpoint(std::int32_t year, std::uint64_t size,
                                  const journal::Digest& root) const {
  const std::string origin = journal::origin_of(facility_, year);
  journal::SignedNote note{journal::Checkpoint{origin, size, root}.text(), {}};
  for (const journal::PrivateKey& key : keys_of(origin))
    note.signatures.push_back(journal::sign_note(note.text, origin, key));
  return note.bytes();
}

}  // namespace zonefactor::engine
