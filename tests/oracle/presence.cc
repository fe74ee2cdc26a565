// Sections 4 to 7 by walking the whole history: first the fate of every grant, looking ahead in
// what is known, then who is where.
#include "tests/oracle/presence.h"

#include <algorithm>

#include "tests/oracle/doors.h"
#include "tests/oracle/factors.h"
#include "tests/oracle/geometry.h"
#include "tests/oracle/order.h"

namespace zonefactor::oracle {
namespace {

class Walk {
 public:
  Walk(const Site& site, const std::vector<Item>& items, Ms now, bool everyone_unknown)
      : site_(site), items_(items), passages_(passages(site, items, now)) {
    for (const Person& person : site.persons) {
      for (const Zone& zone : site.zones) {
        Standing& standing = world_.standing[{person.id, zone.id}];
        standing.base = everyone_unknown ? Standing::unknown : Standing::absent;
      }
    }
  }

  World to_end() {
    for (std::size_t i = 0; i < items_.size(); ++i) {
      time_ = items_[i].time;
      place_ = i;
      arrival_ = items_[i].input->at;
      take(i);
      for (const Passage& passage : passages_) {
        if (passage.fate == Passage::confirmed && passage.confirmed_by == i) pass(passage);
      }
    }
    show_pending();
    return std::move(world_);
  }

 private:
  Standing& standing(const std::string& person, const std::string& zone) {
    return world_.standing[{person, zone}];
  }

  void take(std::size_t i) {
    const Item& item = items_[i];
    if (item.after_gap) doubt_what_is_watched_by(item.input->told.controller);
    switch (item.what) {
      case Item::equivocation:
        doubt_what_is_watched_by(item.input->told.controller);
        break;
      case Item::acknowledge_breach:
        acknowledge(item.input->zone, item.input->at);
        break;
      case Item::question:
        authenticated(item.input->asked);
        break;
      case Item::event:
        take_event(i, item.input->told);
        break;
    }
  }

  void take_event(std::size_t i, const Event& told) {
    const std::string& kind = told.kind;
    if (kind == "door_forced") breach(told.door);
    if (kind == "door_mode") set_mode(told);
    if (kind == "emergency_release") release(told);
    if (kind == "emergency_restored") restore(told);
    if (kind == "exit_requested" || kind == "door_opened") door_moved(i, told.door);
    const Reader* reader = find(site_.readers, told.reader);
    if (reader == nullptr) return;
    bool expired = false;
    const std::string person = holder(site_, told.number, time_, expired);
    if (person.empty() || !identifies(*reader, told)) return;
    if (!reader->inside.empty()) {
      read_inside(person, reader->inside, kind == "access_denied");
    } else if (kind == "access_granted" || kind == "access_taken" || kind == "access_denied" ||
               kind == "access_not_taken" || kind == "credential_read") {
      if (!same_transaction(i) && !cancels_a_grant(i)) read_at_boundary(i, person, *reader);
    }
  }

  // A passage that its own grant has already been judged by.
  bool same_transaction(std::size_t i) const {
    return std::any_of(passages_.begin(), passages_.end(), [&](const Passage& passage) {
      return passage.read == i && passage.of_grant.has_value();
    });
  }

  // Its grant has been judged by it already, at the grant's own time.
  bool cancels_a_grant(std::size_t i) const {
    return std::any_of(passages_.begin(), passages_.end(),
                       [&](const Passage& passage) { return passage.cancelled_by == i; });
  }

  void doubt_what_is_watched_by(const std::string& controller) {
    for (auto& [who_where, standing] : world_.standing) {
      if (standing.base == Standing::present && watches(site_, controller, who_where.second))
        standing.doubted = true;
    }
  }

  void breach(const std::string& door) {
    for (const Zone& zone : site_.zones) {
      if (!bounds(site_, *find(site_.doors, door), zone.id)) continue;
      world_.breached.insert(zone.id);
      Ms& known = breach_known_[zone.id];
      known = std::max(known, arrival_);
    }
  }

  // Nobody acknowledges what is not known yet.
  void acknowledge(const std::string& zone, Ms at) {
    if (breach_known_[zone] < at) world_.breached.erase(zone);
  }

  // Rule Z5.
  void set_mode(const Event& told) {
    const bool open =
        told.mode == "unlocked" || told.mode == "locked_open" || told.mode == "maintenance";
    if (!open) world_.unlocked.erase(told.door);
    if (open) world_.unlocked.emplace(told.door, place_);
  }

  // Rule Z6.
  std::vector<std::string> zones_of(const Event& told) const {
    if (!told.zone.empty()) return {told.zone};
    std::vector<std::string> zones;
    for (const Zone& zone : site_.zones) {
      if (bounds(site_, *find(site_.doors, told.door), zone.id)) zones.push_back(zone.id);
    }
    return zones;
  }
  void release(const Event& told) {
    for (const std::string& zone : zones_of(told)) world_.released.insert(zone);
  }
  void restore(const Event& told) {
    for (const std::string& zone : zones_of(told)) {
      world_.released.erase(zone);
      for (auto& [who_where, standing] : world_.standing) {
        if (!contains(site_, zone, who_where.second)) continue;
        standing = Standing{};
        standing.base = Standing::unknown;
      }
    }
  }

  // Rules X2, X4, Z3.
  void door_moved(std::size_t i, const std::string& door) {
    const Movement movement = meaning_of(site_, items_, i);
    if (movement.forced) breach(door);
    if (!movement.anonymous_egress) return;
    for (const Zone& zone : site_.zones) {
      if (bounds(site_, *find(site_.doors, door), zone.id))
        somebody_left(zone.id, movement.opening, door);
    }
  }

  // Who has come in by the very opening, and no further since, did not leave by it (rule P7).
  bool came_in_by(const std::string& person, const Standing& here, std::size_t opening,
                  const std::string& door) {
    for (const Zone& zone : site_.zones) {
      const Zone* around = find(site_.zones, zone.within);
      if (around != nullptr && standing(person, zone.id).base == Standing::present &&
          &here == &standing(person, around->id))
        return false;
    }
    return std::any_of(passages_.begin(), passages_.end(), [&](const Passage& passage) {
      return passage.person == person && passage.reader->door == door && passage.entry.ambiguous &&
             passage.opening == opening && here.entry && here.entry->place == passage.confirmed_by;
    });
  }

  // Whether the opening under way was for the person, who was on the other side of it, or is from
  // now on.
  bool comes_in(const std::string& person, const std::string& zone) const {
    return std::any_of(passages_.begin(), passages_.end(), [&](const Passage& passage) {
      return is_for(passage, person) && contains(site_, zone, passage.reader->to);
    });
  }
  bool goes_out(const std::string& person, const std::string& zone) const {
    return std::any_of(passages_.begin(), passages_.end(), [&](const Passage& passage) {
      return is_for(passage, person) && !contains(site_, zone, passage.reader->to) &&
             contains(site_, zone, read_from(site_, *passage.reader));
    });
  }
  bool is_for(const Passage& passage, const std::string& person) const {
    return passage.person == person && passage.fate == Passage::confirmed &&
           passage.confirmed_by == place_;
  }

  void somebody_left(const std::string& zone, std::size_t opening, const std::string& door) {
    std::set<std::string> inside;
    std::vector<Standing*> given_up;
    bool anyone_unknown = false;
    for (auto& [who_where, here] : world_.standing) {
      const auto& [person, place] = who_where;
      if (place == zone && here.base == Standing::unknown && !comes_in(person, zone))
        anyone_unknown = true;
      if (!contains(site_, zone, place) || here.base != Standing::present) continue;
      if (came_in_by(person, here, opening, door) || goes_out(person, zone)) continue;
      inside.insert(person);
      given_up.push_back(&here);
    }
    const bool alone = inside.size() == 1 && !anyone_unknown;
    for (Standing* here : given_up) {
      if (alone) here->base = Standing::absent;
      here->absent_by_inference = alone;
      here->doubted = !alone;
    }
  }

  // Rule X3.
  void reaffirm(const std::string& person, const std::string& place) {
    for (const Zone& zone : site_.zones) {
      if (!contains(site_, zone.id, place)) continue;
      Standing& here = standing(person, zone.id);
      if (here.absent_by_inference) here.base = Standing::present;
      if (here.base != Standing::present) continue;
      here.absent_by_inference = here.doubted = false;
      here.affirmed = time_;
    }
  }

  void authenticated(const Question& asked) {
    const Terminal* terminal = find(site_.terminals, asked.terminal);
    if (terminal == nullptr || !terminal->fixed || terminal->zone.empty()) return;
    if (!asked.session_kind.empty() && asked.session_kind != "console") return;
    int holders = 0;
    const std::string person = account_holder(site_, asked.account, holders);
    if (person.empty()) return;
    const Factors factors = factors_at_terminal(site_, terminal, asked.amr);
    if (factors.kinds.count(inherence) + factors.kinds.count(possession) > 0)
      reaffirm(person, terminal->zone);
  }

  void read_inside(const std::string& person, const std::string& place, bool denied) {
    seen_at(person, place);
    if (!denied) reaffirm(person, place);
  }

  // Rule S4: who is seen here is in no zone that does not contain the place.
  void seen_at(const std::string& person, const std::string& place) {
    for (const Zone& zone : site_.zones) {
      if (contains(site_, zone.id, place)) continue;
      Standing& there = standing(person, zone.id);
      if (there.base == Standing::present || there.absent_by_inference) there = Standing{};
    }
  }

  // Rules P5 and S4: refused, or permitted and not gone in, somebody is outside.
  void read_at_boundary(std::size_t i, const std::string& person, const Reader& reader) {
    const std::string from = read_from(site_, reader);
    seen_at(person, from);
    const std::string& kind = items_[i].input->told.kind;
    const bool cancelled =
        std::any_of(passages_.begin(), passages_.end(), [&](const Passage& passage) {
          return passage.read == i && passage.fate == Passage::cancelled;
        });
    if (kind != "access_denied") reaffirm(person, from);
    if (kind != "access_denied" && kind != "access_not_taken" && !cancelled) return;
    for (const Zone& zone : site_.zones) {
      if (contains(site_, zone.id, reader.to) && !contains(site_, zone.id, from))
        standing(person, zone.id) = Standing{};
    }
  }

  // Rules S2, S3, S5, S9.
  void pass(const Passage& passage) {
    const std::string& person = passage.person;
    if (passage.tells_again) raise(passage, *passage.tells_again);
    if (passage.tells_again || superseded(passage)) return;
    last_read_[person] = passage.read;
    const std::string from = read_from(site_, *passage.reader);
    const std::string to = passage.reader->to;
    bool entered = false;
    for (const Zone& zone : site_.zones) {
      if (!contains(site_, zone.id, to) &&
          (contains(site_, zone.id, from) || standing(person, zone.id).base == Standing::present))
        standing(person, zone.id) = Standing{};
      if (contains(site_, zone.id, to) && !contains(site_, zone.id, from)) {
        enter(standing(person, zone.id), passage);
        entered = true;
      }
    }
    for (const Zone& zone : site_.zones) {
      Standing& around = standing(person, zone.id);
      if (!contains(site_, zone.id, to) || !contains(site_, zone.id, from)) continue;
      if (entered || around.base == Standing::present) implied(around);
    }
  }

  // The controller says of an entry that stands that it was a passage.
  void raise(const Passage& passage, std::size_t place) {
    for (const Zone& zone : site_.zones) {
      Standing& here = standing(passage.person, zone.id);
      if (!contains(site_, zone.id, passage.reader->to)) continue;
      if (here.absent_by_inference) here.base = Standing::present;
      if (here.base != Standing::present) continue;
      here.absent_by_inference = here.doubted = false;
      here.affirmed = time_;
      if (!here.entry || here.entry->place != place) continue;
      const bool anonymous = here.entry->anonymous;
      here.entry = passage.entry;
      here.entry->place = anonymous ? place : place_;
    }
  }

  void enter(Standing& here, const Passage& passage) {
    here = Standing{};
    here.base = Standing::present;
    here.entry = passage.entry;
    here.entry->place = passage.confirmed_by;
    here.since = here.affirmed = time_;
  }

  void implied(Standing& around) {
    if (around.base != Standing::present) {
      around = Standing{};
      around.base = Standing::present;
      around.since = time_;
    }
    around.doubted = false;
    around.affirmed = time_;
  }

  // Who has passed on a later read has used or given up the earlier grant.
  bool superseded(const Passage& passage) const {
    const auto last = last_read_.find(passage.person);
    return last != last_read_.end() && last->second > passage.read;
  }

  // Rule P3.
  void show_pending() {
    for (const Passage& passage : passages_) {
      if (passage.fate != Passage::pending || superseded(passage)) continue;
      const std::string from = read_from(site_, *passage.reader);
      for (const Zone& zone : site_.zones) {
        if (contains(site_, zone.id, passage.reader->to) && !contains(site_, zone.id, from))
          world_.pending.insert({passage.person, zone.id});
      }
    }
  }

  const Site& site_;
  const std::vector<Item>& items_;
  std::vector<Passage> passages_;
  std::map<std::string, std::size_t> last_read_;
  std::map<std::string, Ms> breach_known_;  // by zone, when the news of it came
  Ms time_ = 0;
  std::size_t place_ = 0;
  Ms arrival_ = 0;
  World world_;
};

}  // namespace

World world_at(const Site& site, const History& history, std::size_t end, Ms now) {
  const bool unknown = std::any_of(history.begin(), history.begin() + static_cast<long>(end),
                                   [](const Input& i) { return i.what == Input::start_unknown; });
  const std::vector<Item> items = in_order(history, end);
  return Walk(site, items, now, unknown).to_end();
}

std::string holder(const Site& site, const std::string& number, Ms time, bool& expired) {
  const Credential* valid = nullptr;
  const Credential* other = nullptr;
  for (const Credential& credential : site.credentials) {
    if (credential.number != number) continue;
    const bool now = (!credential.valid_from || *credential.valid_from <= time) &&
                     (!credential.valid_until || time < *credential.valid_until);
    (now ? valid : other) = &credential;
  }
  expired = valid == nullptr;
  if (valid != nullptr) return valid->person;
  return other == nullptr ? std::string() : other->person;
}

std::string account_holder(const Site& site, const std::string& account, int& holders) {
  std::string found;
  holders = 0;
  for (const Person& person : site.persons) {
    if (std::find(person.accounts.begin(), person.accounts.end(), account) == person.accounts.end())
      continue;
    ++holders;
    found = person.id;
  }
  return holders == 1 ? found : std::string();
}

}  // namespace zonefactor::oracle
