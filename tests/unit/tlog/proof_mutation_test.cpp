// A good proof, changed in one way, proves nothing: the kinds of change are those of the published
// must-fail vectors (transparency-dev/merkle), drawn at random.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <utility>

#include "service/journal/merkle.h"
#include "tests/unit/tlog/naive_tree.h"

namespace zonefactor::journal {
namespace {

Digest any_digest() {
  return sha256(std::to_string(*rc::gen::arbitrary<std::uint64_t>()));
}

void flip_a_bit(Digest& hash) {
  const auto bit = *rc::gen::inRange<unsigned>(0, 256);
  hash[bit / 8] = static_cast<std::uint8_t>(hash[bit / 8] ^ 1u << bit % 8);
}

std::size_t any_place(const Hashes& hashes) {
  return *rc::gen::inRange<std::size_t>(0, hashes.size());
}

// What can be done to the hashes alone; `root` is what the proof leads to.
void mutate(Hashes& hashes, const Digest& root) {
  const auto at = [&](std::size_t place) {
    return hashes.begin() + static_cast<std::ptrdiff_t>(place);
  };
  const bool any = !hashes.empty();
  switch (*rc::gen::inRange(0, 9)) {
    case 0:
      hashes.insert(hashes.begin(), any_digest());
      return;
    case 1:
      hashes.push_back(any_digest());
      return;
    case 2:
      hashes.insert(hashes.begin(), root);
      return;
    case 3:
      hashes.push_back(root);
      return;
    case 4:
      hashes.insert(at(*rc::gen::inRange<std::size_t>(0, hashes.size() + 1)), any_digest());
      return;
    case 5:
      if (any) flip_a_bit(hashes[any_place(hashes)]);
      return;
    case 6:
      if (any) hashes.erase(at(any_place(hashes)));
      return;
    case 7:
      if (any) hashes.resize(any_place(hashes));
      return;
    default:
      if (any) std::swap(hashes[any_place(hashes)], hashes[any_place(hashes)]);
      return;
  }
}

struct Inclusion {
  Digest leaf{};
  std::uint64_t index = 0;
  std::uint64_t size = 0;
  Hashes proof;
  Digest root{};
  bool holds() const { return is_included(leaf, index, size, proof, root); }
  bool operator==(const Inclusion&) const = default;
};

void mutate(Inclusion& claim) {
  switch (*rc::gen::inRange(0, 12)) {
    case 0:
      claim.index += *rc::gen::element<std::uint64_t>(1, ~std::uint64_t{0});
      return;
    case 1:
      claim.index ^= std::uint64_t{1} << *rc::gen::inRange(0, 64);
      return;
    // Other changes of the size leave some proofs good: a path does not say what stands right of it
    // within its last sibling. The signature over size and root does.
    case 2:
      claim.size *= 2;
      return;
    case 3:
      claim.size /= 2;
      return;
    case 4:
      claim.leaf = any_digest();
      return;
    case 5:
      flip_a_bit(claim.root);
      return;
    case 6:
      claim.root = empty_root();
      return;
    case 7:
      claim.leaf = claim.root;
      return;
    default:
      mutate(claim.proof, claim.root);
      return;
  }
}

RC_GTEST_PROP(ProofMutation, no_changed_inclusion_proof_holds, ()) {
  const auto size = *rc::gen::inRange<std::uint64_t>(1, 300);
  const auto index = *rc::gen::inRange<std::uint64_t>(0, size);
  const NaiveTree tree = NaiveTree::numbered(size);
  const Inclusion good{tree.leaves()[index], index, size, tree.path(index, 0, size), tree.root()};
  RC_ASSERT(good.holds());
  Inclusion changed = good;
  mutate(changed);
  RC_ASSERT(changed == good || !changed.holds());
}

struct Consistency {
  std::uint64_t old_size = 0;
  Digest old_root{};
  std::uint64_t new_size = 0;
  Digest new_root{};
  Hashes proof;
  bool holds() const { return is_consistent(old_size, old_root, new_size, new_root, proof); }
  bool operator==(const Consistency&) const = default;
};

void mutate(Consistency& claim) {
  switch (*rc::gen::inRange(0, 14)) {
    case 0:
      claim.old_size += *rc::gen::element<std::uint64_t>(1, ~std::uint64_t{0});
      return;
    case 1:
      claim.old_size ^= std::uint64_t{1} << *rc::gen::inRange(0, 64);
      return;
    case 2:
      claim.new_size *= 2;
      return;
    case 3:
      claim.new_size /= 2;
      return;
    case 4:
      flip_a_bit(claim.old_root);
      return;
    case 5:
      flip_a_bit(claim.new_root);
      return;
    case 6:
      std::swap(claim.old_root, claim.new_root);
      return;
    case 7:
      claim.old_size = 0;
      return;
    case 8:
      std::swap(claim.old_size, claim.new_size);
      return;
    case 9:
      mutate(claim.proof, claim.old_root);
      return;
    default:
      mutate(claim.proof, claim.new_root);
      return;
  }
}

RC_GTEST_PROP(ProofMutation, no_changed_consistency_proof_holds, ()) {
  const auto new_size = *rc::gen::inRange<std::uint64_t>(1, 300);
  const auto old_size = *rc::gen::inRange<std::uint64_t>(1, new_size + 1);
  const NaiveTree tree = NaiveTree::numbered(new_size);
  const Consistency good{old_size, tree.root(0, old_size), new_size, tree.root(),
                         tree.proof(old_size, new_size)};
  RC_ASSERT(good.holds());
  Consistency changed = good;
  mutate(changed);
  RC_ASSERT(changed == good || !changed.holds());
}

// A log that changed, dropped or moved an old entry has no proof that it grew from the other.
RC_GTEST_PROP(ProofMutation, a_rewritten_log_is_not_consistent, ()) {
  const auto size = *rc::gen::inRange<std::uint64_t>(2, 200);
  const auto old_size = *rc::gen::inRange<std::uint64_t>(1, size + 1);
  const NaiveTree honest = NaiveTree::numbered(size);
  Hashes leaves = honest.leaves();
  leaves[*rc::gen::inRange<std::size_t>(0, old_size)] = any_digest();
  const NaiveTree forged(leaves);
  RC_ASSERT(!is_consistent(old_size, honest.root(0, old_size), size, forged.root(),
                           forged.proof(old_size, size)));
}

}  // namespace
}  // namespace zonefactor::journal
