// Numbers, boots and life signs of controllers: what is missing, what came twice (rules K7, K8,
// H4).
#include <algorithm>

#include "service/core/fold.h"

namespace zonefactor::core {

namespace {

// Boots remembered per controller; an older one that speaks again is a new boot without a name.
constexpr std::size_t kMaxBoots = 16;

BootState* find_boot(ControllerState& state, const std::string& boot) {
  for (BootState& known : state.boots) {
    if (known.boot == boot) return &known;
  }
  return nullptr;
}

// Rule K8: whether a boot's first event leaves nothing unaccounted for.
bool continues(ControllerState& state, const Observation& first) {
  if (first.kind != EventKind::boot || !first.previous) return false;
  const BootState* before = find_boot(state, first.previous->boot);
  return before != nullptr && before->last_seq >= first.previous->seq;
}

}  // namespace

void Fold::follow_sequence(const DoorEvent& event, ControllerNo controller) {
  const Observation& o = event.observation;
  ControllerState& state = state_.change_controller(controller);
  state.heard_at = std::max(state.heard_at, occasion_.recorded_at);
  state.reported_offline.reset();
  bool gap = false;
  if (BootState* boot = find_boot(state, o.boot)) {
    const std::uint64_t expected = boot->last_seq + (o.kind == EventKind::heartbeat ? 0 : 1);
    gap = o.seq > expected;
    boot->last_seq = std::max(boot->last_seq, o.seq);
  } else {
    gap = state.heard && !continues(state, o);
    state.boots.push_back({o.boot, o.seq});
    if (state.boots.size() > kMaxBoots) state.boots.erase(state.boots.begin());
  }
  state.heard = true;
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
    ZoneState& state = state_.change_zone(zone);
    state.gap_before = std::max(state.gap_before, timer.position);
    state.doubted_by = timer.ref;
  }
  raise(FindingKind::sequence_gap).controller = plan->controller.id;
}

void Fold::equivocation(const ControllerId& controller) {
  const ControllerPlan* plan = state_.site().controller(controller);
  if (plan == nullptr) return;
  for (const ZoneNo zone : plan->zones) {
    ZoneState& state = state_.change_zone(zone);
    state.equivocation_before = occasion_.position;
    state.doubted_by = occasion_.ref;
  }
  raise(FindingKind::equivocation).controller = controller;
}

void Fold::controller_status(const ControllerStatus& status) {
  const ControllerPlan* plan = state_.site().controller(status.controller);
  if (plan == nullptr) return;
  ControllerState& state = state_.change_controller(plan->no);
  if (status.online) {
    state.reported_offline.reset();
  } else if (!state.reported_offline) {
    state.reported_offline = occasion_.at;
  }
}

}  // namespace zonefactor::core
