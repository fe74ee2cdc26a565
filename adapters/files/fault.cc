#include "adapters/files/fault.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <numeric>

namespace zonefactor::files {

namespace {

constexpr std::size_t kMaxShownBytes = 64;
// A suggestion is a courtesy: it may not cost more than the check itself.
constexpr std::size_t kMaxSuggestedBytes = 40;
constexpr std::size_t kMaxCandidates = 2000;

// Single-character edits that turn `a` into `b`, or `limit + 1` where there are more than `limit`.
std::size_t edits(std::string_view a, std::string_view b, std::size_t limit) {
  const std::size_t difference = a.size() > b.size() ? a.size() - b.size() : b.size() - a.size();
  if (difference > limit) return limit + 1;
  std::array<std::size_t, kMaxSuggestedBytes + 1> row{};
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    std::size_t least = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({replaced, row[j] + 1, row[j - 1] + 1});
      least = std::min(least, row[j]);
    }
    if (least > limit) return limit + 1;
  }
  return row[b.size()];
}

bool is_continuation(char c) {
  return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

}  // namespace

std::string to_text(const Fault& fault) {
  const std::string place =
      fault.line > 0 ? fmt::format("{}:{}", fault.file, fault.line) : fault.file;
  return fmt::format("{}: {}; {}", place, fault.what, fault.remedy);
}

Faults::Faults(std::string file) : file_(std::move(file)) {}

void Faults::add(int line, std::string what, std::string remedy) {
  if (faults_.size() == kMaxFaults) {
    ++not_kept_;
    return;
  }
  faults_.push_back({file_, line, std::move(what), std::move(remedy)});
}

std::vector<Fault> Faults::take() {
  std::stable_sort(faults_.begin(), faults_.end(),
                   [](const Fault& a, const Fault& b) { return a.line < b.line; });
  if (not_kept_ > 0) {
    faults_.push_back({file_, 0, fmt::format("{} further faults", not_kept_),
                       "mend the faults above and check again"});
    not_kept_ = 0;
  }
  return std::move(faults_);
}

std::string in_quotes(std::string_view text) {
  std::string_view shown = text.substr(0, kMaxShownBytes);
  while (shown.size() < text.size() && !shown.empty() && is_continuation(text[shown.size()])) {
    shown.remove_suffix(1);
  }
  std::string out = "\"";
  for (char c : shown) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7F) {
      out += fmt::format("\\x{:02X}", byte);
    } else {
      if (c == '"' || c == '\\') out += '\\';
      out += c;
    }
  }
  if (shown.size() < text.size()) out += "...";
  return out + "\"";
}

std::string_view nearest(std::string_view text, const std::vector<std::string_view>& candidates) {
  if (text.empty() || text.size() > kMaxSuggestedBytes) return {};
  std::size_t limit = std::clamp<std::size_t>(text.size() / 3, 1, 3);
  std::string_view best;
  std::size_t tried = 0;
  for (std::string_view candidate : candidates) {
    if (candidate.size() > kMaxSuggestedBytes) continue;
    if (++tried > kMaxCandidates) break;
    const std::size_t distance = edits(text, candidate, limit);
    if (distance > limit) continue;
    best = candidate;
    if (distance <= 1) break;
    limit = distance - 1;  // only a nearer one is better
  }
  return best;
}

std::string did_you_mean(std::string_view text, const std::vector<std::string_view>& candidates,
                         std::string otherwise) {
  const std::string_view meant = nearest(text, candidates);
  return meant.empty() ? std::move(otherwise) : fmt::format("did you mean {}?", in_quotes(meant));
}

std::string listed(const std::vector<std::string_view>& words) {
  std::string out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) out += i + 1 == words.size() ? " or " : ", ";
    out += in_quotes(words[i]);
  }
  return out;
}

}  // namespace zonefactor::files
