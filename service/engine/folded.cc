#include "service/engine/folded.h"

#include <algorithm>
#include <variant>

namespace zonefactor::engine {

namespace {

void fold_heard(Folded& state, const core::Entry& entry) {
  if (const auto* event = std::get_if<core::DoorEvent>(&entry.fact)) {
    const core::Observation& said = event->observation;
    ControllerHeard& heard = state.heard[said.controller];
    // A late number does not take the standing back.
    const std::uint64_t seq = said.boot == heard.boot ? std::max(heard.seq, said.seq) : said.seq;
    heard = {said.boot, seq, entry.recorded_at, true};
  } else if (const auto* status = std::get_if<core::ControllerStatus>(&entry.fact)) {
    const auto known = state.heard.find(status->controller);
    if (known != state.heard.end()) known->second.online = status->online;
  }
}

// What is known of the log itself.
void fold_log(Folded& state, const core::Entry& entry) {
  if (std::holds_alternative<core::LogOpened>(entry.fact)) {
    state.closed_for.reset();
    if (!state.sealed) state.sealed = entry.recorded_at;
  } else if (const auto* closed = std::get_if<core::LogClosed>(&entry.fact)) {
    state.closed_for = closed->next_year;
  } else if (const auto* keys = std::get_if<core::LogKeys>(&entry.fact)) {
    state.log_keys = keys->keys;
  } else if (std::holds_alternative<core::StateSealed>(entry.fact)) {
    state.sealed = entry.recorded_at;
  } else if (const auto* pruned = std::get_if<core::LogPruned>(&entry.fact)) {
    state.pruned.insert(pruned->year);
  }
}

}  // namespace

core::Consequences fold(Folded& state, const core::Entry& entry) {
  core::Consequences consequences = core::take(state.book, entry);
  fold_beside_the_book(state, entry);
  return consequences;
}

void fold_beside_the_book(Folded& state, const core::Entry& entry) {
  state.configuration.fold(entry.fact);
  fold_kept(state, entry);
  fold_heard(state, entry);
  fold_log(state, entry);
  if (const auto* decided = std::get_if<core::LoginDecided>(&entry.fact)) {
    if (!decided->request_tag.empty()) {
      state.recent.keep(decided->peer, decided->request_tag, entry.recorded_at,
                        {decided->decision, entry.ref, state.configuration.head()});
    }
  }
  state.head.next = {entry.ref.year, entry.ref.index + 1};
  state.head.last_recorded_at = entry.recorded_at;
}

void fold_kept(Folded& state, const core::Entry& entry) {
  state.belongings.fold(entry.fact, entry.recorded_at);
  if (const auto* input = std::get_if<core::InputQuarantined>(&entry.fact))
    state.quarantined.emplace(input->digest, entry.ref);
}

}  // namespace zonefactor::engine
