// RapidCheck generators for every fact: any text, any time, any combination of optional members.
//
// Each structure is taken apart by name, so that a member added to it breaks this file until it is
// generated, and with it proven to survive the journal. Use inside a property only.
#pragma once

#include <rapidcheck.h>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "service/core/fact.h"

namespace zonefactor::journal {

// Text of any Unicode characters, control characters and quotes among them.
std::string any_text();

class AnyFact {
 public:
  core::Fact operator()() { return any<core::Fact>(); }

  template <class T>
  T any() {
    T value{};
    fill(value);
    return value;
  }

 private:
  template <class... T>
  void each(T&... values) {
    (fill(values), ...);
  }

  void fill(std::string& value) { value = any_text(); }
  void fill(bool& value) { value = *rc::gen::arbitrary<bool>(); }
  void fill(int& value) { value = *rc::gen::arbitrary<int>(); }
  void fill(std::int64_t& value) { value = wide<std::int64_t>(); }
  void fill(std::uint64_t& value) { value = wide<std::uint64_t>(); }
  void fill(core::Instant& value) { value = core::Instant{any<core::Duration>()}; }
  void fill(core::Duration& value) {
    value = core::Duration{wide<std::int64_t>()} % (core::kMaxSpan + core::Duration{1});
  }
  void fill(std::chrono::seconds& value) {
    value = std::chrono::seconds{*rc::gen::inRange(-86'399, 86'400)};
  }
  void fill(core::Date& value) {
    const int days = *rc::gen::inRange(-719'528, 2'932'897);  // 0000-01-01 to 9999-12-31
    value = core::Date{std::chrono::sys_days{std::chrono::days{days}}};
  }

  template <class Tag>
  void fill(core::Id<Tag>& value) {
    auto& [text] = value;
    fill(text);
  }
  template <class E>
  requires std::is_enum_v<E>
  void fill(E& value) {
    value = static_cast<E>(*rc::gen::inRange(0, static_cast<int>(core::count_of<E>())));
  }
  template <class E>
  void fill(core::Set<E>& value) {
    value =
        core::Set<E>::from_bits(*rc::gen::inRange<std::uint64_t>(0, 1ULL << core::count_of<E>()));
  }
  template <class T>
  void fill(std::optional<T>& value) {
    if (any<bool>()) fill(value.emplace());
  }
  template <class T>
  void fill(std::vector<T>& value) {
    value.resize(*rc::gen::inRange<std::size_t>(0, 4));
    for (T& element : value) fill(element);
  }
  template <class... T>
  void fill(std::variant<T...>& value) {
    const std::size_t chosen = *rc::gen::inRange<std::size_t>(0, sizeof...(T));
    std::size_t index = 0;
    ((index++ == chosen ? void(value = any<T>()) : void()), ...);
  }

  void fill(core::EntryRef& value) {
    auto& [year, index] = value;
    year = *rc::gen::inRange(2025, 2028);  // few, so that years coincide
    fill(index);
  }
  void fill(core::LocalText& value) {
    auto& [ja, en] = value;
    each(ja, en);
  }
  void fill(core::TimeZone::Transition& value) {
    auto& [at, offset] = value;
    each(at, offset);
  }
  void fill(core::TimeZone& value) {
    auto& [name, initial_offset, transitions] = value;
    each(name, initial_offset, transitions);
  }
  void fill(core::FacilityHead& value) {
    auto& [id, name, time_zone, profile, help, enforcement, on_not, on_undetermined] = value;
    each(id, name, time_zone, profile, help, enforcement, on_not, on_undetermined);
  }
  void fill(core::Basis& value) {
    auto& [kind, text, review_due, law, rule, approved_by, approved_on] = value;
    each(kind, text, review_due, law, rule, approved_on);
    approved_by.clear();  // names a person and never enters the journal (rule V2)
  }
  void fill(core::Zone& value) {
    auto& [id, name, within, basis, exit, enforcement, min_passage, grant_window, entry_wait,
           max_presence, lease, egress_grace, held_after, freeze, taps, on_not, on_undetermined,
           min_proof, min_origin, break_glass, on_drift, responsible] = value;
    each(id, name, within, basis, exit, enforcement, min_passage, grant_window, entry_wait);
    each(max_presence, lease, egress_grace, held_after, freeze, taps, on_not, on_undetermined);
    each(min_proof, min_origin, break_glass, on_drift);
    responsible.clear();  // names a person and never enters the journal (rule V2)
  }
  void fill(core::Controller& value) {
    auto& [id, profile, heartbeat, clock_uncertainty, max_skew, max_delivery_delay] = value;
    each(id, profile, heartbeat, clock_uncertainty, max_skew, max_delivery_delay);
  }
  void fill(core::Door& value) {
    auto& [id, controller, side_a, side_b, contact, egress, entry_none, key] = value;
    each(id, controller, side_a, side_b, contact, egress, entry_none, key);
  }
  void fill(core::AccessPoint& value) {
    auto& [id, door, to, inside, controller, methods, card_read] = value;
    each(id, door, to, inside, controller, methods, card_read);
  }
  void fill(core::Terminal& value) {
    auto& [id, zone, placement, methods, step_up] = value;
    each(id, zone, placement, methods, step_up);
  }
  void fill(core::Person& value) {
    auto& [id, kind, accounts, emergency_accounts] = value;
    each(id, kind, accounts, emergency_accounts);
  }
  void fill(core::Credential& value) {
    auto& [id, person, kind, number, valid_from, valid_until, state, since] = value;
    each(id, person, kind, number, valid_from, valid_until, state, since);
  }
  void fill(core::Designation& value) {
    auto& [person, zone, valid_from, valid_until] = value;
    each(person, zone, valid_from, valid_until);
  }
  void fill(core::PreviousBoot& value) {
    auto& [boot, seq] = value;
    each(boot, seq);
  }
  void fill(core::Observation& value) {
    auto& [controller, boot, seq, kind, access_point, door, zone, credential, lossy, methods,
           unknown_methods, mode, previous, unnumbered, occurred_at, sent_at, origin, content_tag] =
        value;
    each(controller, boot, seq, kind, access_point, door, zone, credential, lossy, methods,
         unknown_methods, unnumbered);
    each(mode, previous, occurred_at, sent_at, origin, content_tag);
  }
  void fill(core::LoginAttempt& value) {
    auto& [terminal, account, action, amr, unknown_amr, session, session_kind, attests, proof,
           emergency] = value;
    each(terminal, account, action, amr, unknown_amr, session, session_kind, attests, proof,
         emergency);
  }
  void fill(core::RestsOn& value) {
    auto& [condition, entry] = value;
    condition = *rc::gen::inRange<std::uint8_t>(0, core::kConditions);
    fill(entry);
  }
  void fill(core::Decision& value) {
    auto& [class_, outcome, reasons, zone_reasons, warnings, entry_kinds, terminal_kinds, mismatch,
           zone, person, evidence, valid_until, retry_ms, amr_values, edition, configuration] =
        value;
    each(class_, outcome, reasons, zone_reasons, warnings, entry_kinds, terminal_kinds, mismatch);
    each(zone, person, evidence, valid_until, retry_ms, amr_values, edition, configuration);
    std::sort(evidence.begin(), evidence.end());
  }

  void fill(core::LogOpened& value) {
    auto& [origin, everyone_unknown, previous] = value;
    each(origin, everyone_unknown, previous);
  }
  void fill(core::ServiceStarted& value) {
    auto& [version, edition] = value;
    each(version, edition);
  }
  void fill(core::NameBound& value) {
    auto& [handle, kind, commitment] = value;
    each(handle, kind, commitment);
  }
  void fill(core::ObjectPut& value) {
    auto& [object] = value;
    each(object);
  }
  void fill(core::ObjectRemoved& value) {
    auto& [kind, id] = value;
    each(kind, id);
  }
  void fill(core::ConfigurationClosed& value) {
    auto& [version, digest, by] = value;
    each(version, digest, by);
  }
  void fill(core::DoorEvent& value) {
    auto& [observation, happened, uncertainty, clock_trusted] = value;
    each(observation, happened, uncertainty, clock_trusted);
  }
  void fill(core::EventRefused& value) {
    auto& [controller, why, boot, seq, content_tag] = value;
    each(controller, why, boot, seq, content_tag);
  }
  void fill(core::ControllerStatus& value) {
    auto& [controller, online] = value;
    each(controller, online);
  }
  void fill(core::LoginDecided& value) {
    auto& [attempt, decision, peer, request_tag] = value;
    each(attempt, decision, peer, request_tag);
  }
  void fill(core::SessionChanged& value) {
    auto& [terminal, session, account, what] = value;
    each(terminal, session, account, what);
  }
  void fill(core::Acknowledged& value) {
    auto& [zone, what, by, peer] = value;
    each(zone, what, by, peer);
  }
  void fill(core::CredentialChanged& value) {
    auto& [credential, state, since, peer] = value;
    each(credential, state, since, peer);
  }
  void fill(core::DesignationChanged& value) {
    auto& [person, zone, valid_until] = value;
    each(person, zone, valid_until);
  }
  void fill(core::PresenceCorrected& value) {
    auto& [person, zone, present, by, second] = value;
    each(person, zone, present, by, second);
  }
  void fill(core::EmergencyDeclared& value) {
    auto& [by, zones, until] = value;
    each(by, zones, until);
  }
  void fill(core::PersonChanged& value) {
    auto& [person, kind] = value;
    each(person, kind);
  }
  void fill(core::InputQuarantined& value) {
    auto& [digest, controller] = value;
    each(digest, controller);
  }
  void fill(core::OwnClockJudged& value) {
    auto& [off, synchronised] = value;
    each(off, synchronised);
  }
  void fill(core::AuditRead& value) {
    auto& [peer, what] = value;
    each(peer, what);
  }
  void fill(core::LogClosed& value) {
    auto& [next_year] = value;
    each(next_year);
  }
  void fill(core::LogKeys& value) {
    auto& [keys] = value;
    each(keys);
  }
  void fill(core::StateSealed& value) {
    auto& [digest, size] = value;
    each(digest, size);
  }
  void fill(core::EvidenceExported& value) {
    auto& [peer, purpose, from, to, named] = value;
    each(peer, purpose, from, to, named);
  }
  void fill(core::PersonErased& value) {
    auto& [person, rows, peer] = value;
    each(person, rows, peer);
  }
  void fill(core::LogPruned& value) {
    auto& [year, below, peer] = value;
    each(year, below, peer);
  }
  void fill(core::Finding& value) {
    auto& [kind, at, person, zone, door, access_point, controller, terminal, session, noticed] =
        value;
    each(kind, at, person, zone, door, access_point, controller, terminal, session, noticed);
  }
  void fill(core::Signal& value) {
    auto& [kind, at, terminal, session] = value;
    each(kind, at, terminal, session);
  }
  void fill(core::Readjudicated& value) {
    auto& [decision, from, to, cause] = value;
    each(decision, from, to, cause);
  }

  // Small numbers and, as often, numbers around and beyond 2^53.
  template <class Int>
  Int wide() {
    return *rc::gen::oneOf(
        rc::gen::arbitrary<Int>(), rc::gen::inRange<Int>((Int{1} << 53) - 3, (Int{1} << 53) + 3),
        rc::gen::element(std::numeric_limits<Int>::min(), std::numeric_limits<Int>::max()));
  }
};

}  // namespace zonefactor::journal
