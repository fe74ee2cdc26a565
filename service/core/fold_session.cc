// Logins and sessions: what a decided login affirms, and who is told to lock (rules F8, X3, T4).
#include "service/core/fold.h"
#include "service/core/judge.h"

namespace zonefactor::core {

namespace {

// Sessions remembered per facility; the oldest by name gives way.
constexpr std::size_t kMaxSessions = 65'536;

}  // namespace

void Fold::login(const LoginAttempt& attempt, Class judged, Reasons reasons) {
  const Site& site = state_.site();
  const TerminalPlan* terminal = site.terminal(attempt.terminal);
  const std::vector<PersonNo>& holders = site.holders(attempt.account);

  if (attempt.session) {
    const bool is_new = state_.session(*attempt.session) == nullptr;
    if (is_new && state_.sessions().size() >= kMaxSessions) {
      state_.drop_session(state_.sessions().begin()->first);
    }
    Session& session = state_.change_session(*attempt.session);
    const bool continues = attempt.action == Action::continue_ && !is_new;
    session.terminal = attempt.terminal;
    session.account = attempt.account;
    session.person = holders.size() == 1 ? std::optional(holders.front()) : std::nullopt;
    session.class_ = judged;
    session.reasons = reasons;
    if (!continues) {
      session.amr = attempt.amr;
      session.unknown_amr = attempt.unknown_amr;
    }
  }

  if (judged == Class::emergency && holders.size() == 1) {  // rule E3
    Finding& finding = raise(FindingKind::emergency_declared);
    finding.person = state_.ordinals.persons.id(holders.front());
    finding.terminal = attempt.terminal;
    if (terminal != nullptr && terminal->terminal.zone) finding.zone = *terminal->terminal.zone;
  }
  if (attempt.action == Action::continue_ || terminal == nullptr) return;
  const TerminalFactors factors = factors_at_terminal(
      attempt.amr, attempt.unknown_amr, terminal->terminal.methods, site.head().profile);
  if (factors.mismatch) raise(FindingKind::terminal_mismatch).terminal = attempt.terminal;
  if (!terminal->zone) return;
  const bool of_the_body =
      factors.kinds.has(FactorKind::possession) || factors.kinds.has(FactorKind::inherence);
  const ZonePlan* place = site.zone(*terminal->zone);
  if (!of_the_body || holders.size() != 1 || terminal->terminal.placement != Placement::fixed ||
      place == nullptr || attempt.proof < place->min_terminal_proof ||
      !at_console(attempt, site.head().profile)) {
    return;
  }
  for (const ZoneNo zone : site.enclosing(*terminal->zone)) {
    reaffirm(holders.front(), zone, zone == *terminal->zone);
  }
}

void Fold::session(const SessionChanged& change) {
  if (change.what == SessionDo::end) return state_.drop_session(change.session);
  const Session* known = state_.session(change.session);
  if (known == nullptr && change.what != SessionDo::begin) return;
  if (known == nullptr && state_.sessions().size() >= kMaxSessions) {
    state_.drop_session(state_.sessions().begin()->first);
  }
  Session& session = state_.change_session(change.session);
  switch (change.what) {
    case SessionDo::begin:
      session.begun = true;
      session.terminal = change.terminal;
      if (change.account) {
        const std::vector<PersonNo>& holders = state_.site().holders(*change.account);
        session.account = *change.account;
        session.person = holders.size() == 1 ? std::optional(holders.front()) : std::nullopt;
      }
      return;
    case SessionDo::lock:
      session.locked = true;
      return;
    case SessionDo::unlock:
      session.locked = false;
      return;
    case SessionDo::remote: {  // rule T3: it falls at that instant
      const bool falls = session.class_ == Class::native_two_factor ||
                         session.class_ == Class::zone_equivalent ||
                         session.class_ == Class::emergency;
      session.class_ = Class::not_equivalent;
      session.reasons = Reasons{Reason::session_remote};
      if (!falls) return;
      Signal signal;
      signal.kind = SignalKind::step_up;
      signal.at = occasion_.recorded_at;
      signal.terminal = session.terminal;
      signal.session = change.session;
      emission_.signals.push_back({signal, occasion_.ref, std::nullopt});
      return;
    }
    case SessionDo::activity:
    case SessionDo::ack:
    case SessionDo::end:
      return;
  }
}

// Rules F8, T4: what stood on being inside falls with the exit, locked or not, until it is
// unlocked.
void Fold::sessions_fall(PersonNo person, ZoneNo zone) {
  for (const auto& [id, session] : state_.sessions()) {
    if (session.class_ != Class::zone_equivalent || session.person != person) continue;
    const TerminalPlan* terminal = state_.site().terminal(session.terminal);
    if (terminal == nullptr || !terminal->zone || !state_.site().contains(zone, *terminal->zone))
      continue;
    Session& fallen = state_.change_session(id);
    fallen.class_ = Class::not_equivalent;
    fallen.reasons = Reasons{Reason::presence_absent};
  }
}

void Fold::lock_sessions(PersonNo person, ZoneNo zone) {
  for (const auto& [id, session] : state_.sessions()) {
    if (!session.begun || session.person != person) continue;
    const TerminalPlan* terminal = state_.site().terminal(session.terminal);
    if (terminal == nullptr || !terminal->zone || !state_.site().contains(zone, *terminal->zone))
      continue;
    Signal signal;
    signal.kind = SignalKind::lock;
    signal.at = occasion_.recorded_at;
    signal.terminal = session.terminal;
    signal.session = id;
    emission_.signals.push_back({signal, occasion_.ref, std::pair(person, zone)});
  }
}

}  // namespace zonefactor::core
