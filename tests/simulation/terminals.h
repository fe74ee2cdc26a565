// What people do at terminals: log in, lock, unlock, go on, leave a session behind.
#pragma once

#include <string>
#include <vector>

#include "tests/simulation/people.h"

namespace zonefactor::simulation {

class Terminals {
 public:
  Terminals(const core::Facility& site, People& people, Dice& dice)
      : site_(site), people_(people), dice_(dice) {}

  void act();

 private:
  struct Session {
    core::TerminalId terminal;
    core::SessionId session;
    core::AccountId account;
  };

  void log_in();
  void go_on(const Session& session);
  core::LoginAttempt attempt(const core::TerminalId& terminal, const core::AccountId& account);
  void tell(const Session& session, core::SessionDo what);
  core::Amrs any_amr();
  // A terminal where the person is; at times any other.
  const core::Terminal* terminal_for(const core::PersonId& person);

  const core::Facility& site_;
  People& people_;
  Dice& dice_;
  std::vector<Session> sessions_;
  int next_session_ = 1;
};

}  // namespace zonefactor::simulation
