// Rule S7: two reads of one person that cannot both be theirs, as one of them was elsewhere then.
#include <algorithm>
#include <vector>

#include "service/core/fold.h"

namespace zonefactor::core {

namespace {

// Reads older than this overlap with none that is not far too late.
constexpr Duration kLately = 5min;
constexpr std::size_t kMostSeen = 4;

// The zone a read speaks of: the one ahead, or the one being left.
ZoneNo place_of(const ReaderPlan& reader) {
  return reader.to != kOutside ? reader.to : reader.from;
}

}  // namespace

void Fold::look_for_contradiction(const DoorEvent& event, const ReaderPlan& reader,
                                  const Tap& tap) {
  contradicted_.clear();
  if (!tap.factors.identified) return;
  const Site& site = state_.site();
  SeenAt now;
  now.controller = reader.controller;
  now.place = place_of(reader);
  now.earliest = event.happened - event.uncertainty;
  now.latest = std::min(event.happened + event.uncertainty, occasion_.recorded_at);
  now.position = occasion_.position;

  std::vector<SeenAt>& seen = state_.change_person(tap.person).seen;
  std::erase_if(seen, [&](const SeenAt& other) { return other.latest < now.earliest - kLately; });
  for (SeenAt& other : seen) {
    const bool overlap = other.earliest <= now.latest && now.earliest <= other.latest;
    const bool apart =
        !site.contains(other.place, now.place) && !site.contains(now.place, other.place);
    if (other.controller == now.controller || !overlap || !apart) continue;
    other.contradicted = now.contradicted = true;
    for (const auto& [here, there] :
         {std::pair(other.place, now.place), {now.place, other.place}}) {
      for (const ZoneNo zone : site.enclosing(here)) {
        if (!site.contains(zone, there)) contradicted_.push_back(zone);
      }
    }
  }
  if (seen.size() == kMostSeen) seen.erase(seen.begin());
  seen.push_back(now);
  if (!now.contradicted) return;
  Finding& finding = raise(FindingKind::impossible_presence);
  finding.person = state_.ordinals.persons.id(tap.person);
  finding.access_point = reader.point.id;
}

bool Fold::is_contradicted_at(ZoneNo zone) const {
  return std::find(contradicted_.begin(), contradicted_.end(), zone) != contradicted_.end();
}

// After the read has had its say: wherever the two say the person is, nobody knows.
void Fold::doubt_contradicted(PersonNo person) {
  for (const ZoneNo zone : contradicted_) {
    if (find_presence(state_.person(person), zone) == nullptr) continue;
    change_presence(person, zone).contradicted = occasion_.position;
  }
}

}  // namespace zonefactor::core
