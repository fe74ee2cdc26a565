// The points an event names are looked up again, in the order in which the rules looked them up.
#include "service/ports/refusal_words.h"

#include <algorithm>
#include <string_view>

namespace zonefactor::ports {

namespace {

std::string quoted(std::string_view text) {
  return "\"" + std::string(text) + "\"";
}

// Of a point that an event names, to the controller that tells it.
enum class Standing { its_own, unknown, of_another };

template <class Plan, class IsOf>
Standing standing_of(const core::Site& site, const core::Observation& seen, const Plan* plan,
                     IsOf is_of) {
  if (plan == nullptr) return Standing::unknown;
  const core::ControllerPlan* sender = site.controller(seen.controller);
  return sender != nullptr && is_of(*plan, sender->no) ? Standing::its_own : Standing::of_another;
}

constexpr auto kIsWiredTo = [](const auto& plan, core::ControllerNo controller) {
  return plan.controller == controller;
};
constexpr auto kIsBoundedBy = [](const core::ZonePlan& zone, core::ControllerNo controller) {
  return std::find(zone.controllers.begin(), zone.controllers.end(), controller) !=
         zone.controllers.end();
};

// The first member that names a point of the standing sought, as `door "x"`; empty without one.
std::string point_of(const core::Site& site, const core::Observation& seen, Standing sought) {
  if (seen.access_point &&
      standing_of(site, seen, site.reader(*seen.access_point), kIsWiredTo) == sought) {
    return "access_point " + quoted(seen.access_point->text);
  }
  if (seen.door && standing_of(site, seen, site.door(*seen.door), kIsWiredTo) == sought) {
    return "door " + quoted(seen.door->text);
  }
  if (seen.zone && standing_of(site, seen, site.zone(*seen.zone), kIsBoundedBy) == sought) {
    return "zone " + quoted(seen.zone->text);
  }
  return {};
}

}  // namespace

std::string why_refused(const core::Site& site, const core::Observation& seen, core::Refusal why) {
  switch (why) {
    case core::Refusal::malformed:
      return "a member that " + std::string(name_of(seen.kind)) + " needs is missing or impossible";
    case core::Refusal::unknown_kind:
      return "there is no such kind of event";
    case core::Refusal::unknown_controller:
      return "the facility has no controller " + quoted(seen.controller.text) +
             "; correct it, or add it to the facility file";
    case core::Refusal::unknown_point:
      return "the facility has no " + point_of(site, seen, Standing::unknown) +
             "; correct it, or add it to the facility file";
    case core::Refusal::not_yours:
      return point_of(site, seen, Standing::of_another) + " is not of controller " +
             quoted(seen.controller.text) +
             "; let its own controller tell, or correct the facility file";
    case core::Refusal::equivocation:
      return "seq " + std::to_string(seen.seq) + " of boot " + quoted(seen.boot) +
             " was used before with other content; a number stands for one event, and a restart "
             "brings a new boot";
    case core::Refusal::too_large:
      return "the event does not fit an entry of the journal; shorten its texts";
  }
  __builtin_unreachable();
}

}  // namespace zonefactor::ports
