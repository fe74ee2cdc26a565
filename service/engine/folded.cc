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

}  // namespace

core::Consequences fold(Folded& state, const core::Entry& entry) {
  core::Consequences consequences = core::take(state.book, entry);
  state.configuration.fold(entry.fact);
  fold_heard(state, entry);
  if (const auto* decided = std::get_if<core::LoginDecided>(&entry.fact)) {
    if (!decided->request_tag.empty()) {
      state.recent.keep(decided->peer, decided->request_tag, entry.recorded_at,
                        {decided->decision, entry.ref, state.configuration.head()});
    }
  } else if (const auto* input = std::get_if<core::InputQuarantined>(&entry.fact)) {
    state.quarantined.emplace(input->digest, entry.ref);
  }
  state.head.next = {entry.ref.year, entry.ref.index + 1};
  state.head.last_recorded_at = entry.recorded_at;
  return consequences;
}

}  // namespace zonefactor::engine
