#include "service/verify/pack_files.h"

#include <algorithm>

namespace zonefactor::evidence {

namespace {

constexpr std::size_t kPiece = 64 * 1024;

const PackFile* find(const PackFiles& files, const std::string& name) {
  const auto& list = files.list();
  const auto found = std::find_if(list.begin(), list.end(),
                                  [&](const PackFile& file) { return file.name == name; });
  return found == list.end() ? nullptr : &*found;
}

}  // namespace

bool PackFiles::has(const std::string& name) const {
  return find(*this, name) != nullptr;
}

std::uint64_t PackFiles::size_of(const std::string& name) const {
  const PackFile* const file = find(*this, name);
  if (file == nullptr) throw Unreadable(name, "is missing");
  return file->size;
}

std::string PackFiles::text_of(const std::string& name, std::size_t most) const {
  const std::uint64_t size = size_of(name);
  if (size > most) throw Unreadable(name, "is larger than it may be");
  // One byte more than there should be: only who reads to the end has the check sum looked at.
  std::string text(static_cast<std::size_t>(size) + 1, '\0');
  const std::size_t got = open(name)->read(text.data(), text.size());
  if (got != size) throw Unreadable(name, "has not the size that it says");
  text.pop_back();
  return text;
}

journal::Digest PackFiles::digest_of(const std::string& name) const {
  std::string piece(kPiece, '\0');
  journal::Sha256 sum;
  const auto stream = open(name);
  while (const std::size_t got = stream->read(piece.data(), piece.size()))
    sum.add(std::string_view(piece).substr(0, got));
  return sum.finish();
}

}  // namespace zonefactor::evidence
