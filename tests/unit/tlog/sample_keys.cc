#include "tests/unit/tlog/sample_keys.h"

#include "tests/unit/tlog/naive_tree.h"

namespace zonefactor::journal {

PrivateKey sample_key(std::uint8_t filled_with) {
  std::array<std::uint8_t, 32> seed;
  seed.fill(filled_with);
  return PrivateKey(seed);
}

VerifierKey verifier_of(const std::string& name, KeyType type, const PrivateKey& key) {
  return {name, type, key.public_key()};
}

Checkpoint sample_checkpoint() {
  return {"zonefactor/sample/2026", 21, NaiveTree::numbered(21).root()};
}

}  // namespace zonefactor::journal
