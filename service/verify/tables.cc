#include "service/verify/tables.h"

#include <initializer_list>

#include "service/journal/sha256.h"
#include "service/verify/csv.h"

namespace zonefactor::evidence {

namespace {

std::string head(std::initializer_list<std::string_view> titles) {
  CsvRow row;
  for (const std::string_view title : titles) row.cell(title);
  return std::string(kCsvMark) + row.take();
}

template <class E>
std::string words(core::Set<E> set) {
  std::string all;
  set.each([&](E value) {
    if (!all.empty()) all += ' ';
    all += core::name_of(value);
  });
  return all;
}

template <class Id>
std::string_view text(const std::optional<Id>& id) {
  return id ? std::string_view(id->text) : std::string_view();
}

}  // namespace

std::string_view Tables::name(std::string_view handle) const {
  const auto found = names_.find(handle);
  return found == names_.end() ? handle : std::string_view(found->second);
}

std::string Tables::decisions_head() {
  return head({"entry", "at", "class", "outcome", "reasons", "warnings", "action", "terminal",
               "zone", "account", "person", "entry_factors", "terminal_factors", "amr",
               "session_kind", "valid_until", "configuration"});
}

std::string Tables::row(const core::Entry& entry, const core::LoginDecided& decided,
                        const Setting& setting) const {
  const core::LoginAttempt& asked = decided.attempt;
  const core::Decision& decision = decided.decision;
  CsvRow row;
  row.cell(text_of(contents_.facility, entry.ref)).cell(setting.local(entry.recorded_at));
  row.cell(core::name_of(decision.class_)).cell(core::name_of(decision.outcome));
  row.cell(words(decision.reasons)).cell(words(decision.warnings));
  row.cell(core::name_of(asked.action)).cell(asked.terminal.text).cell(text(decision.zone));
  row.cell(name(asked.account.text)).cell(name(text(decision.person)));
  row.cell(words(decision.entry_kinds)).cell(words(decision.terminal_kinds)).cell(words(asked.amr));
  row.cell(asked.session_kind ? core::name_of(*asked.session_kind) : "");
  row.cell(decision.valid_until ? setting.local(*decision.valid_until) : "");
  return row.cell(text_of(contents_.facility, decision.configuration)).take();
}

std::string Tables::events_head() {
  return head({"entry", "at", "happened", "uncertainty_ms", "kind", "controller", "boot", "seq",
               "door", "access_point", "zone", "number", "person", "methods", "mode", "origin",
               "clock_trusted"});
}

std::string Tables::row(const core::Entry& entry, const core::DoorEvent& event,
                        const Setting& setting) const {
  const core::Observation& seen = event.observation;
  const auto uncertainty =
      std::chrono::duration_cast<std::chrono::milliseconds>(event.uncertainty).count();
  CsvRow row;
  row.cell(text_of(contents_.facility, entry.ref)).cell(setting.local(entry.recorded_at));
  row.cell(setting.local(event.happened)).cell(std::to_string(uncertainty));
  row.cell(core::name_of(seen.kind)).cell(seen.controller.text).cell(seen.boot);
  row.cell(std::to_string(seen.seq)).cell(text(seen.door)).cell(text(seen.access_point));
  row.cell(text(seen.zone)).cell(name(text(seen.credential)));
  row.cell(seen.credential ? name(setting.holder_of(*seen.credential).text) : "");
  row.cell(seen.methods ? words(*seen.methods) : "");
  row.cell(seen.mode ? core::name_of(*seen.mode) : "").cell(core::name_of(seen.origin));
  return row.cell(event.clock_trusted ? "yes" : "no").take();
}

std::string Tables::findings_head() {
  return head({"entry", "at", "kind", "found_at", "person", "zone", "door", "access_point",
               "controller", "terminal", "session"});
}

std::string Tables::row(const core::Entry& entry, const core::Finding& finding,
                        const Setting& setting) const {
  CsvRow row;
  row.cell(text_of(contents_.facility, entry.ref)).cell(setting.local(entry.recorded_at));
  row.cell(core::name_of(finding.kind)).cell(setting.local(finding.at));
  row.cell(name(text(finding.person))).cell(text(finding.zone)).cell(text(finding.door));
  row.cell(text(finding.access_point)).cell(text(finding.controller));
  return row.cell(text(finding.terminal)).cell(text(finding.session)).take();
}

std::string Tables::line(core::EntryRef ref, std::string_view bytes) {
  std::string line = "{\"body\":";
  line += bytes;
  line += ",\"index\":" + std::to_string(ref.index) + ",\"leaf\":\"";
  line += journal::hex(journal::leaf_hash(bytes));
  return line + "\",\"year\":" + std::to_string(ref.year) + "}\n";
}

}  // namespace zonefactor::evidence
