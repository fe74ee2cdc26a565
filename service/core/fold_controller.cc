// Numbers, boots and life signs of controllers: what is missing, what came twice (rules K7, K8,
// H4).
#include <algorithm>

#include "service/core/fold.h"
#include "service/core/ledger.h"

namespace zonefactor::core {

namespace {

constexpr std::size_t kNoBoot = static_cast<std::size_t>(-1);

std::size_t find_boot(const ControllerState& state, const std::string& boot) {
  for (std::size_t i = state.boots.size(); i-- > 0;) {
    if (state.boots[i].boot == boot) return i;
  }
  return kNoBoot;
}

// Rule K8: whether a boot's first event leaves nothing unaccounted for.
bool continues(const ControllerState& state, const Observation& first) {
  if (first.kind != EventKind::boot || !first.previous) return false;
  const std::size_t before = find_boot(state, first.previous->boot);
  return before != kNoBoot && state.boots[before].last_seq >= first.previous->seq;
}

}  // namespace

bool is_expected(const State& state, ControllerNo no, const Observation& o) {
  const ControllerState& controller = state.controller(no);
  const std::size_t boot = find_boot(controller, o.boot);
  return boot != kNoBoot && o.seq <= controller.boots[boot].last_seq;
}

void Fold::count(const Observation& o) {
  const ControllerPlan* plan = state_.site().controller(o.controller);
  if (plan != nullptr) follow_sequence(o, plan->no);
}

void Fold::follow_sequence(const Observation& o, ControllerNo controller) {
  const ControllerState& state = state_.controller(controller);
  if (o.unnumbered && !state.unnumbered) state_.change_controller(controller).unnumbered = true;
  bool gap = false;
  if (const std::size_t boot = find_boot(state, o.boot); boot != kNoBoot) {
    const std::uint64_t last = state.boots[boot].last_seq;
    gap = o.seq > last + (o.kind == EventKind::heartbeat ? 0 : 1);
    if (o.seq > last) state_.change_last_seq(controller, boot, o.seq);
  } else {
    gap = !state.boots.empty() && !continues(state, o);
    std::vector<BootState>& boots = state_.change_controller(controller).boots;
    boots.push_back({o.boot, o.seq});
    if (boots.size() > std::size_t{kMaxBoots}) boots.erase(boots.begin());
  }
  gap = gap && !o.unnumbered;
  if (!gap) return;
  // The doubt begins when the gap shows, not when the event behind it happened (rule K6).
  Timer timer;
  timer.due = std::max(occasion_.at, occasion_.recorded_at);
  timer.kind = TimerKind::sequence_gap;
  timer.position = occasion_.position;
  timer.controller = controller;
  timer.ref = occasion_.ref;
  state_.add_timer(timer);
}

void Fold::doubt_after_gap(const Timer& timer) {
  const ControllerPlan* plan = state_.site().controller(timer.controller);
  if (plan == nullptr) return;
  for (const ZoneNo zone : plan->zones) {
    if (timer.position <= state_.zone(zone).gap_before) continue;
    ZoneState& state = state_.change_zone(zone);
    state.gap_before = timer.position;
    state.gap_by = timer.ref;
  }
  raise(FindingKind::sequence_gap).controller = plan->controller.id;
}

void Fold::equivocation(const ControllerId& controller) {
  const ControllerPlan* plan = state_.site().controller(controller);
  if (plan == nullptr) return;
  for (const ZoneNo zone : plan->zones) {
    ZoneState& state = state_.change_zone(zone);
    state.equivocation_before = occasion_.position;
    state.equivocation_by = occasion_.ref;
  }
  raise(FindingKind::equivocation).controller = controller;
}

}  // namespace zonefactor::core
