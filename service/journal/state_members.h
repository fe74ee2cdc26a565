// The members of a sealed state as it is spelt, one list for both directions, in ascending order of
// the keys; facility_members.h says what an archive is. Beside what is said there a state's archive
// has `tap`: a transaction at a reader by its place among "accesses", left out where there is none.
#pragma once

#include "service/core/sealed_state.h"
#include "service/journal/fact_members.h"

namespace zonefactor::journal {

template <class Archive>
void members(Archive& a, typename Archive::template Of<core::ReadFactors>& factors) {
  a.flag("clonable", factors.clonable);
  a.flag("identified", factors.identified);
  a.member("kinds", factors.kinds);
  a.flag("mode_drift", factors.mode_drift);
  a.flag("shared_code", factors.shared_code);
}

template <class Archive>
void members(Archive& a, typename Archive::template Of<core::Tap>& tap) {
  a.flag("anonymous", tap.anonymous);
  a.member("at", tap.at);
  a.flag("card_by_serial", tap.card_by_serial);
  a.flag("clock_trusted", tap.clock_trusted);
  a.member("credential", tap.credential);
  a.flag("credential_expired", tap.credential_expired);
  a.flag("disturbed", tap.disturbed);
  a.member("factors", tap.factors);
  a.member("from", tap.from);
  a.flag("lossy", tap.lossy);
  a.member("number", tap.number);
  a.member("origin", tap.origin);
  a.member("person", tap.person);
  a.member("position", tap.position);
  a.member("reader", tap.reader);
  a.member("ref", tap.ref);
  a.member("strict_kinds", tap.strict_kinds);
  a.member("to", tap.to);
}

template <class Archive>
void members(Archive& a, typename Archive::template Of<core::FoundingEntry>& entry) {
  a.flag("ambiguous", entry.ambiguous);
  a.member("at", entry.at);
  a.member("confirmed_by", entry.confirmed_by);
  a.member("passage", entry.passage);
  a.member("position", entry.position);
  a.tap("tap", entry.tap);
}

template <class Archive>
void members(Archive& a, typename Archive::template Of<core::Presence>& presence) {
  a.member("absence_known_at", presence.absence_known_at);
  a.flag("absent_by_inference", presence.absent_by_inference);
  a.member("affirmed", presence.affirmed);
  a.member("affirmed_at", presence.affirmed_at);
  a.member("affirmed_by", presence.affirmed_by);
  a.member("contradicted", presence.contradicted);
  a.optional("entry", presence.entry);
  a.member("implied_by", presence.implied_by);
  a.member("known", presence.known);
  a.tap("pending", presence.pending);
  a.member("present_since", presence.present_since);
  a.member("spared", presence.spared);
  a.member("standing", presence.standing);
  a.member("zone", presence.zone);
}

template <class Archive>
void members(Archive& a, typename Archive::template Of<core::SeenAt>& seen) {
  a.flag("contradicted", seen.contradicted);
  a.member("controller", seen.controller);
  a.member("earliest", seen.earliest);
  a.member("latest", seen.latest);
  a.member("place", seen.place);
  a.member("position", seen.position);
}

template <class Archive>
void members(Archive& a, typename Archive::template Of<core::Waiting>& waiting) {
  a.member("door", waiting.door);
  a.member("made", waiting.made);
}

template <class Archive>
void members(Archive& a, typename Archive::template Of<core::SealedState::OnePerson>& person) {
  a.member("last_read", person.state.last_read);
  a.member("no", person.no);
  a.unless_empty("presences", person.state.presences);
  a.unless_empty("seen", person.state.seen);
  a.unless_empty("waiting", person.state.waiting);
}

template <class Archive>
void members(Archive& a, typename Archive::template Of<core::Timer>& timer) {
  a.member("controller", timer.controller);
  a.member("door", timer.door);
  a.member("due", timer.due);
  a.member("kind", timer.kind);
  a.member("person", timer.person);
  a.member("position", timer.position);
  a.member("ref", timer.ref);
  a.member("zone", timer.zone);
}

template <class Archive>
void members(Archive& a, typename Archive::template Of<core::OpenTap>& open) {
  a.flag("ambiguous", open.ambiguous);
  a.flag("awaits_opening", open.awaits_opening);
  a.unless_empty("before", open.before);
  a.member("confirmed_at", open.confirmed_at);
  a.member("confirmed_position", open.confirmed_position);
  a.member("level", open.level);
  a.member("opening", open.opening);
  a.flag("seen_beyond", open.seen_beyond);
  a.flag("taken", open.taken);
  a.tap("tap", open.tap);
}

template <class Archive>
void members(Archive& a, typename Archive::template Of<core::Disturbances>& disturbances) {
  a.unless_empty("at_fault", disturbances.at_fault);
  a.unless_empty("tampered", disturbances.tampered);
}

template <class Archive>
void members(Archive& a, typename Archive::template Of<core::Egressed::Absent>& absent) {
  a.member("before", absent.before);
  a.member("person", absent.person);
}

template <class Archive>
void members(Archive& a, typename Archive::template Of<core::Egressed::Doubted>& doubted) {
  a.member("egress_before", doubted.egress_before);
  a.member("egress_by", doubted.egress_by);
  a.member("zone", doubted.zone);
}

template <class Archive>
void members(Archive& a, typename Archive::template Of<core::Egressed>& egressed) {
  a.unless_empty("absent", egressed.absent);
  a.member("at", egressed.at);
  a.unless_empty("doubted", egressed.doubted);
}

template <class Archive>
void members(Archive& a, typename Archive::template Of<core::Drift>& drift) {
  a.optional("found", drift.found);
  a.member("grants", drift.grants);
}

template <class Archive>
void members(Archive& a, typename Archive::template Of<core::DoorState>& door) {
  a.member("contact", door.contact);
  a.member("disturbances", door.disturbances);
  a.unless_empty("drifts", door.drifts);
  a.optional("egressed", door.egressed);
  a.optional("granted_at", door.granted_at);
  a.flag("held", door.held);
  a.optional("hold", door.hold);
  a.member("mode", door.mode);
  a.member("mode_ref", door.mode_ref);
  a.member("mode_since", door.mode_since);
  a.member("opened", door.opened);
  a.flag("request_used", door.request_used);
  a.optional("requested_at", door.requested_at);
  a.flag("requested_in_opening", door.requested_in_opening);
  a.unless_empty("taps", door.taps);
  a.member("taps_in_opening", door.taps_in_opening);
  a.optional("unexplained", door.unexplained);
}

template <class Archive>
void members(Archive& a, typename Archive::template Of<core::Release>& release) {
  a.member("by", release.by);
  a.member("controller", release.controller);
  a.optional("door", release.door);
}

template <class Archive>
void members(Archive& a, typename Archive::template Of<core::ZoneState>& zone) {
  a.unless_empty("breaches", zone.breaches);
  a.member("egress_before", zone.egress_before);
  a.member("egress_by", zone.egress_by);
  a.member("emergency_by", zone.emergency_by);
  a.optional("emergency_until", zone.emergency_until);
  a.member("equivocation_before", zone.equivocation_before);
  a.member("equivocation_by", zone.equivocation_by);
  a.member("gap_before", zone.gap_before);
  a.member("gap_by", zone.gap_by);
  a.member("last_egress", zone.last_egress);
  a.unless_empty("releases", zone.releases);
  a.member("unknown_before", zone.unknown_before);
}

template <class Archive>
void members(Archive& a, typename Archive::template Of<core::BootState>& boot) {
  a.member("boot", boot.boot);
  a.member("last_seq", boot.last_seq);
}

template <class Archive>
void members(Archive& a, typename Archive::template Of<core::ControllerState>& controller) {
  a.unless_empty("boots", controller.boots);
  a.member("disturbances", controller.disturbances);
  a.flag("unnumbered", controller.unnumbered);
}

template <class Archive>
void members(Archive& a, typename Archive::template Of<core::SealedState::OneSession>& one) {
  a.member("account", one.session.account);
  a.member("amr", one.session.amr);
  a.member("asked", one.session.asked);
  a.member("authenticated", one.session.authenticated);
  a.flag("begun", one.session.begun);
  a.member("class", one.session.class_);
  a.member("key", one.key);
  a.optional("person", one.session.person);
  a.member("reasons", one.session.reasons);
  a.flag("self_declared", one.session.self_declared);
  a.flag("unknown_amr", one.session.unknown_amr);
}

template <class Archive>
void members(Archive& a, typename Archive::template Of<core::DesignationPlan::Said>& said) {
  a.member("ref", said.ref);
  a.member("since", said.since);
  a.optional("valid_from", said.valid_from);
  a.optional("valid_until", said.valid_until);
}

template <class Archive>
void members(Archive& a, typename Archive::template Of<core::SealedState::Designated>& designated) {
  a.unless_empty("before", designated.before);
  a.member("person", designated.person);
  a.member("since", designated.since);
  a.member("zone", designated.zone);
}

template <class Archive>
void members(Archive& a, typename Archive::template Of<core::SealedState::Boot>& boot) {
  a.member("boot", boot.boot);
  a.unless_empty("named", boot.named);
  a.optional("through", boot.through);
}

template <class Archive>
void members(Archive& a, typename Archive::template Of<core::SealedState::Controller>& controller) {
  a.unless_empty("boots", controller.boots);
  a.flag("clock_trusted", controller.clock_trusted);
  a.member("controller", controller.controller);
  a.unless_empty("offsets", controller.offsets);
}

template <class Archive>
void members(Archive& a, typename Archive::template Of<core::SealedState::Silence>& silence) {
  a.member("from", silence.from);
  a.member("until", silence.until);
}

template <class Archive>
void members(Archive& a, typename Archive::template Of<core::SealedState::Liveness>& liveness) {
  a.flag("found", liveness.found);
  a.flag("heard", liveness.heard);
  a.member("lost_at", liveness.lost_at);
  a.unless_empty("past", liveness.past);
  a.optional("told_lost", liveness.told_lost);
}

template <class Archive>
void members(Archive& a, typename Archive::template Of<core::SealedState::AwaitedLock>& lock) {
  a.member("due", lock.due);
  a.optional("person", lock.person);
  a.member("session", lock.session);
}

template <class Archive>
void members(Archive& a, typename Archive::template Of<core::SealedState::Tried>& tried) {
  a.member("at", tried.at);
  a.member("terminal", tried.terminal);
  a.flag("told", tried.told);
}

template <class Archive>
void members(Archive& a, typename Archive::template Of<core::SealedState::End>& end) {
  a.member("at", end.at);
  a.member("of", end.end.of);
  a.member("report", end.end.report);
}

template <class Archive>
void members(Archive& a, typename Archive::template Of<core::StagedObject>& staged) {
  a.alternative("kind", "object", staged.object);
  a.member("ref", staged.ref);
}

// All but "accesses", which stands before everything and is the archive's.
template <class Archive>
void members(Archive& a, typename Archive::template Of<core::SealedState>& sealed) {
  a.unless_empty("awaited", sealed.awaited);
  a.member("clock", sealed.own_clock);
  a.member("closed_at", sealed.closed_at);
  a.member("controller_states", sealed.controller_states);
  a.member("controllers", sealed.controllers);
  a.unless_empty("credential_reports", sealed.credential_reports);
  a.unless_empty("designated", sealed.designated);
  a.unless_empty("designation_reports", sealed.designation_reports);
  a.member("digest", sealed.digest);
  a.member("door_states", sealed.door_states);
  a.member("doors", sealed.doors);
  a.unless_empty("ends", sealed.ends);
  a.flag("everyone_unknown", sealed.everyone_unknown);
  a.member("heard_of", sealed.heard_of);
  a.optional("heartbeat_controllers", sealed.heartbeat_controllers);
  a.member("in_force", sealed.in_force);
  a.member("last", sealed.last);
  a.unless_empty("ledger", sealed.ledger);
  a.unless_empty("liveness", sealed.liveness);
  a.member("next_position", sealed.next_position);
  a.member("now", sealed.now);
  a.unless_empty("people", sealed.people);
  a.unless_empty("person_reports", sealed.person_reports);
  a.member("persons", sealed.persons);
  a.unless_empty("sessions", sealed.sessions);
  a.optional("staged", sealed.staged);
  a.unless_empty("timers", sealed.timers);
  a.unless_empty("tried", sealed.tried);
  a.member("version", sealed.version);
  a.member("zone_states", sealed.zone_states);
  a.member("zones", sealed.zones);
}

}  // namespace zonefactor::journal
