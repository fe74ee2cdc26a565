// Whether a zone can ever give an equivalent login, by its configuration alone: what spoils it and
// what weakens it, named door by door, reader by reader, terminal by terminal.
//
// Promise: a zone said not to qualify has no combination of an entry and a terminal that the rules
// would take for equivalent, and one said to qualify has at least one; no remark is a decision, and
// no decision rests on one. Pure: values in, values out, no text; the day to judge by is an
// argument.
#pragma once

#include <optional>
#include <vector>

#include "service/core/site.h"

namespace zonefactor::core {

enum class Severity : std::uint8_t { spoils, weakens };
template <>
struct Spelling<Severity> {
  static constexpr std::array<std::string_view, 2> names{"spoils", "weakens"};
};

enum class RemarkCode : std::uint8_t {
  // C1: the zone and its boundary.
  zone_basis_missing,
  zone_basis_overdue,
  no_reader,
  reader_identifies_nobody,
  key_without_contact,
  zone_basis_internal,
  zone_basis_due,
  key_cylinder,
  // C2: the terminals.
  no_fixed_terminal,
  terminal_portable,
  terminal_without_zone,
  terminal_proof_weak,
  methods_not_stated,
  step_up_not_stated,
  step_up_never_suffices,
  // C3: the entry.
  no_way_in,
  nobody_designated,
  permission_is_enough,
  passage_must_be_told,
  no_contact,
  origin_open,
  // C4 and C7: the factors.
  terminal_verifies_nothing,
  entry_gives_no_factor,
  serial_card_counts_for_nothing,
  same_kind,
  outer_zone_gives_nothing,
  needs_outer_entry,
  methods_must_be_told,
  medium_clonable,
  // C6: whether people are still inside.
  anonymous_exit,
  egress_not_identified,
  egress_unseen,
  reader_out_missing,
  reader_out_identifies_nobody,
  no_reaffirmation,
  no_sequence_numbers,
  silence_tolerated,
  // What the policy does with the answer.
  monitor_only,
};
template <>
struct Spelling<RemarkCode> {
  static constexpr std::array<std::string_view, 38> names{"zone_basis_missing",
                                                          "zone_basis_overdue",
                                                          "no_reader",
                                                          "reader_identifies_nobody",
                                                          "key_without_contact",
                                                          "zone_basis_internal",
                                                          "zone_basis_due",
                                                          "key_cylinder",
                                                          "no_fixed_terminal",
                                                          "terminal_portable",
                                                          "terminal_without_zone",
                                                          "terminal_proof_weak",
                                                          "methods_not_stated",
                                                          "step_up_not_stated",
                                                          "step_up_never_suffices",
                                                          "no_way_in",
                                                          "nobody_designated",
                                                          "permission_is_enough",
                                                          "passage_must_be_told",
                                                          "no_contact",
                                                          "origin_open",
                                                          "terminal_verifies_nothing",
                                                          "entry_gives_no_factor",
                                                          "serial_card_counts_for_nothing",
                                                          "same_kind",
                                                          "outer_zone_gives_nothing",
                                                          "needs_outer_entry",
                                                          "methods_must_be_told",
                                                          "medium_clonable",
                                                          "anonymous_exit",
                                                          "egress_not_identified",
                                                          "egress_unseen",
                                                          "reader_out_missing",
                                                          "reader_out_identifies_nobody",
                                                          "no_reaffirmation",
                                                          "no_sequence_numbers",
                                                          "silence_tolerated",
                                                          "monitor_only"};
};

// What it is about is named where it is about one thing.
struct Remark {
  Severity severity = Severity::weakens;
  RemarkCode code = RemarkCode::zone_basis_missing;
  std::optional<DoorId> door;
  std::optional<AccessPointId> access_point;
  std::optional<TerminalId> terminal;
  std::optional<ControllerId> controller;
  std::optional<ZoneId> outer;      // a zone around the one remarked on
  std::optional<FactorKind> kind;   // with same_kind: the one kind there is
  std::size_t further_readers = 0;  // with same_kind: of which the same is true
  std::optional<Egress> egress;     // with egress_not_identified: how the door is left
  std::optional<Amrs> step_up;      // with step_up_never_suffices: the methods stated
  std::optional<Duration> lasts;    // with silence_tolerated: until new logins are undetermined
  bool operator==(const Remark&) const = default;
};

enum class Verdict : std::uint8_t {
  qualifies,
  does_not_qualify,
  no_terminals  // nobody logs in there, so nothing rests on it (rule S10)
};
template <>
struct Spelling<Verdict> {
  static constexpr std::array<std::string_view, 3> names{"qualifies", "does_not_qualify",
                                                         "no_terminals"};
};

struct ZoneQualification {
  ZoneId zone;
  Verdict verdict = Verdict::no_terminals;
  std::vector<Remark> remarks;  // what spoils first, each kind in the order of the codes
};

struct Qualification {
  std::vector<ZoneQualification> zones;  // in the order of the site
  std::vector<Remark> elsewhere;         // on terminals that stand in no zone
};

// `now` decides which reviews and designations have run out.
Qualification qualify(const Site& site, Instant now);

}  // namespace zonefactor::core
