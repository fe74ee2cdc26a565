#include "service/engine/configuration_change.h"

#include <fmt/format.h>

#include <optional>
#include <utility>

#include "service/core/site.h"
#include "service/engine/pseudonyms.h"
#include "service/journal/entry_codec.h"

namespace zonefactor::engine {

namespace {

// No recording is spelt longer than this one, so the size judged here holds for any time.
constexpr core::Instant kLongestInstant = core::instant_of_us((std::int64_t{1} << 53) - 1);

std::optional<ports::Declined> too_large(const core::FacilityObject& object, const core::Fact& fact,
                                         const Names& names) {
  const std::size_t size = journal::encode(fact, kLongestInstant).size();
  if (size <= journal::kMaxEntryBytes) return std::nullopt;
  auto [kind, id] = core::kind_and_id(object);
  if (const std::string* plain = names.plain_of(id)) id = *plain;
  return ports::Declined{
      fmt::format("{} \"{}\" needs {} bytes in the journal and {} are the most: shorten its texts "
                  "or its lists",
                  kind, id, size, journal::kMaxEntryBytes)};
}

}  // namespace

std::variant<ConfigurationChange, ports::Declined> plan_change(
    const ConfigurationInForce& configuration, core::Facility facility, const Names& names,
    const Randomness& random, const std::string& peer) {
  Pseudonymous wanted = pseudonymise(std::move(facility), names, random);
  const Objects before = configuration.with_staged();
  const Objects after = keyed_objects(wanted.facility);

  ConfigurationChange change;
  Names with_minted;  // to name an object at fault in the words of the file
  for (const Minted& made : wanted.minted) with_minted.learn(made.row);
  for (const auto& [key, object] : after) {
    const auto old = before.find(key);
    if (old != before.end() && old->second == object) continue;
    core::Fact put = core::ObjectPut{object};
    if (auto declined = too_large(object, put, with_minted)) return *declined;
    change.changed.push_back(std::move(put));
  }
  for (const auto& [key, object] : before) {
    if (after.count(key) != 0) continue;
    auto [kind, id] = core::kind_and_id(object);
    change.changed.push_back(core::ObjectRemoved{std::move(kind), std::move(id)});
  }
  if (change.changed.empty() && !configuration.has_staged()) return change;
  change.minted = std::move(wanted.minted);
  change.closed = {configuration.version() + 1, digest_of(after), peer};
  return change;
}

}  // namespace zonefactor::engine
