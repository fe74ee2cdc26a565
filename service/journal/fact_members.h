// The members of every fact as the journal spells them: one overload per fact, one list for both
// directions, in ascending order of the keys. facility_members.h says what an archive is. A new
// fact without a name and a list here does not compile.
#pragma once

#include <string_view>

#include "service/core/fact.h"
#include "service/journal/facility_members.h"

namespace zonefactor::journal {

template <>
struct NameOf<core::LogOpened> {
  static constexpr std::string_view text = "log.opened";
};
template <>
struct NameOf<core::ServiceStarted> {
  static constexpr std::string_view text = "service.started";
};
template <>
struct NameOf<core::NameBound> {
  static constexpr std::string_view text = "name.bound";
};
template <>
struct NameOf<core::ObjectPut> {
  static constexpr std::string_view text = "object.put";
};
template <>
struct NameOf<core::ObjectRemoved> {
  static constexpr std::string_view text = "object.removed";
};
template <>
struct NameOf<core::ConfigurationClosed> {
  static constexpr std::string_view text = "configuration.closed";
};
template <>
struct NameOf<core::DoorEvent> {
  static constexpr std::string_view text = "door.event";
};
template <>
struct NameOf<core::EventRefused> {
  static constexpr std::string_view text = "event.refused";
};
template <>
struct NameOf<core::ControllerStatus> {
  static constexpr std::string_view text = "controller.status";
};
template <>
struct NameOf<core::LoginDecided> {
  static constexpr std::string_view text = "login.decided";
};
template <>
struct NameOf<core::SessionChanged> {
  static constexpr std::string_view text = "session.changed";
};
template <>
struct NameOf<core::Acknowledged> {
  static constexpr std::string_view text = "acknowledged";
};
template <>
struct NameOf<core::CredentialChanged> {
  static constexpr std::string_view text = "credential.changed";
};
template <>
struct NameOf<core::DesignationChanged> {
  static constexpr std::string_view text = "designation.changed";
};
template <>
struct NameOf<core::PersonChanged> {
  static constexpr std::string_view text = "person.changed";
};
template <>
struct NameOf<core::PresenceCorrected> {
  static constexpr std::string_view text = "presence.corrected";
};
template <>
struct NameOf<core::EmergencyDeclared> {
  static constexpr std::string_view text = "emergency.declared";
};
template <>
struct NameOf<core::InputQuarantined> {
  static constexpr std::string_view text = "input.quarantined";
};
template <>
struct NameOf<core::OwnClockJudged> {
  static constexpr std::string_view text = "own_clock.judged";
};
template <>
struct NameOf<core::AuditRead> {
  static constexpr std::string_view text = "audit.read";
};
template <>
struct NameOf<core::LogClosed> {
  static constexpr std::string_view text = "log.closed";
};
template <>
struct NameOf<core::LogKeys> {
  static constexpr std::string_view text = "log.keys";
};
template <>
struct NameOf<core::StateSealed> {
  static constexpr std::string_view text = "state.sealed";
};
template <>
struct NameOf<core::EvidenceExported> {
  static constexpr std::string_view text = "evidence.exported";
};
template <>
struct NameOf<core::PersonErased> {
  static constexpr std::string_view text = "person.erased";
};
template <>
struct NameOf<core::LogPruned> {
  static constexpr std::string_view text = "log.pruned";
};
template <>
struct NameOf<core::Finding> {
  static constexpr std::string_view text = "finding";
};
template <>
struct NameOf<core::Signal> {
  static constexpr std::string_view text = "signal";
};
template <>
struct NameOf<core::Readjudicated> {
  static constexpr std::string_view text = "readjudicated";
};

template <class Archive>
void members(Archive& a, typename Archive::template Of<core::LogOpened>& fact) {
  a.flag("everyone_unknown", fact.everyone_unknown);
  a.member("origin", fact.origin);
  a.unless_empty("previous", fact.previous);
}

template <class Archive>
void members(Archive& a, typename Archive::template Of<core::ServiceStarted>& fact) {
  a.member("edition", fact.edition);
  a.member("version", fact.version);
}

template <class Archive>
void members(Archive& a, typename Archive::template Of<core::NameBound>& fact) {
  a.member("commitment", fact.commitment);
  a.member("handle", fact.handle);
  a.member("kind", fact.kind);
}

template <class Archive>
void members(Archive& a, typename Archive::template Of<core::ObjectPut>& fact) {
  a.alternative("kind", "object", fact.object);
}

template <class Archive>
void members(Archive& a, typename Archive::template Of<core::ObjectRemoved>& fact) {
  a.member("id", fact.id);
  a.member("kind", fact.kind);
}

template <class Archive>
void members(Archive& a, typename Archive::template Of<core::ConfigurationClosed>& fact) {
  a.member("by", fact.by);
  a.member("digest", fact.digest);
  a.member("version", fact.version);
}

template <class Archive>
void members(Archive& a, typename Archive::template Of<core::PreviousBoot>& previous) {
  a.member("boot", previous.boot);
  a.member("seq", previous.seq);
}

template <class Archive>
void members(Archive& a, typename Archive::template Of<core::DoorEvent>& fact) {
  auto& observation = fact.observation;
  a.optional("access_point", observation.access_point);
  a.member("boot", observation.boot);
  a.flag("clock_trusted", fact.clock_trusted);
  a.unless_empty("content_tag", observation.content_tag);
  a.member("controller", observation.controller);
  a.optional("credential", observation.credential);
  a.optional("door", observation.door);
  a.member("happened", fact.happened);
  a.member("kind", observation.kind);
  a.flag("lossy", observation.lossy);
  a.optional("methods", observation.methods);
  a.optional("mode", observation.mode);
  a.optional("occurred_at", observation.occurred_at);
  a.member("origin", observation.origin);
  a.optional("previous", observation.previous);
  a.optional("sent_at", observation.sent_at);
  a.member("seq", observation.seq);
  a.member("uncertainty_us", fact.uncertainty);
  a.flag("unknown_methods", observation.unknown_methods);
  a.flag("unnumbered", observation.unnumbered);
  a.optional("zone", observation.zone);
}

template <class Archive>
void members(Archive& a, typename Archive::template Of<core::EventRefused>& fact) {
  a.unless_empty("boot", fact.boot);
  a.unless_empty("content_tag", fact.content_tag);
  a.optional("controller", fact.controller);
  a.member("seq", fact.seq);
  a.member("why", fact.why);
}

template <class Archive>
void members(Archive& a, typename Archive::template Of<core::ControllerStatus>& fact) {
  a.member("controller", fact.controller);
  a.flag("online", fact.online);
}

template <class Archive>
void members(Archive& a, typename Archive::template Of<core::LoginDecided>& fact) {
  auto& attempt = fact.attempt;
  auto& decision = fact.decision;
  a.member("account", attempt.account);
  a.member("action", attempt.action);
  a.unless_empty("amr", attempt.amr);
  a.unless_empty("amr_values", decision.amr_values);
  a.flag("attests_console", attempt.attests_console);
  a.member("class", decision.class_);
  a.member("configuration", decision.configuration);
  a.member("edition", decision.edition);
  a.flag("emergency", attempt.emergency);
  a.unless_empty("entry_kinds", decision.entry_kinds);
  a.evidence("evidence", decision.evidence, decision.configuration.year);
  a.member("outcome", decision.outcome);
  a.member("peer", fact.peer);
  a.optional("person", decision.person);
  a.member("proof", attempt.proof);
  a.unless_empty("reasons", decision.reasons);
  a.unless_empty("request_tag", fact.request_tag);
  a.optional("retry_ms", decision.retry_ms);
  a.optional("session", attempt.session);
  a.optional("session_kind", attempt.session_kind);
  a.member("terminal", attempt.terminal);
  a.unless_empty("terminal_kinds", decision.terminal_kinds);
  a.flag("terminal_mismatch", decision.terminal_mismatch);
  a.flag("unknown_amr", attempt.unknown_amr);
  a.optional("valid_until", decision.valid_until);
  a.unless_empty("warnings", decision.warnings);
  a.optional("zone", decision.zone);
  a.unless_empty("zone_reasons", decision.zone_reasons);
}

template <class Archive>
void members(Archive& a, typename Archive::template Of<core::SessionChanged>& fact) {
  a.optional("account", fact.account);
  a.member("session", fact.session);
  a.member("terminal", fact.terminal);
  a.member("what", fact.what);
}

template <class Archive>
void members(Archive& a, typename Archive::template Of<core::Acknowledged>& fact) {
  a.member("by", fact.by);
  a.unless_empty("peer", fact.peer);
  a.member("what", fact.what);
  a.member("zone", fact.zone);
}

template <class Archive>
void members(Archive& a, typename Archive::template Of<core::CredentialChanged>& fact) {
  a.member("credential", fact.credential);
  a.unless_empty("peer", fact.peer);
  a.optional("since", fact.since);
  a.member("state", fact.state);
}

template <class Archive>
void members(Archive& a, typename Archive::template Of<core::DesignationChanged>& fact) {
  a.member("person", fact.person);
  a.optional("valid_until", fact.valid_until);
  a.member("zone", fact.zone);
}

template <class Archive>
void members(Archive& a, typename Archive::template Of<core::PersonChanged>& fact) {
  a.member("kind", fact.kind);
  a.member("person", fact.person);
}

template <class Archive>
void members(Archive& a, typename Archive::template Of<core::PresenceCorrected>& fact) {
  a.member("by", fact.by);
  a.member("person", fact.person);
  a.flag("present", fact.present);
  a.member("second", fact.second);
  a.member("zone", fact.zone);
}

template <class Archive>
void members(Archive& a, typename Archive::template Of<core::EmergencyDeclared>& fact) {
  a.member("by", fact.by);
  a.member("until", fact.until);
  a.member("zones", fact.zones);
}

template <class Archive>
void members(Archive& a, typename Archive::template Of<core::InputQuarantined>& fact) {
  a.optional("controller", fact.controller);
  a.member("digest", fact.digest);
}

template <class Archive>
void members(Archive& a, typename Archive::template Of<core::OwnClockJudged>& fact) {
  a.member("off_us", fact.off);
  a.flag("synchronised", fact.synchronised);
}

template <class Archive>
void members(Archive& a, typename Archive::template Of<core::AuditRead>& fact) {
  a.member("peer", fact.peer);
  a.member("what", fact.what);
}

template <class Archive>
void members(Archive& a, typename Archive::template Of<core::LogClosed>& fact) {
  a.member("next_year", fact.next_year);
}

template <class Archive>
void members(Archive& a, typename Archive::template Of<core::LogKeys>& fact) {
  a.member("keys", fact.keys);
}

template <class Archive>
void members(Archive& a, typename Archive::template Of<core::StateSealed>& fact) {
  a.member("digest", fact.digest);
  a.member("size", fact.size);
}

template <class Archive>
void members(Archive& a, typename Archive::template Of<core::EvidenceExported>& fact) {
  a.member("from", fact.from);
  a.flag("named", fact.named);
  a.member("peer", fact.peer);
  a.member("purpose", fact.purpose);
  a.member("to", fact.to);
}

template <class Archive>
void members(Archive& a, typename Archive::template Of<core::PersonErased>& fact) {
  a.member("peer", fact.peer);
  a.member("person", fact.person);
  a.member("rows", fact.rows);
}

template <class Archive>
void members(Archive& a, typename Archive::template Of<core::LogPruned>& fact) {
  a.member("below", fact.below);
  a.member("peer", fact.peer);
  a.member("year", fact.year);
}

template <class Archive>
void members(Archive& a, typename Archive::template Of<core::Finding>& fact) {
  a.optional("access_point", fact.access_point);
  a.member("at", fact.at);
  a.optional("controller", fact.controller);
  a.optional("door", fact.door);
  a.member("kind", fact.kind);
  a.flag("noticed", fact.noticed);
  a.optional("person", fact.person);
  a.optional("session", fact.session);
  a.optional("terminal", fact.terminal);
  a.optional("zone", fact.zone);
}

template <class Archive>
void members(Archive& a, typename Archive::template Of<core::Signal>& fact) {
  a.member("at", fact.at);
  a.member("kind", fact.kind);
  a.member("session", fact.session);
  a.member("terminal", fact.terminal);
}

template <class Archive>
void members(Archive& a, typename Archive::template Of<core::Readjudicated>& fact) {
  a.member("cause", fact.cause);
  a.member("decision", fact.decision);
  a.member("from", fact.from);
  a.member("to", fact.to);
}

}  // namespace zonefactor::journal
