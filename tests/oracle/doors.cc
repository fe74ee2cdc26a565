// What a grant came to and what an opening meant, by looking back and ahead in all that is known.
#include "tests/oracle/doors.h"

#include <algorithm>

#include "tests/oracle/geometry.h"

namespace zonefactor::oracle {
namespace {

constexpr Ms kLinger = 60'000;  // for how long a permission in use may be said not to be used

// The items seen from one door.
class DoorView {
 public:
  DoorView(const Site& site, const std::vector<Item>& items, const Door& door)
      : site_(site), items_(items), door_(door) {
    for (const Zone& zone : site.zones) {
      if (bounds(site, door, zone.id)) window_ = std::max(window_, zone.grant_window);
    }
  }

  const Door& door() const { return door_; }
  Ms window() const { return window_; }

  const Event* told(std::size_t i) const {
    return items_[i].what == Item::event ? &items_[i].input->told : nullptr;
  }
  bool here(std::size_t i, const char* kind) const {
    const Event* event = told(i);
    return event != nullptr && event->kind == kind && door_of(*event) == door_.id;
  }

  // The opening that began the time the door has stood open since, before item `i`.
  std::optional<std::size_t> open_since(std::size_t i) const {
    std::optional<std::size_t> opening;
    for (std::size_t j = 0; j < i; ++j) {
      if (here(j, "door_opened") && !opening) opening = j;
      if (here(j, "door_closed")) opening.reset();
    }
    return opening;
  }

  // A contact that says "open" of an open door says nothing new.
  bool is_opening(std::size_t i) const { return here(i, "door_opened") && !open_since(i); }

  std::size_t closing_after(std::size_t opening) const {
    for (std::size_t j = opening + 1; j < items_.size(); ++j) {
      if (here(j, "door_closed")) return j;
    }
    return items_.size();
  }

  // Between a beginning and its end, before item `i`; an event that names no place is everywhere.
  bool between(std::size_t i, const char* begin, const char* end) const {
    bool on = false;
    for (std::size_t j = 0; j < i; ++j) {
      const Event* event = told(j);
      if (event == nullptr || (event->kind != begin && event->kind != end)) continue;
      const bool concerns = event->door.empty() && event->reader.empty()
                                ? event->controller == door_.controller
                                : door_of(*event) == door_.id;
      if (concerns) on = event->kind == begin;
    }
    return on;
  }

  bool has_working_contact(std::size_t i) const {
    return door_.contact && !between(i, "fault", "fault_cleared");
  }

  // Rule Z5.
  bool is_unlocked_by_mode(std::size_t i) const {
    bool open = false;
    for (std::size_t j = 0; j < i; ++j) {
      if (!here(j, "door_mode")) continue;
      const std::string& mode = told(j)->mode;
      open = mode == "unlocked" || mode == "locked_open" || mode == "maintenance";
    }
    return open;
  }

  // Rules Z5 and Z6.
  bool is_unlocked(std::size_t i) const {
    std::set<std::string> released;
    for (std::size_t j = 0; j < i; ++j) {
      const Event* event = told(j);
      if (event == nullptr) continue;
      const std::string what = event->zone.empty() ? event->door : event->zone;
      if (event->kind == "emergency_release") released.insert(what);
      if (event->kind == "emergency_restored") released.erase(what);
    }
    return is_unlocked_by_mode(i) ||
           std::any_of(released.begin(), released.end(), [&](const std::string& what) {
             return what == door_.id ||
                    (find(site_.zones, what) != nullptr && bounds(site_, door_, what));
           });
  }

  // Rule Z4: told, or open longer than a zone behind it allows; until told that it is over.
  bool is_held(std::size_t i) const {
    Ms allowed = INT64_MAX;
    for (const Zone& zone : site_.zones) {
      if (bounds(site_, door_, zone.id)) allowed = std::min(allowed, zone.held_after);
    }
    const auto opening = open_since(i);
    const auto open_too_long = [&](std::size_t at) {
      return opening && at > *opening && items_[at].time - items_[*opening].time > allowed;
    };
    bool said = false;
    bool over = false;
    for (std::size_t j = 0; j < i; ++j) {
      if (here(j, "door_held")) said = true;
      if (here(j, "door_restored") || here(j, "door_closed")) said = false;
      if (here(j, "door_restored") && open_too_long(j)) over = true;
    }
    return said || (open_too_long(i) && !over);
  }

  // Rule H2.
  bool is_unsound(std::size_t i) const {
    return between(i, "tamper", "tamper_cleared") || between(i, "fault", "fault_cleared");
  }

  // A request to exit belongs to the opening at `opening` (rules X4, P7).
  bool has_request(std::size_t opening) const {
    if (is_requested(opening)) return true;
    const std::size_t closing = closing_after(opening);
    for (std::size_t j = opening + 1; j < closing; ++j) {
      if (here(j, "exit_requested")) return true;
    }
    return false;
  }

  // Somebody asked to go out within the window before the opening; where another opening has come
  // in between, and this one was for somebody permitted, the other one was what they asked for.
  bool is_requested(std::size_t opening) const {
    std::optional<std::size_t> asked;
    bool permitted = false;
    for (std::size_t j = 0; j < opening; ++j) {
      if (items_[opening].time - items_[j].time > window_) continue;
      if (here(j, "exit_requested")) asked = j;
      permitted = permitted || here(j, "access_granted") || here(j, "access_taken");
    }
    if (!asked) return false;
    bool used = open_since(*asked).has_value();
    for (std::size_t j = *asked; j < opening; ++j) used = used || is_opening(j);
    return !(used && permitted);
  }

  bool is_explained(std::size_t opening) const {
    const std::size_t closing = closing_after(opening);
    for (std::size_t j = 0; j < closing; ++j) {
      const bool passage = here(j, "access_taken");
      if (j < opening && items_[opening].time - items_[j].time <= window_ &&
          (passage || here(j, "access_granted") || here(j, "exit_requested")))
        return true;
      if (j > opening && passage) return true;
    }
    return false;
  }

 private:
  std::string door_of(const Event& event) const {
    if (!event.door.empty()) return event.door;
    const Reader* reader = find(site_.readers, event.reader);
    return reader == nullptr ? std::string() : reader->door;
  }

  const Site& site_;
  const std::vector<Item>& items_;
  const Door& door_;
  Ms window_ = 0;
};

// One grant or passage, judged by everything around it.
class Judged {
 public:
  Judged(const Site& site, const std::vector<Item>& items, Ms now, const Door& door,
         Passage& passage)
      : site_(site),
        items_(items),
        now_(now),
        view_(site, items, door),
        passage_(passage),
        told_(items[passage.read].input->told) {
    passage.entry.time = items[passage.read].time;
    passage.entry.reader = passage.reader;
    passage.entry.told = &told_;
    passage.entry.anonymous = !identifies(*passage.reader, told_);
  }

  void grant(const std::vector<Passage>& earlier) {
    const std::size_t read = passage_.read;
    const auto open_since = view_.open_since(read);
    if (view_.is_unlocked_by_mode(read)) {
      const bool in_turn = !open_since || taps_since(*open_since, earlier) <= taps_allowed();
      const auto opening = open_since ? read : opening_after(read);
      confirm(read, level_granted);
      if (opening && in_turn && !is_doubtful(*opening)) passage_.entry.level = level_opened;
      if (!open_since) passage_.opened_by = opening;
      if (const auto of = open_since ? open_since : opening) ambiguous_by(*of);
      passage_.entry.anonymous = true;
    } else if (!view_.has_working_contact(read)) {
      confirm(read, level_granted);
    } else if (open_since) {
      confirm(read,
              taps_since(*open_since, earlier) <= taps_allowed() ? level_opened : level_granted);
      ambiguous_by(*open_since);
    } else {
      await_opening();
    }
    give_up_where_read_elsewhere();
    undo_if_expressly_unused();
  }

  void passing(const std::vector<Passage>& earlier) {
    const std::size_t read = passage_.read;
    confirm(read, level_passed);
    const auto open_since = view_.open_since(read);
    const Passage* grant = grant_in_progress(earlier);
    const auto opening = open_since ? open_since : opening_after(read);
    if (opening && (!grant || items_[*opening].time - items_[grant->read].time <= view_.window() ||
                    open_since))
      ambiguous_by(*opening);
    if (grant != nullptr) carry_on(*grant);
  }

 private:
  // The last permission there, as long as what it made known stands.
  const Passage* grant_in_progress(const std::vector<Passage>& earlier) const {
    const auto grant = std::find_if(earlier.rbegin(), earlier.rend(), [&](const Passage& passage) {
      return passage.person == passage_.person && passage.reader == passage_.reader;
    });
    if (grant == earlier.rend() || items_[grant->read].input->told.kind != "access_granted")
      return nullptr;
    if (!is_open_for(*grant, items_[passage_.read].time)) return nullptr;
    bool doubted = false;
    for (std::size_t i = grant->read + 1; i < passage_.read; ++i) {
      const bool confirmed = grant->fate == Passage::confirmed && grant->confirmed_by < i;
      if (is_read_otherwise(i, confirmed)) return nullptr;
      doubted = (doubted || (confirmed && is_doubted(i))) && !is_seen_beyond(i);
    }
    return doubted ? nullptr : &*grant;
  }

  // The person was refused, or read elsewhere than inside of what the reader leads to.
  bool is_read_otherwise(std::size_t i, bool is_in) const {
    const Event* event = view_.told(i);
    if (event == nullptr || event->number.empty() || !is_of_same_person(i)) return false;
    if (event->reader == told_.reader)
      return event->kind == "access_denied" || event->kind == "access_not_taken";
    const std::string& inside = find(site_.readers, event->reader)->inside;
    return inside.empty() || (!is_beyond(inside) && (is_in || !is_before(inside)));
  }

  bool is_seen_beyond(std::size_t i) const {
    const Event* event = view_.told(i);
    const Reader* reader = event == nullptr ? nullptr : find(site_.readers, event->reader);
    return reader != nullptr && is_beyond(reader->inside) && is_of_same_person(i) &&
           identifies(*reader, *event);
  }

  // Numbers are missing, everybody's place was forgotten, or somebody left.
  bool is_doubted(std::size_t i) const {
    const std::string& controller = items_[i].input->told.controller;
    const auto watched = [&](const Zone& zone) {
      return bounds(site_, view_.door(), zone.id) && watches(site_, controller, zone.id);
    };
    if ((items_[i].after_gap || items_[i].what == Item::equivocation) &&
        std::any_of(site_.zones.begin(), site_.zones.end(), watched))
      return true;
    const Event* event = view_.told(i);
    return event != nullptr && (event->kind == "emergency_restored" ||
                                (view_.here(i, "exit_requested") && !view_.has_working_contact(i)));
  }

  void carry_on(const Passage& grant) {
    Entry& entry = passage_.entry;
    passage_.of_grant = grant.read;
    if (grant.fate == Passage::confirmed && grant.confirmed_by < passage_.read)
      passage_.tells_again = grant.confirmed_by;
    entry.told = grant.entry.told;
    entry.expired = grant.entry.expired;
    entry.anonymous = entry.anonymous || !identifies(*grant.reader, *grant.entry.told) ||
                      (passage_.tells_again && grant.entry.anonymous) ||
                      view_.is_unlocked_by_mode(grant.read);
    entry.ambiguous = entry.ambiguous || grant.entry.ambiguous;
    if (!passage_.opening) passage_.opening = grant.opening;
    entry.level = std::max(entry.level, grant.entry.level);
    if (entry.ambiguous || view_.is_unsound(grant.read)) entry.level = level_granted;
  }

  // A grant that has come to something takes its passage for the window, one that has not until it
  // is known to have been in vain.
  bool is_open_for(const Passage& grant, Ms time) const {
    if (grant.fate == Passage::confirmed)
      return time - items_[grant.confirmed_by].time <= view_.window();
    return time - items_[grant.read].time < view_.window() + site_.max_delivery_delay;
  }

  void confirm(std::size_t by, Level level) {
    passage_.fate = Passage::confirmed;
    passage_.used = true;
    passage_.confirmed_by = by;
    if (view_.is_unlocked_by_mode(by)) passage_.entry.anonymous = true;
    passage_.entry.level = is_doubtful(by) ? level_granted : level;
  }

  // Rules Z4 and H2, of what confirms the entry.
  bool is_doubtful(std::size_t by) const {
    return view_.is_held(by) || view_.is_unsound(by) || view_.is_unsound(passage_.read);
  }

  std::optional<std::size_t> opening_after(std::size_t read) const {
    for (std::size_t j = read + 1; j < items_.size(); ++j) {
      if (view_.is_opening(j) && items_[j].time - items_[read].time <= view_.window()) return j;
    }
    return {};
  }

  void await_opening() {
    if (const auto opening = opening_after(passage_.read)) {
      confirm(*opening, level_opened);
      passage_.opened_by = opening;
      ambiguous_by(*opening);
      return;
    }
    const Ms known = items_[passage_.read].time + view_.window() + site_.max_delivery_delay;
    passage_.fate = now_ >= known ? Passage::cancelled : Passage::pending;
  }

  // Rule P7.
  void ambiguous_by(std::size_t opening) {
    if (passage_.reader->to == kOutside || !view_.has_request(opening)) return;
    passage_.entry.level = level_granted;
    passage_.entry.ambiguous = true;
    passage_.opening = opening;
  }

  // All that were permitted by then, those included for whom the door was opened.
  int taps_since(std::size_t opening, const std::vector<Passage>& earlier) const {
    std::set<std::pair<std::string, const Reader*>> opened_for;
    for (const Passage& passage : earlier) {
      if (passage.read < opening && passage.opened_by == opening &&
          !is_used_up_before(opening, passage, earlier))
        opened_for.emplace(passage.person, passage.reader);
    }
    int taps = static_cast<int>(opened_for.size());
    for (std::size_t j = opening + 1; j <= passage_.read; ++j) {
      if (view_.here(j, "access_granted")) ++taps;
    }
    return taps;
  }
  static bool is_used_up_before(std::size_t opening, const Passage& permission,
                                const std::vector<Passage>& all) {
    return std::any_of(all.begin(), all.end(), [&](const Passage& later) {
      return later.person == permission.person && later.read > permission.read &&
             later.fate == Passage::confirmed && later.confirmed_by < opening;
    });
  }
  int taps_allowed() const {
    const Zone* zone = find(site_.zones, passage_.reader->to);
    return zone == nullptr ? INT32_MAX : zone->taps_per_opening;
  }

  bool is_of_same_person(std::size_t i) const {
    bool expired = false;
    return holder(site_, items_[i].input->told.number, items_[i].time, expired) == passage_.person;
  }

  // A permission in use is remembered for a while, and as long as the door stands open.
  bool lingers_until(std::size_t i) const {
    const std::size_t begin = passage_.confirmed_by;
    const auto open_since = view_.open_since(i);
    const bool used_it = open_since && (*open_since <= begin || open_since == passage_.opened_by);
    return items_[i].time - items_[begin].time <= kLinger || used_it;
  }

  bool passes_at_once(std::size_t i) const {
    return view_.here(i, "access_granted") &&
           (!view_.has_working_contact(i) || view_.open_since(i) || view_.is_unlocked_by_mode(i));
  }

  // Rule S4: read neither on this side of the door nor beyond it, or no longer beyond it, while the
  // permission was not used yet.
  void give_up_where_read_elsewhere() {
    const bool used = passage_.fate == Passage::confirmed;
    const std::size_t end = used ? passage_.confirmed_by : items_.size();
    bool was_beyond = false;
    for (std::size_t j = passage_.read + 1; j < end; ++j) {
      const Event* event = view_.told(j);
      const Reader* reader = event == nullptr ? nullptr : find(site_.readers, event->reader);
      if (reader == nullptr || !is_of_same_person(j) || !identifies(*reader, *event)) continue;
      const bool tells = event->kind == "access_taken" || event->kind == "access_not_taken";
      if (reader == passage_.reader && tells) continue;
      const std::string place = reader->inside.empty() ? read_from(site_, *reader) : reader->inside;
      const bool beyond = is_beyond(place);
      if (!beyond && (was_beyond || !is_before(place))) {
        passage_.fate = Passage::cancelled;
        passage_.opened_by.reset();
        return;
      }
      was_beyond = was_beyond || beyond;
    }
  }

  bool is_beyond(const std::string& place) const {
    const std::string from = read_from(site_, *passage_.reader);
    return std::any_of(site_.zones.begin(), site_.zones.end(), [&](const Zone& zone) {
      return contains(site_, zone.id, passage_.reader->to) && !contains(site_, zone.id, from) &&
             contains(site_, zone.id, place);
    });
  }
  bool is_before(const std::string& place) const {
    const std::string from = read_from(site_, *passage_.reader);
    return std::all_of(site_.zones.begin(), site_.zones.end(), [&](const Zone& zone) {
      return !contains(site_, zone.id, from) || contains(site_, zone.id, place);
    });
  }

  // The controller says that nobody used this permission, nor any other one of the person there
  // that nobody has passed on.
  void undo_if_expressly_unused() {
    for (std::size_t j = passage_.read + 1; j < items_.size(); ++j) {
      const Event* event = view_.told(j);
      if (event == nullptr || event->reader != told_.reader || !is_of_same_person(j)) continue;
      const bool was_in = passage_.used && passage_.confirmed_by < j;
      if (event->kind == "access_taken" || (was_in && passes_at_once(j))) return;
      if (event->kind != "access_not_taken") continue;
      const bool confirmed = passage_.fate == Passage::confirmed && passage_.confirmed_by < j;
      if (confirmed ? !lingers_until(j) : !is_open_for(passage_, items_[j].time)) return;
      passage_.fate = Passage::cancelled;
      passage_.cancelled_by = j;
      return;
    }
  }

  const Site& site_;
  const std::vector<Item>& items_;
  Ms now_;
  DoorView view_;
  Passage& passage_;
  const Event& told_;
};

}  // namespace

namespace {

// Who has passed on a later read has given up what was permitted before.
void cancel_used_up(std::vector<Passage>& all) {
  for (Passage& earlier : all) {
    for (const Passage& later : all) {
      if (later.person != earlier.person || later.read <= earlier.read ||
          later.fate != Passage::confirmed || later.of_grant == earlier.read || later.tells_again)
        continue;
      if (earlier.fate != Passage::confirmed || earlier.confirmed_by > later.confirmed_by)
        earlier.fate = Passage::cancelled;
      // What is said afterwards of one that nobody had used, is said of no permission any more.
      const bool used = earlier.used && earlier.confirmed_by <= later.confirmed_by;
      if (!used && earlier.cancelled_by.value_or(0) > later.confirmed_by)
        earlier.cancelled_by.reset();
    }
  }
}

}  // namespace

std::vector<Passage> passages(const Site& site, const std::vector<Item>& items, Ms now) {
  std::vector<Passage> all;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (items[i].what != Item::event) continue;
    const Event& told = items[i].input->told;
    if (told.kind != "access_granted" && told.kind != "access_taken") continue;
    const Reader* reader = find(site.readers, told.reader);
    if (reader == nullptr || reader->door.empty()) continue;
    Passage passage;
    passage.read = i;
    passage.reader = reader;
    passage.person = holder(site, told.number, items[i].time, passage.entry.expired);
    if (passage.person.empty()) continue;
    Judged judged(site, items, now, *find(site.doors, reader->door), passage);
    if (told.kind == "access_granted") {
      judged.grant(all);
    } else {
      judged.passing(all);
    }
    all.push_back(passage);
  }
  cancel_used_up(all);
  return all;
}

Movement meaning_of(const Site& site, const std::vector<Item>& items, std::size_t i) {
  const Event& told = items[i].input->told;
  const Door& door = *find(site.doors, told.door);
  const DoorView view(site, items, door);
  if (told.kind == "exit_requested") {
    const auto opening = view.open_since(i);
    return {false, !view.has_working_contact(i) || opening, opening.value_or(i)};
  }
  if (!view.is_opening(i)) return {};
  const bool free = left_by_handle(door) || view.is_unlocked(i);
  const bool explained = view.is_explained(i);
  return {!explained && !free, view.is_requested(i) || (!explained && free), i};
}

}  // namespace zonefactor::oracle
