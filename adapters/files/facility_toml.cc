// Reads the tables of a facility file one by one into a draft; facility_references.cc connects
// them.
#include "adapters/files/facility_toml.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "adapters/files/credential_text.h"
#include "adapters/files/facility_draft.h"
#include "adapters/files/time_zone.h"
#include "adapters/files/toml_reader.h"

namespace zonefactor::files {

namespace {

using namespace std::chrono_literals;
using core::Duration;

// Bounds that keep every object of a facility well within one journal entry (4 KiB).
constexpr std::size_t kMaxNameBytes = 200;
constexpr std::size_t kMaxTextBytes = 1000;
constexpr std::size_t kMaxLawBytes = 300;
constexpr std::size_t kMaxAccounts = 16;
constexpr std::size_t kMaxCombinations = 16;
constexpr Duration kDay = 24h;

const TableMembers kRoot{"the file",
                         {"facility", "zone", "controller", "door", "access_point", "terminal",
                          "person", "credential", "designation"}};
const TableMembers kHead{"[facility]",
                         {"id", "name", "time_zone", "profile", "help", "enforcement",
                          "on_not_equivalent", "on_undetermined"}};
const TableMembers kZone{"[[zone]]",
                         {"id",
                          "name",
                          "within",
                          "basis",
                          "exit",
                          "enforcement",
                          "on_drift",
                          "break_glass",
                          "min_passage",
                          "grant_window",
                          "entry_wait",
                          "max_presence",
                          "lease",
                          "egress_grace",
                          "held_after",
                          "freeze",
                          "taps_per_opening",
                          "on_not_equivalent",
                          "on_undetermined",
                          "min_terminal_proof",
                          "min_origin",
                          "responsible"}};
const TableMembers kBasis{
    "zone.basis", {"kind", "text", "review_due", "law", "rule", "approved_by", "approved_on"}};
const TableMembers kController{
    "[[controller]]",
    {"id", "profile", "heartbeat", "clock_uncertainty", "max_skew", "max_delivery_delay"}};
const TableMembers kDoor{"[[door]]",
                         {"id", "controller", "sides", "contact", "egress", "entry", "key"}};
const TableMembers kAccessPoint{
    "[[access_point]]", {"id", "door", "to", "inside", "controller", "methods", "card_read"}};
const TableMembers kTerminal{"[[terminal]]", {"id", "zone", "placement", "methods", "step_up"}};
const TableMembers kPerson{"[[person]]", {"id", "kind", "accounts", "emergency_accounts"}};
const TableMembers kCredential{
    "[[credential]]",
    {"id", "person", "kind", "number", "valid_from", "valid_until", "state", "since"}};
const TableMembers kNumber{"credential.number", {"format", "bits", "value"}};
const TableMembers kDesignation{"[[designation]]", {"person", "zone", "valid_from", "valid_until"}};

const std::vector<std::string_view> kRefusals{"step_up", "deny"};
const std::vector<std::string_view> kEntryLevels{"granted", "opened", "passed"};

// An id that is written once: says so where it was used before.
template <class IdType>
void read_own_id(TableReader& table, Named named, FacilityDraft& draft, IdType& into) {
  if (!table.id("id", Need::required, into.text)) return;
  const auto [first, is_new] = draft.ids[named].emplace(into.text, table.line_of("id"));
  if (is_new) return;
  table.fault("id", fmt::format("id {} is taken", in_quotes(into.text)),
              fmt::format("line {} uses it; give each its own", first->second));
}

template <class IdType>
bool read_reference(TableReader& table, std::string_view key, Need need, Named named,
                    FacilityDraft& draft, IdType& into) {
  if (!table.id(key, need, into.text)) return false;
  draft.references.push_back(
      {named, into.text, table.line_of(key), fmt::format("{}: {}", table.place(), key)});
  return true;
}

template <class IdType>
void read_reference(TableReader& table, std::string_view key, Named named, FacilityDraft& draft,
                    std::optional<IdType>& into) {
  IdType id;
  if (read_reference(table, key, Need::optional, named, draft, id)) into = std::move(id);
}

// The name a page shows; the id where the file gives none.
void read_name(TableReader& table, std::string_view id, core::LocalText& into) {
  TwoLanguages name{std::string(id), std::string(id)};
  table.languages("name", kMaxNameBytes, name);
  into = {std::move(name.ja), std::move(name.en)};
}

void read_period(TableReader& table, std::optional<core::Instant>& from,
                 std::optional<core::Instant>& until) {
  table.instant("valid_from", from);
  table.instant("valid_until", until);
  if (from && until && *from >= *until) {
    table.fault("valid_until", "valid_until is not after valid_from",
                "valid_from is inclusive, valid_until exclusive; let the period have a length");
  }
}

void read_head(const TomlTable& root, FacilityDraft& draft, Faults& faults) {
  const TomlMember* member = root.find("facility");
  const TomlTable* table = member == nullptr ? nullptr : member->value.as<TomlTable>();
  if (table == nullptr) {
    faults.add(member == nullptr ? 1 : member->line,
               member == nullptr ? std::string("[facility] is missing")
                                 : fmt::format("\"facility\" is {}", kind_of(member->value)),
               "head it with [facility], once, and give id and time_zone");
    return;
  }
  TableReader t(*table, member->line, kHead, faults);
  core::FacilityHead& head = draft.facility.head;
  t.id("id", Need::required, head.id);
  read_name(t, head.id, head.name);
  std::string zone;
  if (t.text("time_zone", Need::required, 64, zone)) {
    if (const auto found = load_time_zone(zone)) {
      head.time_zone = *found;
    } else {
      t.fault("time_zone", fmt::format("time_zone = {} is not known here", in_quotes(zone)),
              "write an IANA name such as \"Asia/Tokyo\"; this host needs its zone database "
              "(package tzdata)");
    }
  }
  t.word("profile", Need::optional, head.profile);
  if (TwoLanguages help; t.languages("help", kMaxNameBytes, help)) {
    head.help = core::LocalText{std::move(help.ja), std::move(help.en)};
  }
  t.word("enforcement", Need::optional, head.enforcement);
  t.word("on_not_equivalent", Need::optional, kRefusals, head.on_not_equivalent);
  t.word("on_undetermined", Need::optional, kRefusals, head.on_undetermined);
}

void read_basis(TableReader& zone, core::Zone& into, Faults& faults) {
  const TomlTable* table = zone.table("basis");
  if (table == nullptr) return;
  TableReader t(*table, zone.line_of("basis"), kBasis, faults, zone.place() + " basis");
  core::Basis basis;
  t.word("kind", Need::required, basis.kind);
  t.text("text", Need::required, kMaxTextBytes, basis.text);
  std::optional<core::Date> review_due;
  if (t.date("review_due", Need::required, review_due)) basis.review_due = *review_due;
  t.text("law", Need::optional, kMaxLawBytes, basis.law);
  t.text("rule", Need::optional, kMaxLawBytes, basis.rule);
  t.text("approved_by", Need::optional, kMaxNameBytes, basis.approved_by);
  t.date("approved_on", Need::optional, basis.approved_on);
  into.basis = std::move(basis);
}

// Words of the proof or origin that a zone demands; absent, the profile decides.
template <class E>
void read_optional_word(TableReader& t, std::string_view key, std::optional<E>& into) {
  E word{};
  if (t.word(key, Need::optional, word)) into = word;
}

void read_zone(TableReader t, FacilityDraft& draft, Faults& faults) {
  core::Zone zone;
  read_own_id(t, Named::zone, draft, zone.id);
  if (zone.id.text == "outside") {
    t.fault("id", "\"outside\" is reserved", "it is the rest of the world; choose another id");
  }
  read_name(t, zone.id.text, zone.name);
  read_reference(t, "within", Named::zone, draft, zone.within);
  read_basis(t, zone, faults);
  t.word("exit", Need::required, zone.exit);
  t.word("enforcement", Need::optional, zone.enforcement);
  t.word("on_drift", Need::optional, zone.on_drift);
  t.word("break_glass", Need::optional, zone.break_glass);
  t.word("min_passage", Need::optional, kEntryLevels, zone.min_passage);
  t.duration("grant_window", {1s, 5min}, zone.grant_window);
  t.duration("entry_wait", {0s, 3s}, zone.entry_wait);
  t.duration("max_presence", {1s, 7 * kDay}, zone.max_presence);
  t.duration("lease", {1s, kDay}, zone.lease);
  t.duration("egress_grace", {0s, 1h}, zone.egress_grace);
  t.duration("held_after", {1s, kDay}, zone.held_after);
  t.duration("freeze", {0s, kDay}, zone.freeze);
  if (std::int64_t taps = 0; t.integer("taps_per_opening", Need::optional, 1, 100, taps)) {
    zone.taps_per_opening = static_cast<int>(taps);
  }
  t.word("on_not_equivalent", Need::optional, kRefusals, zone.on_not_equivalent);
  t.word("on_undetermined", Need::optional, kRefusals, zone.on_undetermined);
  read_optional_word(t, "min_terminal_proof", zone.min_terminal_proof);
  read_optional_word(t, "min_origin", zone.min_origin);
  t.id("responsible", Need::optional, zone.responsible);
  draft.zone_lines.push_back(t.line());
  draft.facility.zones.push_back(std::move(zone));
}

void read_controller(TableReader t, FacilityDraft& draft, Faults&) {
  core::Controller controller;
  read_own_id(t, Named::controller, draft, controller.id);
  if (controller.id.text == "service") {
    t.fault("id", "\"service\" is reserved",
            "by MQTT it is the service's own name (docs/mqtt.md); choose another id");
  }
  if (t.id("profile", Need::optional, controller.profile) && controller.profile != "zonefactor") {
    t.fault("profile", fmt::format("there is no device profile {}", in_quotes(controller.profile)),
            "write \"zonefactor\", or leave it out");
  }
  t.duration("heartbeat", {1s, kDay}, controller.heartbeat);
  t.duration("clock_uncertainty", {0s, 1min}, controller.clock_uncertainty);
  t.duration("max_skew", {1s, 1h}, controller.max_skew);
  t.duration("max_delivery_delay", {0s, 45 * kDay}, controller.max_delivery_delay);
  draft.facility.controllers.push_back(std::move(controller));
}

// A zone's id, or "outside".
core::Side side_of(const std::string& text) {
  return text == "outside" ? core::Side{} : core::Side{core::ZoneId(text)};
}

void refer_to_side(TableReader& t, std::string_view key, const std::string& text,
                   FacilityDraft& draft) {
  if (text == "outside") return;
  draft.references.push_back(
      {Named::zone, text, t.line_of(key), fmt::format("{}: {}", t.place(), key)});
}

void read_sides(TableReader& t, FacilityDraft& draft, core::Door& door) {
  constexpr auto kRemedy = "write the two sides, such as [\"outside\", \"lab\"]";
  const TomlArray* sides = t.array("sides", Need::required);
  if (sides == nullptr) return;
  if (sides->size() != 2) {
    t.fault("sides", fmt::format("sides has {} elements", sides->size()), kRemedy);
    return;
  }
  std::array<std::string, 2> ids;
  for (std::size_t i = 0; i < 2; ++i) {
    const auto* text = (*sides)[i].as<std::string>();
    if (text == nullptr || !core::is_legal_id(*text)) {
      t.fault("sides", "sides holds what is no id of a zone", kRemedy);
      return;
    }
    ids[i] = *text;
  }
  if (ids[0] == ids[1]) {
    t.fault("sides", fmt::format("both sides are {}", in_quotes(ids[0])),
            "a door leads from one zone to another, or to \"outside\"");
    return;
  }
  for (const std::string& id : ids) refer_to_side(t, "sides", id, draft);
  door.side_a = side_of(ids[0]);
  door.side_b = side_of(ids[1]);
}

void read_door(TableReader t, FacilityDraft& draft, Faults&) {
  core::Door door;
  read_own_id(t, Named::door, draft, door.id);
  read_reference(t, "controller", Need::required, Named::controller, draft, door.controller);
  read_sides(t, draft, door);
  t.flag("contact", door.contact);
  read_optional_word(t, "egress", door.egress);
  if (t.has("entry")) {
    std::string entry;
    if (t.text("entry", Need::optional, 64, entry)) {
      door.entry_none = entry == "none";
      if (!door.entry_none) {
        t.fault("entry", fmt::format("entry = {} is not known", in_quotes(entry)),
                "write \"none\" for a door that opens only from inside, or leave it out");
      }
    }
  }
  t.flag("key", door.key);
  draft.facility.doors.push_back(std::move(door));
}

// One combination: the methods a reader demands together.
bool read_combination(TableReader& t, const TomlValue& value, core::Methods& into) {
  constexpr auto kRemedy =
      "write arrays in an array: [[\"card\", \"pin\"]] for both, [[\"card\"], [\"pin\"]] for "
      "either";
  const auto* words = value.as<TomlArray>();
  if (words == nullptr) {
    t.fault("methods", fmt::format("methods holds {}", kind_of(value)), kRemedy);
    return false;
  }
  if (words->empty()) {
    t.fault("methods", "methods has an empty combination: it would open to nobody's credential",
            kRemedy);
    return false;
  }
  for (const TomlValue& word : *words) {
    const auto* text = word.as<std::string>();
    const auto method = text == nullptr ? std::nullopt : core::from_name<core::Method>(*text);
    if (!method) {
      const auto& names = core::Spelling<core::Method>::names;
      t.fault("methods",
              text == nullptr ? fmt::format("a combination of methods holds {}", kind_of(word))
                              : fmt::format("the method {} is not known", in_quotes(*text)),
              fmt::format("write {}", listed({names.begin(), names.end()})));
      return false;
    }
    into.add(*method);
  }
  return true;
}

void read_combinations(TableReader& t, core::MethodCombinations& into) {
  const TomlArray* combinations = t.array("methods", Need::required);
  if (combinations == nullptr) return;
  if (combinations->empty() || combinations->size() > kMaxCombinations) {
    t.fault("methods", fmt::format("methods has {} combinations", combinations->size()),
            fmt::format("write 1 to {}, such as [[\"card\"]]", kMaxCombinations));
    return;
  }
  for (const TomlValue& combination : *combinations) {
    core::Methods methods;
    if (read_combination(t, combination, methods)) into.push_back(methods);
  }
}

void read_access_point(TableReader t, FacilityDraft& draft, Faults&) {
  core::AccessPoint point;
  read_own_id(t, Named::access_point, draft, point.id);
  if (t.has("inside") == t.has("door")) {
    const bool both = t.has("inside");
    t.fault(both ? "inside" : "id",
            both ? "it has both door and inside" : "it has neither door and to, nor inside",
            "a reader at a boundary has door and to, a reader within a zone has inside");
  }
  read_reference(t, "door", Named::door, draft, point.door);
  std::string to;
  if (t.id("to", t.has("door") ? Need::required : Need::optional, to)) {
    if (!t.has("door")) {
      t.fault("to", "to is written without door", "add door = \"...\", the door it leads through");
    }
    refer_to_side(t, "to", to, draft);
    point.to = side_of(to);
  } else {
    // Without a side there is nothing to compare with the door's.
    if (t.has("door")) point.door.reset();
  }
  read_reference(t, "inside", Named::zone, draft, point.inside);
  read_reference(t, "controller", Named::controller, draft, point.controller);
  if (t.has("controller") && t.has("door")) {
    t.fault("controller", "a reader at a door has its door's controller",
            "remove controller here; it is for readers with inside");
  }
  read_combinations(t, point.methods);
  t.word("card_read", Need::optional, point.card_read);
  draft.access_point_lines.push_back(t.line_of(t.has("door") ? "to" : "inside"));
  draft.facility.access_points.push_back(std::move(point));
}

// amr values of a terminal; each of the vocabulary of rule F5.
std::optional<std::vector<core::Amr>> read_amr(TableReader& t, std::string_view key) {
  std::vector<std::string> words;
  if (!t.texts(key, core::count_of<core::Amr>(), 16, words)) return std::nullopt;
  std::vector<core::Amr> out;
  for (const std::string& word : words) {
    const auto amr = core::from_name<core::Amr>(word);
    if (!amr) {
      const auto& names = core::Spelling<core::Amr>::names;
      t.fault(key, fmt::format("the authentication method {} is not known", in_quotes(word)),
              did_you_mean(word, {names.begin(), names.end()},
                           fmt::format("write {}", listed({names.begin(), names.end()}))));
      return std::nullopt;
    }
    if (std::find(out.begin(), out.end(), *amr) == out.end()) out.push_back(*amr);
  }
  return out;
}

void read_terminal(TableReader t, FacilityDraft& draft, Faults&) {
  core::Terminal terminal;
  read_own_id(t, Named::terminal, draft, terminal.id);
  read_reference(t, "zone", Named::zone, draft, terminal.zone);
  t.word("placement", Need::required, terminal.placement);
  if (const auto methods = read_amr(t, "methods")) {
    terminal.methods.emplace();
    for (core::Amr amr : *methods) terminal.methods->add(amr);
  }
  if (const auto step_up = read_amr(t, "step_up")) {
    terminal.step_up.emplace();
    for (core::Amr amr : *step_up) terminal.step_up->emplace_back(core::name_of(amr));
  }
  if (!t.has("methods")) {
    draft.warnings.push_back(
        {t.line(), fmt::format("{}: methods is not stated, so any authentication method it reports "
                               "counts",
                               t.place())});
  }
  if (!t.has("step_up")) {
    draft.warnings.push_back(
        {t.line(), fmt::format("{}: step_up is not stated, so a refusal there cannot say what to "
                               "do next",
                               t.place())});
  }
  draft.terminal_lines.push_back(t.line_of("step_up"));
  draft.facility.terminals.push_back(std::move(terminal));
}

void read_accounts(TableReader& t, std::string_view key, std::vector<core::AccountId>& into) {
  std::vector<std::string> names;
  if (!t.texts(key, kMaxAccounts, kMaxAccountBytes, names)) return;
  for (std::string& name : names) {
    if (const std::string why = fault_of_account(name); !why.empty()) {
      t.fault(key, fmt::format("an account of {} {}", key, why),
              "write the account name as the terminals report it");
      return;
    }
    core::AccountId account(std::move(name));
    if (std::find(into.begin(), into.end(), account) != into.end()) {
      t.fault(key, fmt::format("{} names one account twice", key), "name each once");
      return;
    }
    into.push_back(std::move(account));
  }
}

void read_person(TableReader t, FacilityDraft& draft, Faults&) {
  core::Person person;
  read_own_id(t, Named::person, draft, person.id);
  t.word("kind", Need::required, person.kind);
  read_accounts(t, "accounts", person.accounts);
  read_accounts(t, "emergency_accounts", person.emergency_accounts);
  for (const core::AccountId& account : person.emergency_accounts) {
    if (std::find(person.accounts.begin(), person.accounts.end(), account) ==
        person.accounts.end()) {
      continue;
    }
    t.fault("emergency_accounts", "an account is both an everyday and an emergency account",
            "keep it in one of the two lists");
    break;
  }
  draft.facility.persons.push_back(std::move(person));
}

// The number in either form; what is wrong with it is told without repeating it.
std::optional<ports::CredentialNumber> read_number(TableReader& t, Faults& faults) {
  const TomlValue* value = t.find("number");
  if (value == nullptr) {
    t.fault("number", "\"number\" is missing",
            "add the number as the controller reports it, in quotes");
    return std::nullopt;
  }
  ports::CredentialNumber number;
  if (const auto* text = value->as<std::string>()) {
    number.value = *text;
    return number;
  }
  const auto* parts = value->as<TomlTable>();
  if (parts == nullptr) {
    t.fault(
        "number", fmt::format("number is {}", kind_of(*value)),
        "write it as a string in double quotes, or as { format = ..., bits = ..., value = ... }");
    return std::nullopt;
  }
  TableReader n(*parts, t.line_of("number"), kNumber, faults, t.place() + " number");
  std::int64_t bits = 0;
  const bool has_format = n.id("format", Need::required, number.format);
  const bool has_bits = n.integer("bits", Need::required, 1, kMaxNumberBits, bits);
  const bool has_value = n.text("value", Need::required, kMaxNumberBytes, number.value);
  if (!has_format || !has_bits || !has_value) return std::nullopt;
  number.bits = static_cast<std::uint32_t>(bits);
  return number;
}

void read_credential(TableReader t, FacilityDraft& draft, Faults& faults) {
  core::Credential credential;
  read_own_id(t, Named::credential, draft, credential.id);
  read_reference(t, "person", Need::required, Named::person, draft, credential.person);
  t.word("kind", Need::required, credential.kind);
  if (const auto number = read_number(t, faults)) {
    const NumberVerdict verdict = judge_number(credential.kind, *number);
    if (verdict.what.empty()) {
      credential.number = core::NumberId(number->canonical());
      if (const std::string oddity = oddity_of(*number); !oddity.empty()) {
        draft.warnings.push_back({t.line_of("number"), fmt::format("{}: {}", t.place(), oddity)});
      }
    } else {
      t.fault("number", verdict.what, verdict.remedy);
    }
  }
  read_period(t, credential.valid_from, credential.valid_until);
  const bool state_is_right = t.word("state", Need::optional, credential.state);
  t.instant("since", credential.since);
  if (credential.since && credential.state == core::CredentialState::active &&
      (state_is_right || !t.has("state"))) {
    t.fault("since", "since is written for an active credential",
            "it says when a credential became lost, stolen or revoked; remove it");
  }
  draft.facility.credentials.push_back(std::move(credential));
}

void read_designation(TableReader t, FacilityDraft& draft, Faults&) {
  core::Designation designation;
  const bool has_person =
      read_reference(t, "person", Need::required, Named::person, draft, designation.person);
  const bool has_zone =
      read_reference(t, "zone", Need::required, Named::zone, draft, designation.zone);
  if (has_person && has_zone) {
    t.call_it(designation.person.text + "/" + designation.zone.text);
    const auto [first, is_new] =
        draft.designation_lines.emplace(std::pair(designation.person, designation.zone), t.line());
    if (!is_new) {
      t.fault("person", "this person is designated for this zone twice",
              fmt::format("line {} says so already; keep one, with one period", first->second));
    }
  }
  read_period(t, designation.valid_from, designation.valid_until);
  draft.facility.designations.push_back(std::move(designation));
}

using ReadTable = void (*)(TableReader, FacilityDraft&, Faults&);

struct TableKind {
  std::string_view name;
  const TableMembers& members;
  ReadTable read;
};

const std::array<TableKind, 8> kTables{{{"zone", kZone, read_zone},
                                        {"controller", kController, read_controller},
                                        {"door", kDoor, read_door},
                                        {"access_point", kAccessPoint, read_access_point},
                                        {"terminal", kTerminal, read_terminal},
                                        {"person", kPerson, read_person},
                                        {"credential", kCredential, read_credential},
                                        {"designation", kDesignation, read_designation}}};

}  // namespace

FacilityResult parse_facility(std::string_view text, std::string file) {
  Faults faults(std::move(file));
  const auto root = parse_toml(text, faults);
  if (!root) return faults.take();
  FacilityDraft draft;
  refuse_unknown_members(*root, kRoot, kRoot.table, faults);
  read_head(*root, draft, faults);
  for (const TableKind& kind : kTables) {
    for (const TomlValue* table : tables_of(*root, kind.name, faults)) {
      kind.read(TableReader(*table->as<TomlTable>(), table->line, kind.members, faults), draft,
                faults);
    }
  }
  connect(draft, faults);
  if (!faults.empty()) return faults.take();
  FacilityFile out;
  out.names_people = root->find("person") != nullptr || root->find("credential") != nullptr ||
                     root->find("designation") != nullptr;
  out.facility = std::move(draft.facility);
  out.warnings = std::move(draft.warnings);
  return out;
}

std::vector<KnownMember> facility_members() {
  std::vector<KnownMember> out;
  for (const TableMembers* table : {&kHead, &kZone, &kBasis, &kController, &kDoor, &kAccessPoint,
                                    &kTerminal, &kPerson, &kCredential, &kNumber, &kDesignation}) {
    for (std::string_view member : table->members) {
      out.push_back({std::string(table->table), std::string(member)});
    }
  }
  return out;
}

}  // namespace zonefactor::files
