// C1 to C7 in order, then one class. Guards first; one line says `zone_equivalent`.
#include "service/core/judge.h"

#include <algorithm>
#include <deque>

namespace zonefactor::core {

namespace {

constexpr std::int64_t kRetryMs = 1000;
constexpr std::size_t kUsualEvidence = 16;

enum Condition : std::uint8_t { kC1, kC2, kC3, kC4, kC5, kC6, kC7 };

// How much a class is worth; a session can only fall (rule F8).
int rank_of(Class class_) {
  switch (class_) {
    case Class::native_two_factor:
      return 4;
    case Class::zone_equivalent:
      return 3;
    case Class::emergency:
      return 2;
    case Class::undetermined:
      return 1;
    case Class::not_equivalent:
      return 0;
  }
  __builtin_unreachable();
}

// One judgement in the making; each method is one condition.
class Judgement {
 public:
  Judgement(const State& state, const Reports& reports, const LoginAttempt& attempt, Instant now)
      : state_(state),
        site_(state.site()),
        reports_(reports),
        attempt_(attempt),
        now_(now),
        amr_(attempt.amr),
        unknown_amr_(attempt.unknown_amr) {
    decision_.evidence.reserve(kUsualEvidence);
  }

  Decision decide();

 private:
  struct Entered {
    Reasons reasons;  // of C3
    FactorKinds kinds;
    bool has_entry = false;
  };

  bool runs_on() const;
  PresenceView presence_in(const ZonePlan& zone);
  void find_subject();
  Reasons zone_reasons(const ZonePlan& zone, const Presence* record);
  void judge_zone();
  void judge_terminal();
  void judge_entry();
  void judge_presence();
  Entered entry_into(const ZonePlan& zone, const Presence* record);
  Reasons designation_reasons(const ZonePlan& zone, std::optional<Instant> entered_at);
  bool designated_when_entering(const DesignationPlan& plan, const ZonePlan& zone,
                                Instant entered) const;
  Reasons credential_reasons(const Tap& tap);
  void warn_of(const Tap& tap, const ZonePlan& zone);
  FactorKinds with_outer_kinds(FactorKinds kinds, const Presence& inner);
  bool unobserved(const ZonePlan& zone) const;
  std::optional<EntryRef> drift_of(const ZonePlan& zone) const;
  bool in_declared_emergency() const;
  bool may_declare_emergency() const;
  bool within_session(Class class_) const;
  void limit_to_session();
  void settle_class();
  void settle_policy();

  void fail(Reason reason) { decision_.reasons.add(reason); }
  void rest_on(Condition condition, EntryRef ref) {
    if (ref != EntryRef{}) decision_.evidence.push_back({condition, ref});
  }
  void valid_no_longer_than(std::optional<Instant> end) {
    if (end && (!valid_until_ || *end < *valid_until_)) valid_until_ = end;
  }

  const State& state_;
  const Site& site_;
  const Reports& reports_;
  const LoginAttempt& attempt_;
  Instant now_;
  Amrs amr_;  // of the attempt, or of the session it continues (rule F8)
  bool unknown_amr_;

  const Session* session_ = nullptr;  // that a `continue` goes on with
  const TerminalPlan* terminal_ = nullptr;
  const ZonePlan* zone_ = nullptr;
  const PersonPlan* person_ = nullptr;
  PresenceView presence_;
  std::deque<Presence> in_grace_;
  bool judging_outer_ = false;  // an outer zone's failure adds no reason, evidence or warning
  std::optional<Instant> valid_until_;
  Decision decision_;
};

Decision Judgement::decide() {
  decision_.configuration = site_.closed_at();
  if (attempt_.action == Action::continue_) {  // rule F8: what it names itself counts for nothing
    if (attempt_.session)
      session_ = session_of(state_, {attempt_.terminal, *attempt_.session}, attempt_.account);
    amr_ = session_ == nullptr ? Amrs{} : session_->amr;
    unknown_amr_ = session_ != nullptr && session_->unknown_amr;
  }
  terminal_ = site_.terminal(attempt_.terminal);
  if (terminal_ != nullptr && terminal_->zone) zone_ = site_.zone(*terminal_->zone);
  find_subject();
  if (zone_ != nullptr && person_ != nullptr) presence_ = presence_in(*zone_);
  judge_zone();
  judge_terminal();
  judge_entry();
  judge_presence();
  settle_class();
  limit_to_session();
  settle_policy();
  std::vector<RestsOn>& evidence = decision_.evidence;
  std::sort(evidence.begin(), evidence.end());
  evidence.erase(std::unique(evidence.begin(), evidence.end()), evidence.end());
  return std::move(decision_);
}

// Whether this is no new login: what fails only those (rules Z3, Z5, Z6, H1) leaves it alone.
bool Judgement::runs_on() const {
  return session_ != nullptr && session_->class_ == Class::zone_equivalent;
}

// Rule X2: in a session that runs on, whoever is absent by inference alone is still in; the session
// falls when the time of grace ends, which in an open zone (rule Z6) it does not.
PresenceView Judgement::presence_in(const ZonePlan& zone) {
  const PresenceView view = presence_view(state_, person_->no, zone.no, now_);
  if (!runs_on() || view.is != PresenceIs::absent || view.record == nullptr ||
      !view.record->absent_by_inference) {
    return view;
  }
  if (!is_released(state_.zone(zone.no)))
    valid_no_longer_than(view.record->absence_known_at + zone.zone.egress_grace);
  Presence& still_in = in_grace_.emplace_back(*view.record);
  still_in.standing = Standing::present;
  return {PresenceIs::present, Doubt::none, &still_in};
}

// C5: the account's one holder.
void Judgement::find_subject() {
  const std::vector<PersonNo>& holders = site_.holders(attempt_.account);
  if (holders.empty()) return fail(Reason::subject_unknown);
  if (holders.size() > 1) return fail(Reason::subject_shared);  // rule I8
  person_ = site_.person(holders.front());
  rest_on(kC5, person_->ref);
  decision_.person = person_->person.id;
  PersonKind kind = person_->person.kind;
  if (const auto* report =
          Reports::holding(reports_.persons, person_->person.id, person_->ref, now_)) {
    kind = report->value;
    rest_on(kC5, report->ref);
  }
  if (kind == PersonKind::visitor) fail(Reason::subject_visitor);  // rule I6
}

// Rules H1, H4: nothing heard from a controller of the boundary for too long.
bool Judgement::unobserved(const ZonePlan& zone) const {
  return std::any_of(zone.controllers.begin(), zone.controllers.end(), [&](ControllerNo no) {
    return state_.liveness.unobserved(no, now_, zone.zone.freeze);
  });
}

// C1 for one zone and the presence that a login there would rest on.
Reasons Judgement::zone_reasons(const ZonePlan& zone, const Presence* record) {
  Reasons reasons;
  if (!zone.basis_counts) reasons.add(Reason::zone_basis_missing);
  if (zone.zone.basis && now_ >= zone.basis_ends) reasons.add(Reason::zone_basis_overdue);
  if (!zone.boundary_faults.empty()) reasons.add(Reason::zone_boundary_open);
  const ZoneState& state = state_.zone(zone.no);
  const bool is_new = !runs_on();
  if (is_new && !state.breaches.empty()) {
    reasons.add(Reason::zone_breached);
    if (!judging_outer_) rest_on(kC1, state.breaches.back());
  }
  if (is_new && is_released(state)) {  // rule Z6
    reasons.add(Reason::zone_open);
    if (!judging_outer_) rest_on(kC1, state.releases.back().by);
  }
  for (const DoorNo no : zone.boundary) {  // rule Z5
    const DoorState& door = state_.door(no);
    if (!is_new || !stands_open(door.mode)) continue;
    const bool from_before = record != nullptr && record->standing == Standing::present &&
                             record->entry && record->entry->position < door.mode_since;
    if (from_before) continue;
    reasons.add(Reason::zone_open);
    if (!judging_outer_) rest_on(kC1, door.mode_ref);
    break;  // one open door is enough, and a decision names no more than an entry can hold
  }
  if (is_new && unobserved(zone)) reasons.add(Reason::zone_unobserved);
  if (zone.zone.on_drift == OnDrift::undetermined) {  // rule G2
    if (const std::optional<EntryRef> found = drift_of(zone)) {
      reasons.add(Reason::zone_drifted);
      if (!judging_outer_) rest_on(kC1, *found);
    }
  }
  return reasons;
}

// Rule G2: where a reader of the boundary was found to be set otherwise than declared.
std::optional<EntryRef> Judgement::drift_of(const ZonePlan& zone) const {
  for (const DoorNo no : zone.boundary) {
    for (const auto& [reader, drift] : state_.door(no).drifts) {
      if (drift.found) return drift.found;
    }
  }
  return {};
}

void Judgement::judge_zone() {
  if (zone_ == nullptr) return;
  decision_.zone = zone_->zone.id;
  rest_on(kC1, zone_->ref);
  const bool entered = presence_.is == PresenceIs::present || presence_.is == PresenceIs::uncertain;
  const Presence* record = entered ? presence_.record : nullptr;
  decision_.reasons = decision_.reasons | zone_reasons(*zone_, record);
  if (zone_->basis_counts) valid_no_longer_than(zone_->basis_ends);
}

// C2 and C7.
void Judgement::judge_terminal() {
  const Profile profile = site_.head().profile;
  const TerminalFactors factors = factors_at_terminal(
      amr_, unknown_amr_, terminal_ ? terminal_->terminal.methods : std::nullopt, profile);
  decision_.terminal_kinds = factors.kinds;
  decision_.terminal_mismatch = factors.mismatch;
  if (factors.clonable) decision_.warnings.add(Warning::medium_clonable);
  if (factors.kinds.empty()) fail(Reason::terminal_authentication_missing);

  if (terminal_ == nullptr) {
    fail(Reason::terminal_unknown);
  } else {
    rest_on(kC2, terminal_->ref);
    if (zone_ == nullptr) fail(Reason::terminal_not_in_zone);
    if (terminal_->terminal.placement == Placement::portable) fail(Reason::terminal_portable);
    if (zone_ != nullptr && attempt_.proof < zone_->min_terminal_proof)
      fail(Reason::terminal_unproven);
    if (attempt_.proof == TerminalProof::gateway) {
      decision_.warnings.add(Warning::terminal_not_proven_itself);
    }
  }
  if (!at_console(attempt_, profile)) {
    fail(Reason::session_remote);
  } else if (!attempt_.session_kind && !attempt_.attests_console) {
    decision_.warnings.add(Warning::session_kind_unattested);
  }
}

// Rule I7: designated now, and when entering where there was an entry.
Reasons Judgement::designation_reasons(const ZonePlan& zone, std::optional<Instant> entered_at) {
  const DesignationPlan* found = designation_for(*person_, zone.no);
  if (found == nullptr) return Reasons{Reason::not_designated};
  DesignationPlan::Said now = found->said;
  if (const auto* report = Reports::holding(
          reports_.designations, std::pair(person_->person.id, zone.zone.id), now.ref, now_)) {
    now.valid_until = report->value;
    if (!judging_outer_) rest_on(kC3, report->ref);
  }
  const bool entry_held = !entered_at || designated_when_entering(*found, zone, *entered_at);
  if (!entry_held || !now.holds_at(now_)) return Reasons{Reason::not_designated};
  if (!judging_outer_) rest_on(kC3, now.ref);
  valid_no_longer_than(now.valid_until);
  return Reasons{};
}

// By what was in force then; what was said of that time since counts as well.
bool Judgement::designated_when_entering(const DesignationPlan& plan, const ZonePlan& zone,
                                         Instant entered) const {
  const DesignationPlan::Said* said = plan.said_at(entered);
  if (said == nullptr) return false;
  const auto* report = Reports::holding(
      reports_.designations, std::pair(person_->person.id, zone.zone.id), said->ref, entered);
  const std::optional<Instant> until = report != nullptr ? report->value : said->valid_until;
  return (!said->valid_from || *said->valid_from <= entered) && (!until || entered < *until);
}

// Rules I4 and I5.
Reasons Judgement::credential_reasons(const Tap& tap) {
  Reasons reasons;
  if (tap.credential_expired) reasons.add(Reason::credential_expired);
  const auto& held = person_->credentials;
  const auto plan = std::find_if(held.begin(), held.end(), [&](const CredentialPlan& credential) {
    return credential.credential.id == tap.credential;
  });
  if (plan == held.end()) {  // taken out of the configuration since, or given to another
    reasons.add(Reason::credential_revoked);
    return reasons;
  }
  if (!judging_outer_) rest_on(kC3, plan->ref);
  CredentialState credential = plan->credential.state;
  std::optional<Instant> since = plan->credential.since;
  if (const auto* report =
          Reports::holding(reports_.credentials, tap.credential, plan->ref, now_)) {
    credential = report->value;
    since = report->since;
    if (!judging_outer_) rest_on(kC3, report->ref);
  }
  if (credential != CredentialState::active && (!since || *since <= now_)) {
    reasons.add(Reason::credential_revoked);
  }
  if (plan->credential.valid_until && *plan->credential.valid_until <= now_) {
    reasons.add(Reason::credential_expired);
  }
  valid_no_longer_than(plan->credential.valid_until);
  return reasons;
}

// C3 for one zone, and what its entry verified.
Judgement::Entered Judgement::entry_into(const ZonePlan& zone, const Presence* record) {
  Entered entered;
  if (record == nullptr || record->standing != Standing::present) {
    entered.reasons = designation_reasons(zone, std::nullopt);
    return entered;
  }
  if (!record->entry) {  // present by implication (rule S9)
    entered.reasons = designation_reasons(zone, std::nullopt);
    entered.reasons.add(Reason::entry_anonymous);
    if (!judging_outer_) rest_on(kC3, record->implied_by);
    return entered;
  }
  const FoundingEntry& entry = *record->entry;
  const Tap& tap = *entry.tap;
  entered.has_entry = true;
  entered.kinds = tap.kinds(site_.head().profile);
  if (entry.passage.by(zone.min_origin) < zone.zone.min_passage)
    entered.reasons.add(Reason::entry_unconfirmed);
  if (tap.anonymous) entered.reasons.add(Reason::entry_anonymous);
  if (!tap.clock_trusted) entered.reasons.add(Reason::clock_untrusted);
  entered.reasons = entered.reasons | designation_reasons(zone, entry.at) | credential_reasons(tap);
  valid_no_longer_than(record->present_since + zone.zone.max_presence);
  const Instant lease_ends = record->affirmed_at + zone.zone.lease;
  if (is_leased(state_, zone) && lease_ends >= now_) valid_no_longer_than(lease_ends);
  if (!judging_outer_) {
    for (const Condition condition : {kC3, kC4}) {
      rest_on(condition, tap.ref);
      rest_on(condition, entry.confirmed_by);
    }
    if (entry.ambiguous) decision_.warnings.add(Warning::passage_ambiguous);
    warn_of(tap, zone);
  }
  return entered;
}

// Rules F6 and H6: what weakens an entry that counts.
void Judgement::warn_of(const Tap& tap, const ZonePlan& zone) {
  if (tap.clonable(site_.head().profile)) decision_.warnings.add(Warning::medium_clonable);
  if (tap.origin == Origin::open && zone.min_origin == Origin::open) {
    decision_.warnings.add(Warning::origin_open);
  }
}

// Rule S9: what entries into the zones around verified, while continuously inside.
FactorKinds Judgement::with_outer_kinds(FactorKinds kinds, const Presence& inner) {
  judging_outer_ = true;
  for (const ZoneNo no : zone_->around) {
    const ZonePlan* zone = site_.zone(no);
    if (zone == nullptr) continue;
    const PresenceView view = presence_in(*zone);
    if (view.is != PresenceIs::present || !view.record->entry ||
        view.record->entry->position > inner.entry->position) {
      continue;
    }
    const std::optional<Instant> end = valid_until_;
    const Entered entered = entry_into(*zone, view.record);
    const bool adds = !((kinds | entered.kinds) == kinds);
    if (!adds || !entered.reasons.empty() || !zone_reasons(*zone, view.record).empty()) {
      valid_until_ = end;
      continue;
    }
    if (zone->basis_counts) valid_no_longer_than(zone->basis_ends);
    kinds = kinds | entered.kinds;
    rest_on(kC4, view.record->entry->tap->ref);
    warn_of(*view.record->entry->tap, *zone);
  }
  judging_outer_ = false;
  return kinds;
}

// C3 and C4.
void Judgement::judge_entry() {
  if (zone_ == nullptr || person_ == nullptr) return;
  const bool judged = presence_.is == PresenceIs::present || presence_.is == PresenceIs::uncertain;
  const Presence* record = judged ? presence_.record : nullptr;
  const Entered entered = entry_into(*zone_, record);
  decision_.reasons = decision_.reasons | entered.reasons;
  if (presence_.is == PresenceIs::pending) {
    fail(Reason::entry_pending);
    rest_on(kC3, presence_.record->pending->ref);
    decision_.retry_ms = kRetryMs;
  }
  if (!entered.has_entry) return;
  decision_.entry_kinds = with_outer_kinds(entered.kinds, *record);
  if ((decision_.entry_kinds | decision_.terminal_kinds).size() < 2)
    fail(Reason::factors_insufficient);
}

// C6.
void Judgement::judge_presence() {
  if (zone_ == nullptr || person_ == nullptr) return;
  if (presence_.record != nullptr) rest_on(kC6, presence_.record->affirmed_by);
  switch (presence_.is) {
    case PresenceIs::present:
    case PresenceIs::pending:  // entry_pending speaks for C3 and C6
      return;
    case PresenceIs::absent:
      return fail(Reason::presence_absent);
    case PresenceIs::unknown:
      return fail(Reason::presence_unknown);
    case PresenceIs::uncertain: {
      if (presence_.doubt == Doubt::gap) {
        rest_on(kC6, state_.zone(zone_->no).gap_by);
      } else if (presence_.doubt == Doubt::equivocation) {
        rest_on(kC6, state_.zone(zone_->no).equivocation_by);
      } else if (presence_.doubt == Doubt::anonymous_exit) {
        rest_on(kC6, state_.zone(zone_->no).egress_by);
      }
      return fail(Reason::presence_uncertain);
    }
  }
}

// Rule E1: whoever logs in where an emergency was declared.
bool Judgement::in_declared_emergency() const {
  if (zone_ == nullptr) return false;
  const std::optional<Instant>& until = state_.zone(zone_->no).emergency_until;
  return until && now_ < *until && zone_->zone.break_glass != BreakGlass::none;
}

// Rule E3: for one login at a registered terminal, with their own account and one terminal factor.
bool Judgement::may_declare_emergency() const {
  const bool declares = attempt_.emergency || (session_ != nullptr && session_->self_declared);
  return declares && zone_ != nullptr && zone_->zone.break_glass == BreakGlass::self &&
         person_ != nullptr && !decision_.terminal_kinds.empty();
}

void Judgement::settle_class() {
  const bool native =
      terminal_ != nullptr && person_ != nullptr && decision_.terminal_kinds.size() >= 2;
  if (native && within_session(Class::native_two_factor)) {  // rule A2
    decision_.zone_reasons = decision_.reasons;
    decision_.reasons = Reasons{};
    decision_.class_ = Class::native_two_factor;
    return;
  }
  if (!decision_.reasons.empty()) {
    const bool declared = in_declared_emergency();
    if (declared) rest_on(kC1, state_.zone(zone_->no).emergency_by);
    decision_.class_ = declared || may_declare_emergency() ? Class::emergency
                                                           : class_of_failing(decision_.reasons);
    return;
  }
  decision_.class_ = Class::zone_equivalent;
  decision_.valid_until = valid_until_;
}

// Rule F8: a continued session is never above the class of its latest authentication.
bool Judgement::within_session(Class class_) const {
  return session_ == nullptr || rank_of(class_) <= rank_of(session_->class_);
}

void Judgement::limit_to_session() {
  if (within_session(decision_.class_)) return;
  decision_.reasons = decision_.reasons | session_->reasons;
  // Of what was in doubt something may be known since.
  const bool in_doubt = session_->class_ == Class::undetermined;
  decision_.class_ = in_doubt ? class_of_failing(decision_.reasons) : session_->class_;
  decision_.valid_until.reset();
}

void Judgement::settle_policy() {
  decision_.outcome =
      zone_ != nullptr ? outcome_of(decision_.class_, zone_->zone.enforcement,
                                    zone_->zone.on_not_equivalent, zone_->zone.on_undetermined)
                       : outcome_of(decision_.class_, site_.head().enforcement,
                                    site_.head().on_not_equivalent, site_.head().on_undetermined);
  if (decision_.outcome == Outcome::step_up && terminal_ != nullptr &&
      terminal_->terminal.step_up) {
    decision_.amr_values = *terminal_->terminal.step_up;  // rule A8
  }
}

}  // namespace

const Session* session_of(const State& state, const SessionKey& key, const AccountId& account) {
  const Session* session = state.session(key);
  if (session == nullptr || session->account != account) return nullptr;
  return session->person == state.site().sole_holder(account) ? session : nullptr;
}

bool at_console(const LoginAttempt& attempt, Profile profile) {
  if (attempt.session_kind) return *attempt.session_kind == SessionKind::console;
  return attempt.attests_console || profile == Profile::guideline;
}

Class class_of_failing(Reasons reasons) {
  const bool only_unknown = (reasons & kUndeterminedReasons) == reasons;
  return only_unknown ? Class::undetermined : Class::not_equivalent;
}

bool is_allowing(Class class_) {
  switch (class_) {
    case Class::native_two_factor:
    case Class::zone_equivalent:
    case Class::emergency:
      return true;
    case Class::not_equivalent:
    case Class::undetermined:
      return false;
  }
  __builtin_unreachable();
}

Outcome outcome_of(Class class_, Enforcement enforcement, Outcome on_not_equivalent,
                   Outcome on_undetermined) {
  if (enforcement == Enforcement::monitor || is_allowing(class_)) return Outcome::allow;
  return class_ == Class::undetermined ? on_undetermined : on_not_equivalent;
}

Decision judge(const State& state, const Reports& reports, const LoginAttempt& attempt,
               Instant now) {
  return Judgement(state, reports, attempt, now).decide();
}

}  // namespace zonefactor::core
