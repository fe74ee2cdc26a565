// C1 to C7 for each question, in the order of interfaces.md section 4, from the world as it stood.
#include <algorithm>

#include "tests/oracle/factors.h"
#include "tests/oracle/geometry.h"
#include "tests/oracle/presence.h"

namespace zonefactor::oracle {
namespace {

const char* const kUndetermined[] = {"zone_unobserved", "entry_pending", "presence_unknown",
                                     "presence_uncertain"};

bool valid(const Designation& designation, Ms time) {
  return (!designation.valid_from || *designation.valid_from <= time) &&
         (!designation.valid_until || time < *designation.valid_until);
}

bool designated(const Site& site, const std::string& person, const std::string& zone, Ms time) {
  return std::any_of(
      site.designations.begin(), site.designations.end(), [&](const Designation& designation) {
        return designation.person == person && designation.zone == zone && valid(designation, time);
      });
}

// Rule Z2.
bool is_closed_by_its_doors(const Site& site, const Zone& zone) {
  for (const Door& door : site.doors) {
    if (!bounds(site, door, zone.id) || door.entry_none) continue;
    bool has_reader = false;
    for (const Reader& reader : site.readers) {
      if (reader.door != door.id || !contains(site, zone.id, reader.to)) continue;
      has_reader = true;
      for (const Words& combination : reader.methods) {
        if (!identifies(combination)) return false;
      }
    }
    if (!has_reader) return false;
  }
  return true;
}

std::string quoted(const Words& words) {
  std::string text = "[";
  for (const std::string& word : words) text += (text.size() > 1 ? ",\"" : "\"") + word + "\"";
  return text + "]";
}

std::string quoted(const std::set<Kind>& kinds) {
  Words words;
  for (const Kind kind : kinds) {
    words.push_back(kind == knowledge   ? "knowledge"
                    : kind == inherence ? "inherence"
                                        : "possession");
  }
  return quoted(words);
}

class Judgement {
 public:
  Judgement(const Site& site, const History& history, std::size_t line)
      : site_(site),
        asked_(history[line].asked),
        now_(history[line].at),
        world_(world_at(site, history, line, now_)),
        terminal_(find(site.terminals, asked_.terminal)),
        zone_(terminal_ == nullptr ? nullptr : find(site.zones, terminal_->zone)),
        person_(account_holder(site, asked_.account, holders_)),
        here_(factors_at_terminal(site, terminal_, asked_.amr)) {
    if (zone_ != nullptr && !person_.empty()) find_presence();
  }

  std::string text(std::size_t label) {
    Words reasons = all_reasons();
    std::string zone_reasons;
    const bool native = terminal_ != nullptr && !person_.empty() && here_.kinds.size() >= 2;
    if (native) {
      zone_reasons = ",\"zone_reasons\":" + quoted(reasons);
      reasons.clear();
    }
    std::string verdict = "zone_equivalent";
    if (native) {
      verdict = "native_two_factor";
    } else if (!reasons.empty()) {
      verdict = std::all_of(reasons.begin(), reasons.end(), is_missing_knowledge)
                    ? "undetermined"
                    : "not_equivalent";
    }
    return "{\"ask\":\"" + std::to_string(label) + "\",\"class\":\"" + verdict +
           "\",\"outcome\":\"" + outcome(verdict) + "\",\"reasons\":" + quoted(reasons) +
           zone_reasons + ",\"factors\":{\"entry\":" + quoted(entry_.kinds) +
           ",\"terminal\":" + quoted(here_.kinds) + "},\"warnings\":" + quoted(warnings()) + "}";
  }

 private:
  enum Presence { unsaid, absent, unknown, pending, present, uncertain };

  static bool is_missing_knowledge(const std::string& reason) {
    return std::find(std::begin(kUndetermined), std::end(kUndetermined), reason) !=
           std::end(kUndetermined);
  }

  const Standing& standing(const Zone& zone) const {
    return world_.standing.at({person_, zone.id});
  }

  Presence presence_in(const Zone& zone) const {
    return world_.pending.count({person_, zone.id}) != 0 ? pending : settled_in(zone);
  }

  Presence settled_in(const Zone& zone) const {
    const Standing& at = standing(zone);
    if (at.base == Standing::unknown) return unknown;
    if (at.base == Standing::absent) return absent;
    const bool expired = now_ - at.since > zone.max_presence;
    const bool lapsed =
        zone.anonymous_exit && now_ - at.affirmed > zone.lease && !is_further_in(zone);
    return at.doubted || expired || lapsed ? uncertain : present;
  }

  // Rule S9.
  bool is_further_in(const Zone& zone) const {
    return std::any_of(site_.zones.begin(), site_.zones.end(), [&](const Zone& inner) {
      return inner.id != zone.id && contains(site_, zone.id, inner.id) && standing(inner).entry &&
             settled_in(inner) == present;
    });
  }

  void find_presence() {
    presence_ = presence_in(*zone_);
    if (presence_ != present && presence_ != uncertain) return;
    has_standing_ = true;
    add_entry(*zone_, entry_);
    for (const Zone& around : site_.zones) {
      if (around.id != zone_->id && contains(site_, around.id, zone_->id)) add_outer(around);
    }
  }

  void add_entry(const Zone& zone, Factors& to) const {
    const auto& entry = standing(zone).entry;
    if (!entry) return;
    const Factors factors = factors_at_door(site_, *entry);
    to.kinds.insert(factors.kinds.begin(), factors.kinds.end());
    to.clonable = to.clonable || factors.clonable;
  }

  // Rule S9: the entry around counts while it is good by itself.
  void add_outer(const Zone& around) {
    if (presence_in(around) != present || !standing(around).entry) return;
    if (zone_reasons(around).empty() && entry_reasons(around).empty()) add_entry(around, entry_);
  }

  Words zone_reasons(const Zone& zone) const {
    Words reasons;
    if (zone.basis.empty() || (site_.strict && zone.basis != "law"))
      reasons.push_back("zone_basis_missing");
    if (!zone.basis.empty() && now_ >= zone.basis_ends) reasons.push_back("zone_basis_overdue");
    if (!is_closed_by_its_doors(site_, zone)) reasons.push_back("zone_boundary_open");
    if (world_.breached.count(zone.id) != 0) reasons.push_back("zone_breached");
    if (is_open(zone)) reasons.push_back("zone_open");
    return reasons;
  }

  // Rules Z5 and Z6.
  bool is_open(const Zone& zone) const {
    if (world_.released.count(zone.id) != 0) return true;
    for (const auto& [door, since] : world_.unlocked) {
      if (bounds(site_, *find(site_.doors, door), zone.id) && !entered_before(zone, since))
        return true;
    }
    return false;
  }
  bool entered_before(const Zone& zone, std::size_t place) const {
    if (person_.empty()) return false;
    const Presence there = presence_in(zone);
    const auto& entry = standing(zone).entry;
    return (there == present || there == uncertain) && entry && entry->place < place;
  }

  Words terminal_reasons() const {
    if (terminal_ == nullptr) return {"terminal_unknown"};
    Words reasons;
    if (zone_ == nullptr) reasons.push_back("terminal_not_in_zone");
    if (!terminal_->fixed) reasons.push_back("terminal_portable");
    return reasons;
  }

  Words entry_reasons(const Zone& zone) const {
    Words reasons;
    const Standing& at = standing(zone);
    const bool stands = presence_in(zone) == present || presence_in(zone) == uncertain;
    const Entry* entry = stands && at.entry ? &*at.entry : nullptr;
    if (entry != nullptr && entry->level < zone.min_passage) reasons.push_back("entry_unconfirmed");
    if (presence_in(zone) == pending) reasons.push_back("entry_pending");
    if (stands && (entry == nullptr || entry->anonymous)) reasons.push_back("entry_anonymous");
    if (!designated(site_, person_, zone.id, now_) ||
        (entry != nullptr && !designated(site_, person_, zone.id, entry->time)))
      reasons.push_back("not_designated");
    if (entry != nullptr && entry->expired) reasons.push_back("credential_expired");
    return reasons;
  }

  Words all_reasons() const {
    Words reasons;
    const auto add = [&](const Words& more) {
      reasons.insert(reasons.end(), more.begin(), more.end());
    };
    if (zone_ != nullptr) add(zone_reasons(*zone_));
    add(terminal_reasons());
    if (asked_.session_kind != "" && asked_.session_kind != "console") add({"session_remote"});
    if (presence_ != unsaid) add(entry_reasons(*zone_));
    if (has_standing_ && standing(*zone_).entry) {
      std::set<Kind> together = here_.kinds;
      together.insert(entry_.kinds.begin(), entry_.kinds.end());
      if (together.size() < 2) add({"factors_insufficient"});
    }
    if (holders_ == 0) add({"subject_unknown"});
    if (holders_ > 1) add({"subject_shared"});
    if (!person_.empty() && find(site_.persons, person_)->visitor) add({"subject_visitor"});
    if (presence_ == absent) add({"presence_absent"});
    if (presence_ == unknown) add({"presence_unknown"});
    if (presence_ == uncertain) add({"presence_uncertain"});
    if (here_.kinds.empty()) add({"terminal_authentication_missing"});
    return reasons;
  }

  // Rule A3.
  std::string outcome(const std::string& verdict) const {
    if (verdict == "native_two_factor" || verdict == "zone_equivalent") return "allow";
    if (zone_ == nullptr) return "step_up";
    if (zone_->monitor) return "allow";
    return verdict == "undetermined" ? zone_->on_undetermined : zone_->on_not_equivalent;
  }

  Words warnings() const {
    Words warnings;
    if (entry_.clonable || here_.clonable) warnings.push_back("medium_clonable");
    if (has_standing_ && standing(*zone_).entry && standing(*zone_).entry->ambiguous)
      warnings.push_back("passage_ambiguous");
    return warnings;
  }

  const Site& site_;
  const Question& asked_;
  Ms now_;
  World world_;
  const Terminal* terminal_;
  const Zone* zone_;
  int holders_ = 0;
  std::string person_;
  Factors here_;
  Factors entry_;
  Presence presence_ = unsaid;
  bool has_standing_ = false;
};

}  // namespace

Words answers(const Site& site, const History& history) {
  Words all;
  for (std::size_t line = 0; line < history.size(); ++line) {
    if (history[line].what == Input::question)
      all.push_back(Judgement(site, history, line).text(line + 1));
  }
  return all;
}

}  // namespace zonefactor::oracle
