// Boundary, entries, factors, exits and terminals of each zone in turn; the factor tables and the
// boundary's faults are those of the rules themselves.
#include "service/core/qualification.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "service/core/factors.h"

namespace zonefactor::core {

namespace {

constexpr Duration kReviewNear = std::chrono::days{60};
// From a controller's silence until logins stop resting on it.
constexpr Duration kLongSilence = 30min;
// The profile whose events are refused without a number (interfaces.md section 3).
constexpr std::string_view kNumberedProfile = "zonefactor";
constexpr FactorKinds kShownAnew{FactorKind::inherence, FactorKind::possession};

// Which sets of factor kinds one entry can have verified: one of `sets`, depending on what the
// person presents.
class KindSets {
 public:
  void add(FactorKinds kinds) { sets_ = static_cast<std::uint8_t>(sets_ | (1U << kinds.bits())); }
  template <class Visit>
  void each(Visit visit) const {
    for (std::uint64_t bits = 0; bits < kSets; ++bits) {
      if ((sets_ >> bits & 1U) != 0) visit(FactorKinds::from_bits(bits));
    }
  }
  bool only_empty() const { return sets_ == 1; }
  // With what another entry verified, or without it.
  KindSets perhaps_with(const KindSets& other) const {
    KindSets both = *this;
    each([&](FactorKinds ours) {
      other.each([&](FactorKinds theirs) { both.add(ours | theirs); });
    });
    return both;
  }
  void merge(const KindSets& other) { sets_ = static_cast<std::uint8_t>(sets_ | other.sets_); }

 private:
  static constexpr std::uint64_t kSets = 1U << count_of<FactorKind>();
  std::uint8_t sets_ = 0;
};

// Rules C4 and C7 where the terminal verifies one factor; with two, the login is native and needs
// no zone (rule A2).
bool suffices(const KindSets& at_entry, FactorKinds at_terminal) {
  bool enough = false;
  at_entry.each([&](FactorKinds entry) {
    at_terminal.each([&](FactorKind kind) {
      if ((entry | FactorKinds{kind}).size() >= 2) enough = true;
    });
  });
  return enough;
}

Amrs every_amr() {
  Amrs all;
  for (std::size_t i = 0; i < count_of<Amr>(); ++i) all.add(static_cast<Amr>(i));
  return all;
}

Methods methods_of(const AccessPoint& reader) {
  Methods methods;
  for (const Methods combination : reader.methods) methods = methods | combination;
  return methods;
}

bool reads_serial_cards(const AccessPoint& reader) {
  return reader.card_read == CardRead::serial && methods_of(reader).has(Method::card);
}

FactorKinds kinds_read(const AccessPoint& reader, Profile profile, std::optional<Methods> said) {
  // The credential's kind decides who is identified, not what is verified.
  return factors_at_reader(reader, profile, said, false, Method::card).kinds;
}

KindSets kinds_at(const AccessPoint& reader, Profile profile) {
  KindSets sets;
  for (const Methods combination : reader.methods) {
    sets.add(kinds_read(reader, profile, combination));
  }
  return sets;
}

// Rule F3: some combination verifies more than what is common to all.
bool depends_on_what_is_told(const AccessPoint& reader, Profile profile) {
  const FactorKinds common = kinds_read(reader, profile, std::nullopt);
  return std::any_of(reader.methods.begin(), reader.methods.end(), [&](Methods combination) {
    return !(kinds_read(reader, profile, combination) == common);
  });
}

FactorKinds kinds_at(const Terminal& terminal, Profile profile) {
  return factors_at_terminal(terminal.methods.value_or(every_amr()), false, terminal.methods,
                             profile)
      .kinds;
}

Remark remark(Severity severity, RemarkCode code) {
  Remark made;
  made.severity = severity;
  made.code = code;
  return made;
}

Remark on_terminal(RemarkCode code, const Terminal& terminal,
                   Severity severity = Severity::weakens) {
  Remark made = remark(severity, code);
  made.terminal = terminal.id;
  return made;
}

// What is asked of the site for every zone, looked up once.
class Survey {
 public:
  Survey(const Site& site, Instant now) : site_(site), now_(now) {
    for (const TerminalPlan& plan : site.terminals()) {
      if (plan.zone) terminals_[*plan.zone].push_back(&plan.terminal);
    }
    for (const ReaderPlan& reader : site.readers()) {
      if (reader.door) readers_[*reader.door].push_back(&reader);
    }
    for (const PersonPlan& plan : site.persons()) {
      if (plan.person.kind == PersonKind::visitor) continue;  // rule I6
      for (const DesignationPlan& designation : plan.designations) {
        const std::optional<Instant>& until = designation.said.valid_until;
        if (!until || now < *until) {
          designated_.insert(designation.zone);
        }
      }
    }
  }

  const Site& site() const { return site_; }
  Instant now() const { return now_; }
  Profile profile() const { return site_.head().profile; }

  const std::vector<const Terminal*>& terminals(ZoneNo zone) const {
    static const std::vector<const Terminal*> kNone;
    const auto place = terminals_.find(zone);
    return place == terminals_.end() ? kNone : place->second;
  }
  const std::vector<const ReaderPlan*>& readers_at(DoorNo door) const {
    static const std::vector<const ReaderPlan*> kNone;
    const auto place = readers_.find(door);
    return place == readers_.end() ? kNone : place->second;
  }
  std::vector<const ReaderPlan*> readers_into(const ZonePlan& zone) const {
    return crossing(zone, true);
  }
  std::vector<const ReaderPlan*> readers_out_of(const ZonePlan& zone) const {
    return crossing(zone, false);
  }

  // A file without people gets them by import, and says nothing of who is missing.
  bool lacks_designated(ZoneNo zone) const {
    return !site_.persons().empty() && designated_.count(zone) == 0;
  }
  // Itself, or in a zone within it.
  bool holds_terminals(ZoneNo zone) const {
    return std::any_of(terminals_.begin(), terminals_.end(),
                       [&](const auto& each) { return site_.contains(zone, each.first); });
  }
  bool closed(const ZonePlan& zone) const {  // C1, as far as it is configuration
    return zone.basis_counts && now_ < zone.basis_ends && zone.boundary_faults.empty();
  }

 private:
  std::vector<const ReaderPlan*> crossing(const ZonePlan& zone, bool inwards) const {
    std::vector<const ReaderPlan*> found;
    for (const DoorNo door : zone.boundary) {
      for (const ReaderPlan* reader : readers_at(door)) {
        if (site_.contains(zone.no, reader->to) == inwards) found.push_back(reader);
      }
    }
    return found;
  }

  const Site& site_;
  Instant now_;
  std::map<ZoneNo, std::vector<const Terminal*>> terminals_;
  std::map<DoorNo, std::vector<const ReaderPlan*>> readers_;
  std::set<ZoneNo> designated_;
};

// Which entries and fixed terminals of one zone give two kinds together.
class FactorsOfZone {
 public:
  FactorsOfZone(const Survey& survey, const ZonePlan& zone) : survey_(survey), zone_(zone) {
    for (const ReaderPlan* reader : survey.readers_into(zone)) {
      if (identifies_persons(reader->point.methods)) readers_.push_back(reader);
    }
    for (const Terminal* terminal : survey.terminals(zone.no)) {
      if (terminal->placement == Placement::fixed) fixed_.push_back(terminal);
    }
    for (const ZoneNo no : zone.around) {
      const ZonePlan* around = survey.site().zone(no);
      if (around != nullptr && survey.closed(*around)) counted_.push_back(around);
    }
  }

  std::vector<Remark> remarks() const;

 private:
  using Zones = std::vector<const ZonePlan*>;

  // Rule S9: what an entry by `reader` verified, and before it entries into zones that `outer`
  // names and that one was in already.
  KindSets entering(const ReaderPlan& reader, const Zones& outer) const {
    KindSets sets = kinds_at(reader.point, survey_.profile());
    for (const ZonePlan* around : outer) {
      if (!survey_.site().contains(around->no, reader.from)) continue;
      KindSets theirs;
      for (const ReaderPlan* each : survey_.readers_into(*around)) {
        theirs.merge(kinds_at(each->point, survey_.profile()));
      }
      sets = sets.perhaps_with(theirs);
    }
    return sets;
  }
  bool any_suffices(const Zones& outer) const {
    for (const ReaderPlan* reader : readers_) {
      const KindSets sets = entering(*reader, outer);
      for (const Terminal* terminal : fixed_) {
        if (suffices(sets, kinds_at(*terminal, survey_.profile()))) return true;
      }
    }
    return false;
  }
  void remark_on_readers(Severity severity, std::vector<Remark>& out) const;
  void remark_on_terminals(Severity severity, std::vector<Remark>& out) const;
  void remark_on_outer_zones(bool enough, std::vector<Remark>& out) const;

  const Survey& survey_;
  const ZonePlan& zone_;
  std::vector<const ReaderPlan*> readers_;
  std::vector<const Terminal*> fixed_;
  Zones counted_;  // zones around whose entries give factors here
};

std::vector<Remark> FactorsOfZone::remarks() const {
  std::vector<Remark> out;
  const bool enough = any_suffices(counted_);
  const Severity severity = enough ? Severity::weakens : Severity::spoils;
  remark_on_readers(severity, out);
  remark_on_terminals(severity, out);
  remark_on_outer_zones(enough, out);
  return out;
}

void FactorsOfZone::remark_on_readers(Severity severity, std::vector<Remark>& out) const {
  for (const ReaderPlan* reader : readers_) {
    const AccessPoint& point = reader->point;
    const bool gives_nothing = entering(*reader, counted_).only_empty();
    const auto add = [&](Severity how, RemarkCode code) {
      out.push_back(remark(how, code));
      out.back().access_point = point.id;
      out.back().door = point.door;
    };
    if (gives_nothing) {  // rule F6 leaves nothing else that identifies
      add(severity, RemarkCode::entry_gives_no_factor);
    } else if (reads_serial_cards(point)) {
      add(Severity::weakens, survey_.profile() == Profile::guideline
                                 ? RemarkCode::medium_clonable
                                 : RemarkCode::serial_card_counts_for_nothing);
    }
    if (depends_on_what_is_told(point, survey_.profile())) {
      add(Severity::weakens, RemarkCode::methods_must_be_told);
    }
  }
}

void FactorsOfZone::remark_on_terminals(Severity severity, std::vector<Remark>& out) const {
  for (const Terminal* terminal : fixed_) {
    const FactorKinds kinds = kinds_at(*terminal, survey_.profile());
    if (terminal->methods && terminal->methods->has(Amr::card)) {  // rule F6
      out.push_back(on_terminal(survey_.profile() == Profile::guideline
                                    ? RemarkCode::medium_clonable
                                    : RemarkCode::serial_card_counts_for_nothing,
                                *terminal));
    }
    if (kinds.empty()) {
      out.push_back(on_terminal(RemarkCode::terminal_verifies_nothing, *terminal, severity));
      continue;
    }
    std::vector<const ReaderPlan*> alike;
    for (const ReaderPlan* reader : readers_) {
      const KindSets sets = entering(*reader, counted_);
      if (!sets.only_empty() && !suffices(sets, kinds)) alike.push_back(reader);
    }
    if (alike.empty()) continue;
    Remark made = on_terminal(RemarkCode::same_kind, *terminal, severity);
    made.access_point = alike.front()->point.id;
    made.door = alike.front()->point.door;
    made.further_readers = alike.size() - 1;
    kinds.each([&](FactorKind kind) { made.kind = kind; });
    out.push_back(made);
  }
}

void FactorsOfZone::remark_on_outer_zones(bool enough, std::vector<Remark>& out) const {
  const auto add = [&](Severity severity, RemarkCode code, const ZonePlan& around) {
    out.push_back(remark(severity, code));
    out.back().outer = around.zone.id;
  };
  if (enough && any_suffices({})) return;
  for (const ZoneNo no : zone_.around) {
    const ZonePlan* around = survey_.site().zone(no);
    if (around == nullptr || !any_suffices({around})) continue;
    if (survey_.closed(*around)) {
      add(Severity::weakens, RemarkCode::needs_outer_entry, *around);
    } else {
      add(enough ? Severity::weakens : Severity::spoils, RemarkCode::outer_zone_gives_nothing,
          *around);
    }
  }
}

// The remarks on one zone; each method is one matter.
class ZoneReport {
 public:
  ZoneReport(const Survey& survey, const ZonePlan& plan)
      : survey_(survey), plan_(plan), terminals_(survey.terminals(plan.no)) {}

  ZoneQualification made();

 private:
  Remark& add(Severity severity, RemarkCode code) {
    remarks_.push_back(remark(severity, code));
    return remarks_.back();
  }
  Remark& weakens(RemarkCode code) { return add(Severity::weakens, code); }
  // What spoils a zone for logins there only weakens it where it merely lies around others.
  Remark& spoils(RemarkCode code) {
    return add(terminals_.empty() ? Severity::weakens : Severity::spoils, code);
  }

  void report_basis();
  void report_boundary();
  void report_entries();
  void report_exits();
  void report_reaffirmation();
  void report_controllers();
  void report_terminals();
  bool leaves_by_reader(const DoorPlan& door) const;

  const Survey& survey_;
  const ZonePlan& plan_;
  const std::vector<const Terminal*>& terminals_;
  std::vector<Remark> remarks_;
};

ZoneQualification ZoneReport::made() {
  if (survey_.holds_terminals(plan_.no)) {
    report_basis();
    report_boundary();
    report_entries();
    report_exits();
    report_controllers();
  }
  if (!terminals_.empty()) {
    report_reaffirmation();
    report_terminals();
  }
  std::stable_sort(remarks_.begin(), remarks_.end(), [](const Remark& a, const Remark& b) {
    return std::pair(a.severity, a.code) < std::pair(b.severity, b.code);
  });
  ZoneQualification made;
  made.zone = plan_.zone.id;
  if (!terminals_.empty()) {
    const bool spoilt = !remarks_.empty() && remarks_.front().severity == Severity::spoils;
    made.verdict = spoilt ? Verdict::does_not_qualify : Verdict::qualifies;
  }
  made.remarks = std::move(remarks_);
  return made;
}

// Rule Z1.
void ZoneReport::report_basis() {
  if (!plan_.basis_counts) {
    spoils(RemarkCode::zone_basis_missing);
    return;
  }
  if (plan_.basis_ends <= survey_.now()) {
    spoils(RemarkCode::zone_basis_overdue);
  } else if (plan_.basis_ends - survey_.now() <= kReviewNear) {
    weakens(RemarkCode::zone_basis_due);
  }
  if (plan_.zone.basis->kind == BasisKind::internal_rule) weakens(RemarkCode::zone_basis_internal);
}

RemarkCode code_of(BoundaryFaultKind kind) {
  switch (kind) {
    case BoundaryFaultKind::no_reader:
      return RemarkCode::no_reader;
    case BoundaryFaultKind::reader_identifies_nobody:
      return RemarkCode::reader_identifies_nobody;
    case BoundaryFaultKind::key_without_contact:
      return RemarkCode::key_without_contact;
  }
  __builtin_unreachable();
}

// Rule Z2.
void ZoneReport::report_boundary() {
  for (const BoundaryFault& fault : plan_.boundary_faults) {
    Remark& made = spoils(code_of(fault.kind));
    made.door = fault.door;
    made.access_point = fault.access_point;
  }
  for (const DoorNo no : plan_.boundary) {
    const DoorPlan& door = *survey_.site().door(no);
    if (door.door.key && door.door.contact) {
      weakens(RemarkCode::key_cylinder).door = door.door.id;
    }
  }
}

// Rules P1 and P2: which evidence of an entry can be had at each door.
void ZoneReport::report_entries() {
  const Passage least = plan_.zone.min_passage;
  if (survey_.readers_into(plan_).empty()) spoils(RemarkCode::no_way_in);
  if (least < Passage::opened) weakens(RemarkCode::permission_is_enough);
  for (const DoorNo no : plan_.boundary) {
    const DoorPlan& door = *survey_.site().door(no);
    if (!door.door.contact) weakens(RemarkCode::no_contact).door = door.door.id;
    const Passage untold = door.door.contact ? Passage::opened : Passage::granted;
    const auto& readers = survey_.readers_at(no);
    const bool leads_in = std::any_of(readers.begin(), readers.end(), [&](const ReaderPlan* each) {
      return survey_.site().contains(plan_.no, each->to);
    });
    if (leads_in && untold < least) {
      weakens(RemarkCode::passage_must_be_told).door = door.door.id;
    }
  }
  if (plan_.min_origin == Origin::open) weakens(RemarkCode::origin_open);
}

bool ZoneReport::leaves_by_reader(const DoorPlan& door) const {
  const auto& readers = survey_.readers_at(door.no);
  return std::any_of(readers.begin(), readers.end(), [&](const ReaderPlan* reader) {
    return !survey_.site().contains(plan_.no, reader->to);
  });
}

// Rules X1 and X4. A fire exit is left as it is: nobody may be named there by force (rule Z7).
void ZoneReport::report_exits() {
  const bool identified = plan_.zone.exit == ExitKind::identified;
  if (!identified) weakens(RemarkCode::anonymous_exit);
  for (const DoorNo no : plan_.boundary) {
    const DoorPlan& door = *survey_.site().door(no);
    if (door.egress == Egress::handle && !door.door.contact) {
      weakens(RemarkCode::egress_unseen).door = door.door.id;
    }
    if (door.door.entry_none) continue;
    if (door.egress == Egress::reader) {
      if (!leaves_by_reader(door)) weakens(RemarkCode::reader_out_missing).door = door.door.id;
    } else if (identified) {
      Remark& made = weakens(RemarkCode::egress_not_identified);
      made.door = door.door.id;
      made.egress = door.egress;
    }
  }
  if (!identified) return;
  for (const ReaderPlan* reader : survey_.readers_out_of(plan_)) {
    if (identifies_persons(reader->point.methods)) continue;
    Remark& made = weakens(RemarkCode::reader_out_identifies_nobody);
    made.access_point = reader->point.id;
    made.door = reader->point.door;
  }
}

// Rule X3: where people leave unnamed, those who stay must be able to show themselves without
// going out.
void ZoneReport::report_reaffirmation() {
  const bool left_unnamed =
      plan_.zone.exit == ExitKind::anonymous ||
      std::any_of(plan_.boundary.begin(), plan_.boundary.end(), [&](DoorNo no) {
        const DoorPlan& door = *survey_.site().door(no);
        return !door.door.entry_none && door.egress != Egress::reader;
      });
  if (!left_unnamed) return;
  const auto& readers = survey_.site().readers();
  const bool reader_inside =
      std::any_of(readers.begin(), readers.end(), [&](const ReaderPlan& reader) {
        return !reader.door && survey_.site().contains(plan_.no, reader.to) &&
               identifies_persons(reader.point.methods);
      });
  const bool at_terminal =
      std::any_of(terminals_.begin(), terminals_.end(), [&](const Terminal* terminal) {
        return terminal->placement == Placement::fixed &&
               !(kinds_at(*terminal, survey_.profile()) & kShownAnew).empty();
      });
  if (!reader_inside && !at_terminal) weakens(RemarkCode::no_reaffirmation);
}

// Rules K8 and H1.
void ZoneReport::report_controllers() {
  for (const ControllerNo no : plan_.controllers) {
    const Controller& controller = survey_.site().controller(no)->controller;
    if (controller.profile != kNumberedProfile) {
      weakens(RemarkCode::no_sequence_numbers).controller = controller.id;
    }
    const Duration silence = 3 * controller.heartbeat + plan_.zone.freeze;
    if (silence > kLongSilence) {
      Remark& made = weakens(RemarkCode::silence_tolerated);
      made.controller = controller.id;
      made.lasts = silence;
    }
  }
}

// Rules A8 and A2: what a refusal advises must bring a second kind at this terminal. A value that
// `methods` does not name counts nowhere (A2), some are nothing by themselves (F5).
void report_step_up(const Terminal& terminal, Profile profile, std::vector<Remark>& out) {
  if (!terminal.step_up) {
    out.push_back(on_terminal(RemarkCode::step_up_not_stated, terminal));
    return;
  }
  if (terminal.step_up->empty()) return;  // a statement too: there is none
  Amrs stated;
  for (const std::string& name : *terminal.step_up) {
    if (const auto amr = from_name<Amr>(name)) stated.add(*amr);
  }
  const bool counts = !factors_at_terminal(stated, false, terminal.methods, profile).kinds.empty();
  if (counts && kinds_at(terminal, profile).size() >= 2) return;
  out.push_back(on_terminal(RemarkCode::step_up_never_suffices, terminal));
  out.back().step_up = stated;
}

void report_statements(const Terminal& terminal, Profile profile, std::vector<Remark>& out) {
  if (!terminal.methods) out.push_back(on_terminal(RemarkCode::methods_not_stated, terminal));
  report_step_up(terminal, profile, out);
}

// Rules T1, T2, A2, A8, I7, A3, and what the entry and the terminal verify together.
void ZoneReport::report_terminals() {
  bool any_fixed = false;
  for (const Terminal* terminal : terminals_) {
    any_fixed = any_fixed || terminal->placement == Placement::fixed;
    if (terminal->placement == Placement::portable) {
      remarks_.push_back(on_terminal(RemarkCode::terminal_portable, *terminal));
    }
    report_statements(*terminal, survey_.profile(), remarks_);
  }
  if (!any_fixed) spoils(RemarkCode::no_fixed_terminal);
  if (plan_.min_terminal_proof == TerminalProof::key) weakens(RemarkCode::terminal_proof_weak);
  if (survey_.lacks_designated(plan_.no)) weakens(RemarkCode::nobody_designated);
  if (plan_.zone.enforcement == Enforcement::monitor) weakens(RemarkCode::monitor_only);
  const std::vector<Remark> on_factors = FactorsOfZone(survey_, plan_).remarks();
  remarks_.insert(remarks_.end(), on_factors.begin(), on_factors.end());
}

}  // namespace

Qualification qualify(const Site& site, Instant now) {
  const Survey survey(site, now);
  Qualification out;
  for (const ZonePlan& plan : site.zones()) out.zones.push_back(ZoneReport(survey, plan).made());
  for (const TerminalPlan& plan : site.terminals()) {
    if (plan.zone) continue;
    out.elsewhere.push_back(on_terminal(RemarkCode::terminal_without_zone, plan.terminal));
    report_statements(plan.terminal, survey.profile(), out.elsewhere);
  }
  return out;
}

}  // namespace zonefactor::core
