// Who signs a facility's checkpoints: one or more Ed25519 keys under the log's origin, which is
// another each fiscal year (C2SP tlog-checkpoint). No two logs have a key in common, as a policy
// that names both takes each public key once (C2SP tlog-policy): what the hospital keeps are keys
// from which each log's own are derived, once. Any thread.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "service/journal/ed25519.h"
#include "service/journal/log_origin.h"
#include "service/journal/sha256.h"

namespace zonefactor::engine {

class LogSigner {
 public:
  // `keys`: the lasting one first; every checkpoint gets a line of what is derived from each. At
  // least one.
  LogSigner(std::string facility, std::vector<journal::PrivateKey> keys);

  std::string origin(std::int32_t year) const { return journal::origin_of(facility_, year); }
  // C2SP verifier keys, in the order of the keys.
  std::vector<std::string> verifier_keys(std::int32_t year) const;
  // The signed checkpoint of the log of `year` at `size`.
  std::string checkpoint(std::int32_t year, std::uint64_t size, const journal::Digest& root) const;

 private:
  // Of one log, in the order of the keys.
  const std::vector<journal::PrivateKey>& keys_of(const std::string& origin) const;

  std::string facility_;
  std::vector<journal::PrivateKey> keys_;
  mutable std::mutex mutex_;
  mutable std::map<std::string, std::vector<journal::PrivateKey>> derived_;  // by origin
};

}  // namespace zonefactor::engine
