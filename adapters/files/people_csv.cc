#include "adapters/files/people_csv.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <set>
#include <utility>

#include "adapters/files/credential_text.h"
#include "adapters/files/csv_rows.h"
#include "adapters/files/text_encoding.h"

namespace zonefactor::files {

namespace {

constexpr std::string_view kPeopleHeader = "id,kind,accounts,emergency_accounts";
constexpr std::string_view kCredentialsHeader =
    "id,person,kind,format,bits,number,valid_from,valid_until,state,since";
constexpr std::string_view kDesignationsHeader = "person,zone,valid_from,valid_until";
constexpr std::size_t kMaxAccounts = 16;

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> out;
  while (true) {
    const auto end = text.find(separator);
    out.push_back(text.substr(0, end));
    if (end == text.npos) return out;
    text.remove_prefix(end + 1);
  }
}

// The fields of one row by the names of the header. Where columns were shifted by a missing quote,
// any field may hold a number, so faults name the column and not the value.
class Row {
 public:
  Row(const CsvRow& row, const std::vector<std::string_view>& columns, Faults& faults)
      : row_(row), columns_(columns), faults_(faults) {}

  const std::string& at(std::string_view column) const {
    const auto found = std::find(columns_.begin(), columns_.end(), column);
    return row_.fields[static_cast<std::size_t>(found - columns_.begin())];
  }

  void fault(std::string what, std::string remedy) {
    faults_.add(row_.line, std::move(what), std::move(remedy));
  }

  template <class IdType>
  bool id(std::string_view column, IdType& into) {
    const std::string& text = at(column);
    if (!core::is_legal_id(text)) {
      fault(fmt::format("{} is {}", column, text.empty() ? "empty" : "not a legal id"),
            "use 1 to 64 of A-Z a-z 0-9 . _ - and begin with a letter or digit");
      return false;
    }
    into = IdType(text);
    return true;
  }

  template <class E>
  bool word(std::string_view column, E& into) {
    const auto word = core::from_name<E>(at(column));
    if (word) {
      into = *word;
      return true;
    }
    const auto& names = core::Spelling<E>::names;
    fault(fmt::format("{} is not a known word", column),
          fmt::format("write {}", listed({names.begin(), names.end()})));
    return false;
  }

  void instant(std::string_view column, std::optional<core::Instant>& into) {
    const std::string& text = at(column);
    if (text.empty()) return;
    into = core::parse_rfc3339(text);
    if (!into) {
      fault(fmt::format("{} is not a date and time with offset", column),
            "write it as 2026-04-01T00:00:00+09:00, or leave it empty");
    }
  }

  void period(std::optional<core::Instant>& from, std::optional<core::Instant>& until) {
    instant("valid_from", from);
    instant("valid_until", until);
    if (from && until && *from >= *until) {
      fault("valid_until is not after valid_from", "let the period have a length");
    }
  }

 private:
  const CsvRow& row_;
  const std::vector<std::string_view>& columns_;
  Faults& faults_;
};

void read_accounts(Row& row, std::string_view column, std::vector<core::AccountId>& into) {
  for (std::string_view name : split(row.at(column), ' ')) {
    if (name.empty()) continue;
    if (const std::string why = fault_of_account(name); !why.empty()) {
      row.fault(fmt::format("an account in {} {}", column, why),
                "write the account name as the terminals report it");
      return;
    }
    core::AccountId account{std::string(name)};
    if (std::find(into.begin(), into.end(), account) != into.end()) {
      row.fault(fmt::format("{} names one account twice", column), "name each once");
      return;
    }
    into.push_back(std::move(account));
  }
  if (into.size() > kMaxAccounts) {
    row.fault(fmt::format("{} names {} accounts", column, into.size()),
              fmt::format("at most {} are taken", kMaxAccounts));
  }
}

core::Person read_person(Row& row) {
  core::Person person;
  row.id("id", person.id);
  row.word("kind", person.kind);
  read_accounts(row, "accounts", person.accounts);
  read_accounts(row, "emergency_accounts", person.emergency_accounts);
  for (const core::AccountId& account : person.emergency_accounts) {
    const auto& everyday = person.accounts;
    if (std::find(everyday.begin(), everyday.end(), account) == everyday.end()) continue;
    row.fault("an account is both an everyday and an emergency account",
              "keep it in one of the two columns");
    break;
  }
  return person;
}

// "4.1E+07": a spreadsheet has turned a number into a rounded one.
bool looks_rounded(std::string_view text) {
  const auto exponent = text.find("E+");
  const auto numeric = [](std::string_view part) {
    return !part.empty() && part.find_first_not_of("0123456789.") == part.npos;
  };
  return exponent != text.npos && numeric(text.substr(0, exponent)) &&
         numeric(text.substr(exponent + 2));
}

void read_number(Row& row, core::Credential& credential) {
  ports::CredentialNumber number;
  number.format = row.at("format");
  number.value = row.at("number");
  const std::string& bits = row.at("bits");
  if (number.format.empty() != bits.empty()) {
    row.fault("format and bits do not stand together", "fill both, or leave both empty");
    return;
  }
  if (!bits.empty()) {
    const char* end = bits.data() + bits.size();
    const auto read = std::from_chars(bits.data(), end, number.bits);
    if (read.ec != std::errc{} || read.ptr != end || number.bits < 1 ||
        number.bits > kMaxNumberBits) {
      row.fault("bits is not a number of bits", fmt::format("choose 1 to {}", kMaxNumberBits));
      return;
    }
    if (!core::is_legal_id(number.format)) {
      row.fault("format is not a legal name", "write it as the controller's profile does");
      return;
    }
  }
  if (looks_rounded(number.value)) {
    row.fault("number was rounded by a spreadsheet",
              "export it again with the column formatted as text");
    return;
  }
  const NumberVerdict verdict = judge_number(credential.kind, number);
  if (!verdict.what.empty()) {
    row.fault(verdict.what, verdict.remedy);
    return;
  }
  credential.number = core::NumberId(number.canonical());
}

core::Credential read_credential(Row& row) {
  core::Credential credential;
  row.id("id", credential.id);
  row.id("person", credential.person);
  row.word("kind", credential.kind);
  read_number(row, credential);
  row.period(credential.valid_from, credential.valid_until);
  const bool state_is_right = row.at("state").empty() || row.word("state", credential.state);
  row.instant("since", credential.since);
  if (state_is_right && credential.since && credential.state == core::CredentialState::active) {
    row.fault("since is written for an active credential",
              "it says when a credential became lost, stolen or revoked; leave it empty");
  }
  return credential;
}

core::Designation read_designation(Row& row) {
  core::Designation designation;
  row.id("person", designation.person);
  row.id("zone", designation.zone);
  row.period(designation.valid_from, designation.valid_until);
  return designation;
}

std::string key_of(const core::Person& person) {
  return person.id.text;
}
std::string key_of(const core::Credential& credential) {
  return credential.id.text;
}
std::string key_of(const core::Designation& designation) {
  return fmt::format("{}/{}", designation.person.text, designation.zone.text);
}

// The objects a file names, each with the line it stands on.
template <class Object>
struct Placed {
  Object object;
  int line = 0;
};

template <class Object>
std::vector<Placed<Object>> read_objects(const std::vector<CsvRow>& rows, std::string_view header,
                                         Object (*read)(Row&), Faults& faults) {
  const std::vector<std::string_view> columns = split(header, ',');
  std::vector<Placed<Object>> out;
  std::map<std::string, int> lines;
  for (std::size_t i = 1; i < rows.size(); ++i) {
    if (rows[i].fields.size() != columns.size()) {
      faults.add(rows[i].line,
                 fmt::format("the row has {} fields, the header {}", rows[i].fields.size(),
                             columns.size()),
                 "check the commas and quotes of this row");
      continue;
    }
    Row row(rows[i], columns, faults);
    Placed<Object> named{read(row), rows[i].line};
    const auto [first, is_new] = lines.emplace(key_of(named.object), named.line);
    if (!is_new) {
      row.fault(fmt::format("{} stands in the file twice", in_quotes(first->first)),
                fmt::format("line {} names it already; keep one row", first->second));
    }
    out.push_back(std::move(named));
  }
  return out;
}

// `objects` with `named` put in; in a full import without what is not named.
template <class Object>
void merge(std::vector<Object>& objects, const std::vector<Placed<Object>>& named,
           ImportMode mode) {
  std::map<std::string, const Object*> fresh;
  for (const Placed<Object>& each : named) fresh.emplace(key_of(each.object), &each.object);
  std::vector<Object> out;
  for (Object& object : objects) {
    const auto found = fresh.find(key_of(object));
    if (found != fresh.end()) {
      out.push_back(*found->second);
      fresh.erase(found);
    } else if (mode == ImportMode::delta) {
      out.push_back(std::move(object));
    }
  }
  for (const Placed<Object>& each : named) {
    if (fresh.count(key_of(each.object)) > 0) out.push_back(each.object);
  }
  objects = std::move(out);
}

template <class Object>
void compare(std::string_view table, const std::vector<Object>& before,
             const std::vector<Object>& after, std::vector<Difference>& differences) {
  std::map<std::string, std::pair<const Object*, const Object*>> pairs;
  for (const Object& object : before) pairs[key_of(object)].first = &object;
  for (const Object& object : after) pairs[key_of(object)].second = &object;
  for (const auto& [id, pair] : pairs) {
    const auto& [was, is] = pair;
    if (was != nullptr && is != nullptr && *was == *is) continue;
    const auto kind = was == nullptr  ? Difference::Kind::added
                      : is == nullptr ? Difference::Kind::removed
                                      : Difference::Kind::changed;
    differences.push_back({kind, std::string(table), id});
  }
}

std::set<core::PersonId> ids_of(const std::vector<core::Person>& persons) {
  std::set<core::PersonId> out;
  for (const core::Person& person : persons) out.insert(person.id);
  return out;
}

void drop_what_belongs_to_nobody(core::Facility& facility) {
  const auto known = ids_of(facility.persons);
  const auto belongs_to_nobody = [&](const auto& object) {
    return known.count(object.person) == 0;
  };
  std::erase_if(facility.credentials, belongs_to_nobody);
  std::erase_if(facility.designations, belongs_to_nobody);
}

template <class Object>
void check_person(const std::vector<Placed<Object>>& named, const core::Facility& facility,
                  Faults& faults) {
  const auto known = ids_of(facility.persons);
  for (const Placed<Object>& each : named) {
    const core::PersonId& person = each.object.person;
    if (person.empty() || known.count(person) > 0) continue;
    faults.add(each.line, fmt::format("there is no person {}", in_quotes(person.text)),
               "import people first, or correct the id");
  }
}

void check_zone(const std::vector<Placed<core::Designation>>& named, const core::Facility& facility,
                Faults& faults) {
  std::set<core::ZoneId> known;
  for (const core::Zone& zone : facility.zones) known.insert(zone.id);
  for (const auto& each : named) {
    const core::ZoneId& zone = each.object.zone;
    if (zone.empty() || known.count(zone) > 0) continue;
    faults.add(each.line, fmt::format("there is no zone {}", in_quotes(zone.text)),
               "name a zone of the facility file");
  }
}

bool has_header(const std::vector<CsvRow>& rows, std::string_view header, Faults& faults) {
  const auto columns = split(header, ',');
  const bool right = !rows.empty() && std::equal(rows[0].fields.begin(), rows[0].fields.end(),
                                                 columns.begin(), columns.end());
  if (!right) {
    faults.add(rows.empty() ? 1 : rows[0].line, "the header is not the one of this import",
               fmt::format("begin the file with: {}", header));
  }
  return right;
}

void put_in(PeopleTable table, const std::vector<CsvRow>& rows, ImportMode mode,
            core::Facility& facility, Faults& faults) {
  switch (table) {
    case PeopleTable::people:
      merge(facility.persons, read_objects(rows, kPeopleHeader, read_person, faults), mode);
      drop_what_belongs_to_nobody(facility);
      return;
    case PeopleTable::credentials: {
      const auto named = read_objects(rows, kCredentialsHeader, read_credential, faults);
      check_person(named, facility, faults);
      merge(facility.credentials, named, mode);
      return;
    }
    case PeopleTable::designations: {
      const auto named = read_objects(rows, kDesignationsHeader, read_designation, faults);
      check_person(named, facility, faults);
      check_zone(named, facility, faults);
      merge(facility.designations, named, mode);
      return;
    }
  }
}

}  // namespace

std::string_view header_of(PeopleTable table) {
  switch (table) {
    case PeopleTable::people:
      return kPeopleHeader;
    case PeopleTable::credentials:
      return kCredentialsHeader;
    case PeopleTable::designations:
      return kDesignationsHeader;
  }
  __builtin_unreachable();
}

std::variant<PeopleImport, std::vector<Fault>> import_people(PeopleTable table,
                                                             std::string_view bytes,
                                                             std::string file, ImportMode mode,
                                                             const core::Facility& before) {
  Faults faults(std::move(file));
  if (bytes.size() > kMaxCsvBytes) {
    faults.add(0, fmt::format("the file has more than {} bytes", kMaxCsvBytes), "split it");
    return faults.take();
  }
  const auto text = as_utf8(bytes, faults);
  if (!text) return faults.take();
  const std::vector<CsvRow> rows = read_csv(*text, faults);
  if (!has_header(rows, header_of(table), faults)) return faults.take();
  if (rows.size() == 1 && mode == ImportMode::full && faults.empty()) {
    faults.add(0, "the file has a header and no rows: a full import of it would remove everything",
               "check the export; to remove everything, say so in the facility file");
  }
  PeopleImport out;
  out.facility = before;
  put_in(table, rows, mode, out.facility, faults);
  if (!faults.empty()) return faults.take();
  compare("person", before.persons, out.facility.persons, out.differences);
  compare("credential", before.credentials, out.facility.credentials, out.differences);
  compare("designation", before.designations, out.facility.designations, out.differences);
  return out;
}

}  // namespace zonefactor::files
