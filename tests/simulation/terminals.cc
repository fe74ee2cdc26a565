// Logins and sessions as people make them: mostly with a password where they stand.
#include "tests/simulation/terminals.h"

namespace zonefactor::simulation {

namespace {

using core::Amr;
using namespace std::chrono_literals;

}  // namespace

void Terminals::act() {
  if (site_.terminals.empty()) return;
  if (sessions_.empty() || dice_.percent(50)) return log_in();
  go_on(dice_.one_of(sessions_));
}

const core::Terminal* Terminals::terminal_for(const core::PersonId& person) {
  std::vector<const core::Terminal*> here;
  for (const core::Terminal& terminal : site_.terminals) {
    if (terminal.zone && people_.side_of(person) == core::Side(*terminal.zone)) {
      here.push_back(&terminal);
    }
  }
  if (!here.empty() && !dice_.percent(10)) return dice_.one_of(here);
  return dice_.percent(40) ? &dice_.one_of(site_.terminals) : nullptr;
}

core::Amrs Terminals::any_amr() {
  switch (dice_.below(12)) {
    case 0:
      return {Amr::sc};
    case 1:
      return {Amr::card};
    case 2:
      return {Amr::fpt};
    case 3:
      return {Amr::pwd, Amr::otp};
    case 4:
      return {Amr::mfa};
    case 5:
      return {};
    default:
      return {Amr::pwd};
  }
}

core::LoginAttempt Terminals::attempt(const core::TerminalId& terminal,
                                      const core::AccountId& account) {
  core::LoginAttempt made;
  made.terminal = terminal;
  made.account = account;
  made.amr = any_amr();
  if (!dice_.percent(10)) {
    made.session_kind = dice_.percent(92) ? core::SessionKind::console : core::SessionKind::remote;
  }
  made.attests_console = dice_.percent(50);
  made.proof = dice_.percent(85) ? core::TerminalProof::certificate : core::TerminalProof::key;
  made.emergency = dice_.percent(2);
  return made;
}

void Terminals::log_in() {
  const core::Person& person = dice_.one_of(site_.persons);
  const core::Terminal* terminal = terminal_for(person.id);
  if (terminal == nullptr) return;
  core::AccountId account =
      dice_.percent(85) ? person.accounts.front() : dice_.one_of(person.accounts);
  if (dice_.percent(2)) account = core::AccountId("nobody");
  core::LoginAttempt made =
      attempt(dice_.percent(2) ? core::TerminalId("elsewhere") : terminal->id, account);
  const bool sits_down = dice_.percent(80);
  if (sits_down) made.session = core::SessionId("s" + std::to_string(next_session_++));
  people_.happen(
      people_.now(), made,
      account.text + " logs in at " + made.terminal.text + " in " + word_of(terminal->zone));
  if (!sits_down || dice_.percent(15) || made.terminal != terminal->id) return;
  sessions_.push_back({made.terminal, *made.session, account});
  tell(sessions_.back(), core::SessionDo::begin);
}

void Terminals::tell(const Session& session, core::SessionDo what) {
  people_.happen(
      people_.now() + 20ms,
      core::Fact(core::SessionChanged{session.terminal, session.session, session.account, what}),
      "session " + session.session.text + " of " + session.account.text + " at " +
          session.terminal.text + ": " + std::string(core::name_of(what)));
}

void Terminals::go_on(const Session& chosen) {
  const Session session = chosen;
  switch (dice_.below(8)) {
    case 0:
      return tell(session, core::SessionDo::lock);
    case 1:
    case 2: {
      core::LoginAttempt made = attempt(session.terminal, session.account);
      made.action = core::Action::unlock;
      made.session = session.session;
      people_.happen(people_.now(), made,
                     session.account.text + " unlocks " + session.session.text);
      return;
    }
    case 3:
    case 4: {
      core::LoginAttempt made = attempt(session.terminal, session.account);
      made.action = core::Action::continue_;
      made.session = session.session;
      people_.happen(people_.now(), made,
                     session.account.text + " goes on with " + session.session.text);
      return;
    }
    case 5:
      return tell(session, dice_.percent(20) ? core::SessionDo::remote : core::SessionDo::activity);
    case 6:
      tell(session, core::SessionDo::end);
      std::erase_if(sessions_,
                    [&](const Session& other) { return other.session == session.session; });
      return;
    default:
      return tell(session, core::SessionDo::activity);
  }
}

}  // namespace zonefactor::simulation
