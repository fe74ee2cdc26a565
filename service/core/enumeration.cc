// A sliding window of ten minutes over the accounts tried at each terminal.
#include "service/core/enumeration.h"

#include <algorithm>
#include <chrono>

namespace zonefactor::core {

namespace {

constexpr std::size_t kMostAccounts = 20;
constexpr Duration kWindow = std::chrono::minutes(10);
// Remembered per terminal; more would only repeat that it is too many.
constexpr std::size_t kMostRemembered = 64;
constexpr std::size_t kMostTerminals = 16'384;

bool is_over(Instant asked, Instant at) {
  return at - asked >= kWindow;
}

}  // namespace

std::size_t Enumeration::lately(const Tried& tried, Instant at) {
  return static_cast<std::size_t>(
      std::count_if(tried.at.begin(), tried.at.end(),
                    [at](const auto& account) { return !is_over(account.second, at); }));
}

void Enumeration::make_room(Instant at) {
  if (terminals_.size() < kMostTerminals) return;
  std::erase_if(terminals_, [&](const auto& known) { return lately(known.second, at) == 0; });
  if (terminals_.size() >= kMostTerminals) terminals_.erase(terminals_.begin());
}

bool Enumeration::asked(const TerminalId& terminal, const AccountId& account, Instant at) {
  auto place = terminals_.find(terminal);
  if (place == terminals_.end()) {
    make_room(at);
    place = terminals_.emplace(terminal, Tried{}).first;
  }
  Tried& tried = place->second;
  const auto known = tried.at.find(account);
  if (known != tried.at.end()) {
    known->second = at;
  } else {
    std::erase_if(tried.at, [at](const auto& other) { return is_over(other.second, at); });
    if (tried.at.size() >= kMostRemembered) return false;
    tried.at.emplace(account, at);
  }
  const bool too_many = tried.at.size() > kMostAccounts && lately(tried, at) > kMostAccounts;
  const bool is_news = too_many && !tried.told;
  tried.told = too_many;
  return is_news;
}

void Enumeration::begun(const TerminalId& terminal, const AccountId& account) {
  const auto place = terminals_.find(terminal);
  if (place != terminals_.end()) place->second.at.erase(account);
}

bool Enumeration::is_too_many(const TerminalId& terminal, Instant at) const {
  const auto place = terminals_.find(terminal);
  return place != terminals_.end() && place->second.at.size() > kMostAccounts &&
         lately(place->second, at) > kMostAccounts;
}

}  // namespace zonefactor::core
