#include "service/engine/names.h"

#include <algorithm>
#include <array>
#include <utility>

#include "service/journal/sha256.h"

namespace zonefactor::engine {

namespace {

constexpr std::array<std::string_view, 4> kKinds{"person", "account", "credential", "number"};

constexpr std::size_t kHandleSize = 15;
constexpr std::string_view kHandleAlphabet = "0123456789abcdefghjkmnpqrstvwxyz";

// 75 bits: among ten million handles two alike are a chance of one in a billion. No longer, because
// every login copies a few of them, and a string of up to 15 bytes needs no memory of its own.
std::string random_handle(const Randomness& random) {
  std::array<std::uint8_t, kHandleSize> bytes{};
  random(bytes.data(), bytes.size());
  std::string text;
  for (const std::uint8_t byte : bytes) text += kHandleAlphabet[byte % kHandleAlphabet.size()];
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

std::vector<std::string> handles_in(std::string_view body) {
  std::vector<std::string> handles;
  std::size_t end = 0;
  for (std::size_t begin = 0; begin < body.size(); begin = end + 1) {
    end = std::min(body.find_first_not_of(kHandleAlphabet, begin), body.size());
    const std::string_view run = body.substr(begin, end - begin);
    const bool known = std::find(handles.begin(), handles.end(), run) != handles.end();
    if (run.size() == kHandleSize && !known) handles.emplace_back(run);
  }
  return handles;
}

void Names::learn(const ports::NameRow& row) {
  const auto kind = std::find(kKinds.begin(), kKinds.end(), row.kind);
  if (kind != kKinds.end()) {
    handles_[static_cast<std::size_t>(kind - kKinds.begin())].insert_or_assign(row.plain,
                                                                               row.handle);
  }
  plains_.insert_or_assign(row.handle, row.plain);
}

const std::string* Names::handle_of(NameKind kind, std::string_view plain) const {
  const Table& table = handles_[static_cast<std::size_t>(kind)];
  const auto found = table.find(plain);
  return found == table.end() ? nullptr : &found->second;
}

const std::string* Names::plain_of(std::string_view handle) const {
  const auto found = plains_.find(handle);
  return found == plains_.end() ? nullptr : &found->second;
}

void Bindings::add(const core::NameBound& bound) {
  by_handle_.insert_or_assign(bound.handle, Place{by_handle_.size(), bound});
}

Bindings::Opened Bindings::open(std::vector<ports::NameRow> rows) const {
  Opened opened;
  std::vector<std::pair<std::size_t, const ports::NameRow*>> good;
  for (const ports::NameRow& row : rows) {
    const auto place = by_handle_.find(row.handle);
    if (place != by_handle_.end() && place->second.bound.kind == row.kind &&
        place->second.bound.commitment == commitment_of(row)) {
      good.emplace_back(place->second.order, &row);
    } else {
      opened.drifted.push_back(row);
    }
  }
  // A name may have been bound anew after its row was erased: the later binding holds.
  std::sort(good.begin(), good.end());
  for (const auto& [order, row] : good) opened.names.learn(*row);
  return opened;
}

}  // namespace zonefactor::engine
