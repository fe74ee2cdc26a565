// The members of every configuration object as the journal spells them, one list for both
// directions.
//
// Each list visits the members in ascending order of their keys, which is what makes the bytes
// canonical and lets the reader go through them once. An archive offers
//   member        always there
//   optional      there where it has a value
//   unless_empty  there where it is not empty: texts, sets, lists
//   flag          there, and true, where it is true
//   alternative   the name of what a variant holds, and what it holds
//   evidence      the entries behind C1..C7, those of one year by their index alone
// and `Of<T>`, a T to read from or to fill. Nothing is left out for having its default value: a
// default may change, an entry may not. `Basis::approved_by` and `Zone::responsible` name people
// and have no member (rule V2).
#pragma once

#include <string_view>

#include "service/core/facility.h"

namespace zonefactor::journal {

// The name of an alternative in its variant: the "kind" of a configuration object, the "t" of a
// fact.
template <class T>
struct NameOf;

template <>
struct NameOf<core::FacilityHead> {
  static constexpr std::string_view text = "facility";
};
template <>
struct NameOf<core::Zone> {
  static constexpr std::string_view text = "zone";
};
template <>
struct NameOf<core::Controller> {
  static constexpr std::string_view text = "controller";
};
template <>
struct NameOf<core::Door> {
  static constexpr std::string_view text = "door";
};
template <>
struct NameOf<core::AccessPoint> {
  static constexpr std::string_view text = "access_point";
};
template <>
struct NameOf<core::Terminal> {
  static constexpr std::string_view text = "terminal";
};
template <>
struct NameOf<core::Person> {
  static constexpr std::string_view text = "person";
};
template <>
struct NameOf<core::Credential> {
  static constexpr std::string_view text = "credential";
};
template <>
struct NameOf<core::Designation> {
  static constexpr std::string_view text = "designation";
};

template <class Archive>
void members(Archive& a, typename Archive::template Of<core::LocalText>& text) {
  a.unless_empty("en", text.en);
  a.unless_empty("ja", text.ja);
}

template <class Archive>
void members(Archive& a, typename Archive::template Of<core::TimeZone>& zone) {
  a.member("initial_offset_s", zone.initial_offset);
  a.member("name", zone.name);
  a.unless_empty("transitions", zone.transitions);
}

template <class Archive>
void members(Archive& a, typename Archive::template Of<core::FacilityHead>& head) {
  a.member("enforcement", head.enforcement);
  a.optional("help", head.help);
  a.member("id", head.id);
  a.member("name", head.name);
  a.member("on_not_equivalent", head.on_not_equivalent);
  a.member("on_undetermined", head.on_undetermined);
  a.member("profile", head.profile);
  a.member("time_zone", head.time_zone);
}

template <class Archive>
void members(Archive& a, typename Archive::template Of<core::Basis>& basis) {
  a.optional("approved_on", basis.approved_on);
  a.member("kind", basis.kind);
  a.unless_empty("law", basis.law);
  a.unless_empty("review_due", basis.review_due);
  a.unless_empty("rule", basis.rule);
  a.unless_empty("text", basis.text);
}

template <class Archive>
void members(Archive& a, typename Archive::template Of<core::Zone>& zone) {
  a.optional("basis", zone.basis);
  a.member("break_glass", zone.break_glass);
  a.member("egress_grace_us", zone.egress_grace);
  a.member("enforcement", zone.enforcement);
  a.member("entry_wait_us", zone.entry_wait);
  a.member("exit", zone.exit);
  a.member("freeze_us", zone.freeze);
  a.member("grant_window_us", zone.grant_window);
  a.member("held_after_us", zone.held_after);
  a.member("id", zone.id);
  a.member("lease_us", zone.lease);
  a.member("max_presence_us", zone.max_presence);
  a.optional("min_origin", zone.min_origin);
  a.member("min_passage", zone.min_passage);
  a.optional("min_terminal_proof", zone.min_terminal_proof);
  a.member("name", zone.name);
  a.member("on_drift", zone.on_drift);
  a.member("on_not_equivalent", zone.on_not_equivalent);
  a.member("on_undetermined", zone.on_undetermined);
  a.member("taps_per_opening", zone.taps_per_opening);
  a.optional("within", zone.within);
}

template <class Archive>
void members(Archive& a, typename Archive::template Of<core::Controller>& controller) {
  a.member("clock_uncertainty_us", controller.clock_uncertainty);
  a.member("heartbeat_us", controller.heartbeat);
  a.member("id", controller.id);
  a.member("max_delivery_delay_us", controller.max_delivery_delay);
  a.member("max_skew_us", controller.max_skew);
  a.member("profile", controller.profile);
}

template <class Archive>
void members(Archive& a, typename Archive::template Of<core::Door>& door) {
  a.flag("contact", door.contact);
  a.member("controller", door.controller);
  a.optional("egress", door.egress);
  a.flag("entry_none", door.entry_none);
  a.member("id", door.id);
  a.flag("key", door.key);
  a.optional("side_a", door.side_a);
  a.optional("side_b", door.side_b);
}

template <class Archive>
void members(Archive& a, typename Archive::template Of<core::AccessPoint>& point) {
  a.member("card_read", point.card_read);
  a.optional("controller", point.controller);
  a.optional("door", point.door);
  a.member("id", point.id);
  a.optional("inside", point.inside);
  a.unless_empty("methods", point.methods);
  a.optional("to", point.to);
}

template <class Archive>
void members(Archive& a, typename Archive::template Of<core::Terminal>& terminal) {
  a.member("id", terminal.id);
  a.optional("methods", terminal.methods);
  a.member("placement", terminal.placement);
  a.optional("step_up", terminal.step_up);
  a.optional("zone", terminal.zone);
}

template <class Archive>
void members(Archive& a, typename Archive::template Of<core::Person>& person) {
  a.unless_empty("accounts", person.accounts);
  a.unless_empty("emergency_accounts", person.emergency_accounts);
  a.member("id", person.id);
  a.member("kind", person.kind);
}

template <class Archive>
void members(Archive& a, typename Archive::template Of<core::Credential>& credential) {
  a.member("id", credential.id);
  a.member("kind", credential.kind);
  a.member("number", credential.number);
  a.member("person", credential.person);
  a.optional("since", credential.since);
  a.member("state", credential.state);
  a.optional("valid_from", credential.valid_from);
  a.optional("valid_until", credential.valid_until);
}

template <class Archive>
void members(Archive& a, typename Archive::template Of<core::Designation>& designation) {
  a.member("person", designation.person);
  a.optional("valid_from", designation.valid_from);
  a.optional("valid_until", designation.valid_until);
  a.member("zone", designation.zone);
}

}  // namespace zonefactor::journal
