#include "service/engine/names.h"

#include <algorithm>
#include <array>
#include <utility>

#include "service/journal/handle.h"
#include "service/journal/sha256.h"

namespace zonefactor::engine {

namespace {

constexpr std::array<std::string_view, 4> kKinds{"person", "account", "credential", "number"};

std::string random_handle(const Randomness& random) {
  std::array<std::uint8_t, journal::kHandleSize> bytes{};
  random(bytes.data(), bytes.size());
  constexpr std::string_view alphabet = journal::kHandleAlphabet;
  std::string text;
  for (const std::uint8_t byte : bytes) text += alphabet[byte % alphabet.size()];
  return text;
}

}  // namespace

std::string_view spelling(NameKind kind) {
  return kKinds[static_cast<std::size_t>(kind)];
}

std::string commitment_of(const ports::NameRow& row) {
  const std::string text = "zonefactor-name/1\n" + row.kind + "\n" + row.handle + "\n" + row.plain;
  return journal::hex(journal::hmac_sha256(row.key, text));
}

Minted mint(NameKind kind, std::string plain, const Randomness& random) {
  ports::NameRow row{random_handle(random), std::string(spelling(kind)), {}, std::move(plain)};
  random(row.key.data(), row.key.size());
  core::NameBound bound{row.handle, row.kind, commitment_of(row)};
  return {std::move(row), std::move(bound)};
}

void Names::learn(const ports::NameRow& row, core::EntryRef bound_at) {
  const auto kind = std::find(kKinds.begin(), kKinds.end(), row.kind);
  if (kind != kKinds.end()) {
    handles_[static_cast<std::size_t>(kind - kKinds.begin())].insert_or_assign(row.plain,
                                                                               row.handle);
  }
  explanations_.insert_or_assign(row.handle, Explanation{row.plain, row.kind, row.key, bound_at});
}

void Names::forget(std::string_view handle) {
  const auto known = explanations_.find(handle);
  if (known == explanations_.end()) return;
  for (Table<std::string>& table : handles_) {
    const auto named = table.find(known->second.plain);
    if (named != table.end() && named->second == handle) table.erase(named);
  }
  explanations_.erase(known);
}

const std::string* Names::handle_of(NameKind kind, std::string_view plain) const {
  const Table<std::string>& table = handles_[static_cast<std::size_t>(kind)];
  const auto found = table.find(plain);
  return found == table.end() ? nullptr : &found->second;
}

const std::string* Names::plain_of(std::string_view handle) const {
  const auto found = explanations_.find(handle);
  return found == explanations_.end() ? nullptr : &found->second.plain;
}

std::optional<ports::BoundName> Names::bound(std::string_view handle) const {
  const auto found = explanations_.find(handle);
  if (found == explanations_.end()) return std::nullopt;
  const Explanation& said = found->second;
  return ports::BoundName{{found->first, said.kind, said.key, said.plain}, said.bound_at};
}

void Bindings::add(const core::NameBound& bound, core::EntryRef ref) {
  by_handle_.insert_or_assign(bound.handle, Place{by_handle_.size(), bound, ref});
}

Bindings::Opened Bindings::open(std::vector<ports::NameRow> rows) const {
  Opened opened;
  struct Good {
    std::size_t order;
    const ports::NameRow* row;
    core::EntryRef ref;
  };
  std::vector<Good> good;
  for (const ports::NameRow& row : rows) {
    const auto place = by_handle_.find(row.handle);
    if (place != by_handle_.end() && place->second.bound.kind == row.kind &&
        place->second.bound.commitment == commitment_of(row)) {
      good.push_back({place->second.order, &row, place->second.ref});
    } else {
      opened.drifted.push_back(row);
    }
  }
  // A name may have been bound anew after its row was erased: the later binding holds.
  std::sort(good.begin(), good.end(),
            [](const Good& a, const Good& b) { return a.order < b.order; });
  for (const Good& each : good) opened.names.learn(*each.row, each.ref);
  return opened;
}

}  // namespace zonefactor::engine
