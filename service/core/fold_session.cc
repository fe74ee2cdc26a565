// Logins and sessions: what a decided login affirms, and who is told to lock (rules F8, X3, T4).
#include <algorithm>
#include <vector>

#include "service/core/fold.h"
#include "service/core/judge.h"

namespace zonefactor::core {

namespace {

// Sessions remembered per facility. Where there is no more room, those asked about longest ago give
// way, many at a time, as finding them takes a look at all.
constexpr std::size_t kMaxSessions = 65'536;
constexpr std::size_t kGiveWay = kMaxSessions / 8;

constexpr Duration kReviewedIn = std::chrono::days{7};  // rule E3

}  // namespace

// The session with what is known of it; a new one where it was not known.
Session& Fold::touch(const SessionKey& key) {
  if (state_.session(key) == nullptr && state_.sessions().size() >= kMaxSessions) {
    std::vector<std::pair<Position, SessionKey>> by_age;
    for (const auto& [known, session] : state_.sessions())
      by_age.emplace_back(session.asked, known);
    std::nth_element(by_age.begin(), by_age.begin() + kGiveWay, by_age.end());
    for (std::size_t i = 0; i < kGiveWay; ++i) state_.drop_session(by_age[i].second);
  }
  Session& session = state_.change_session(key);
  session.asked = occasion_.position;
  return session;
}

void Fold::login(const LoginAttempt& attempt, Class judged, Reasons reasons) {
  const Site& site = state_.site();
  const TerminalPlan* terminal = site.terminal(attempt.terminal);
  const std::optional<PersonNo> person = site.sole_holder(attempt.account);

  if (attempt.session) {
    const SessionKey key{attempt.terminal, *attempt.session};
    const bool continues = attempt.action == Action::continue_;
    // Whoever continues a session that is another's, or nobody's, has judged and changed nothing.
    if (!continues || session_of(state_, key, attempt.account) != nullptr) {
      Session& session = touch(key);
      session.account = attempt.account;
      session.class_ = judged;
      session.reasons = reasons;
      if (!continues) {
        session.amr = attempt.amr;
        session.unknown_amr = attempt.unknown_amr;
        session.authenticated = occasion_.position;
        session.self_declared = judged == Class::emergency && attempt.emergency;
        give(key, person);
      }
    }
  }

  if (attempt.action != Action::continue_) tell_emergency_account(attempt, judged);
  if (judged == Class::emergency && attempt.emergency && person && terminal != nullptr &&
      terminal->zone) {
    own_emergency(*person, *terminal);
  }
  if (attempt.action == Action::continue_ || terminal == nullptr) return;
  const TerminalFactors factors = factors_at_terminal(
      attempt.amr, attempt.unknown_amr, terminal->terminal.methods, site.head().profile);
  if (factors.mismatch) raise(FindingKind::terminal_mismatch).terminal = attempt.terminal;
  if (!terminal->zone) return;
  const bool of_the_body =
      factors.kinds.has(FactorKind::possession) || factors.kinds.has(FactorKind::inherence);
  const ZonePlan* place = site.zone(*terminal->zone);
  if (!of_the_body || !person || terminal->terminal.placement != Placement::fixed ||
      place == nullptr || attempt.proof < place->min_terminal_proof ||
      !at_console(attempt, site.head().profile)) {
    return;
  }
  for (const ZoneNo zone : site.enclosing(*terminal->zone)) {
    reaffirm(*person, zone, zone == *terminal->zone);
  }
}

// Rule E3: told at once, and again when nobody has reviewed it in time; who could is not built yet.
void Fold::own_emergency(PersonNo person, const TerminalPlan& terminal) {
  raise_about(FindingKind::emergency_declared, person, *terminal.zone);
  emission_.findings.back().finding.terminal = terminal.terminal.id;
  Timer timer;
  timer.due = occasion_.at + kReviewedIn;
  timer.kind = TimerKind::emergency_review;
  timer.position = occasion_.position;
  timer.person = person;
  timer.zone = *terminal.zone;
  timer.ref = occasion_.ref;
  state_.add_timer(timer);
}

// Rule E2: an account for emergencies, and nobody has declared one.
void Fold::tell_emergency_account(const LoginAttempt& attempt, Class judged) {
  if (judged == Class::emergency) return;
  const Site& site = state_.site();
  for (const PersonNo no : site.holders(attempt.account)) {
    const Person& person = site.person(no)->person;
    const auto& accounts = person.emergency_accounts;
    if (std::find(accounts.begin(), accounts.end(), attempt.account) == accounts.end()) continue;
    const TerminalPlan* terminal = site.terminal(attempt.terminal);
    if (terminal != nullptr && terminal->zone) {
      const auto& until = state_.zone(*terminal->zone).emergency_until;
      if (until && occasion_.at < *until) return;
    }
    Finding& finding = raise(FindingKind::emergency_account_used);
    finding.person = person.id;
    finding.terminal = attempt.terminal;
    if (terminal != nullptr && terminal->terminal.zone) finding.zone = *terminal->terminal.zone;
    return;
  }
}

// Rule F8: where a class falls without a lock.
void Fold::step_up(const SessionKey& session) {
  send(SignalKind::step_up, session, std::nullopt);
}

// `left`: whose absence from where the signal rests on.
void Fold::send(SignalKind kind, const SessionKey& session,
                std::optional<std::pair<PersonNo, ZoneNo>> left) {
  Signal signal;
  signal.kind = kind;
  signal.at = occasion_.recorded_at;
  signal.terminal = session.first;
  signal.session = session.second;
  emission_.signals.push_back({signal, occasion_.ref, left});
}

void Fold::fall(const SessionKey& session, Reason why) {
  Session& fallen = state_.change_session(session);
  fallen.class_ = Class::not_equivalent;
  fallen.reasons = Reasons{why};
}

void Fold::session(const SessionChanged& change) {
  const SessionKey key{change.terminal, change.session};
  if (change.what == SessionDo::end) return state_.drop_session(key);
  if (state_.session(key) == nullptr && change.what != SessionDo::begin) return;
  Session& session = touch(key);
  switch (change.what) {
    case SessionDo::begin:
      session.begun = true;
      session.authenticated = occasion_.position;
      if (change.account) hand_over(key, *change.account);
      return;
    case SessionDo::remote: {  // rule T3: it falls at that instant
      const bool falls = is_allowing(session.class_);
      fall(key, Reason::session_remote);
      if (falls) step_up(key);
      return;
    }
    case SessionDo::activity:
      return activity(key);
    case SessionDo::lock:
    case SessionDo::unlock:
    case SessionDo::ack:
    case SessionDo::end:
      return;
  }
}

// Rule C5: who has authenticated for the session has done so for nobody else.
void Fold::hand_over(const SessionKey& key, const AccountId& account) {
  if (session_of(state_, key, account) != nullptr) return;
  Session& session = state_.change_session(key);
  session.account = account;
  session.amr = Amrs{};
  session.unknown_amr = session.self_declared = false;
  session.class_ = Class::not_equivalent;
  session.reasons = Reasons{Reason::terminal_authentication_missing};
  give(key, state_.site().sole_holder(account));
}

// An account's one holder has the session; nobody where it has none or several (rule I8).
void Fold::give(const SessionKey& key, std::optional<PersonNo> person) {
  if (state_.session(key)->person != person) state_.give_session(key, person);
}

// Rule T5: somebody works in the session of one who has left since its authentication.
void Fold::activity(const SessionKey& key) {
  const Session& session = *state_.session(key);
  const TerminalPlan* terminal = state_.site().terminal(key.first);
  if (!session.begun || !session.person || terminal == nullptr || !terminal->zone) return;
  const Presence* record = find_presence(state_.person(*session.person), *terminal->zone);
  if (record == nullptr || record->absent_by_inference || record->known < session.authenticated ||
      settled_view(state_, *record, occasion_.at).is != PresenceIs::absent) {
    return;
  }
  raise_about(FindingKind::activity_after_exit, *session.person, *terminal->zone);
  Finding& finding = emission_.findings.back().finding;
  finding.terminal = key.first;
  finding.session = key.second;
}

// Rules F8, T4: whoever has left, or may no longer be there, is not to be at the terminal; the
// class falls with it, locked or not, until somebody authenticates anew.
void Fold::sessions_fall(PersonNo person, ZoneNo zone, Reason why) {
  for (const SessionKey& key : state_.sessions_of(person)) {
    const TerminalPlan* terminal = state_.site().terminal(key.first);
    if (terminal == nullptr || !terminal->zone || !state_.site().contains(zone, *terminal->zone))
      continue;
    fall(key, why);
  }
}

void Fold::lock_sessions(PersonNo person, ZoneNo zone) {
  for (const SessionKey& key : state_.sessions_of(person)) {
    if (!state_.session(key)->begun) continue;
    const TerminalPlan* terminal = state_.site().terminal(key.first);
    if (terminal == nullptr || !terminal->zone || !state_.site().contains(zone, *terminal->zone))
      continue;
    send(SignalKind::lock, key, std::pair(person, zone));
  }
}

}  // namespace zonefactor::core
