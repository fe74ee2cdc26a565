// The explaining table: who or what a random handle of the journal stands for.
//
// Promise (rules V2, V7): the rules and the journal see handles only; a row explains one handle and
// is used only if it opens the commitment that the journal holds. Losing a row loses an
// explanation, never a proof. One thread at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "service/core/fact.h"
#include "service/ports/service.h"
#include "service/ports/store.h"

namespace zonefactor::engine {

enum class NameKind : std::uint8_t { person, account, credential, number };
std::string_view spelling(NameKind kind);

// Fills `count` bytes that nobody can guess.
using Randomness = std::function<void(std::uint8_t* bytes, std::size_t count)>;

// What the journal says of a row: HMAC-SHA-256 under the row's own key, lower-case hex.
std::string commitment_of(const ports::NameRow& row);

// A new handle: the row that explains it, and the entry that binds the row to the journal.
struct Minted {
  ports::NameRow row;
  core::NameBound bound;
};
Minted mint(NameKind kind, std::string plain, const Randomness& random);

class Names {
 public:
  // `bound_at`: the entry that holds the row's commitment.
  void learn(const ports::NameRow& row, core::EntryRef bound_at = {});
  // The handle is explained no more; a name bound anew since keeps its new handle.
  void forget(std::string_view handle);
  // Null for what the table does not know.
  const std::string* handle_of(NameKind kind, std::string_view plain) const;
  const std::string* plain_of(std::string_view handle) const;
  // The whole row, for whoever shows that it opens its commitment (rule V7).
  std::optional<ports::BoundName> bound(std::string_view handle) const;

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>{}(text);
    }
  };
  template <class T>
  using Table = std::unordered_map<std::string, T, Hash, std::equal_to<>>;
  struct Explanation {
    std::string plain;
    std::string kind;
    ports::Digest key{};
    core::EntryRef bound_at;
  };

  Table<std::string> handles_[4];    // by kind: plain to handle
  Table<Explanation> explanations_;  // by handle
};

// The bindings found in the journal, in its order; kept only until the table has been opened.
class Bindings {
 public:
  void add(const core::NameBound& bound, core::EntryRef ref = {});

  struct Opened {
    Names names;
    std::vector<ports::NameRow> drifted;  // rows that open no commitment; not used
  };
  Opened open(std::vector<ports::NameRow> rows) const;

 private:
  struct Place {
    std::size_t order = 0;
    core::NameBound bound;
    core::EntryRef ref;
  };
  std::unordered_map<std::string, Place> by_handle_;
};

}  // namespace zonefactor::engine
