#include "tests/integration/postgres/journal_fixture.h"

#include <atomic>
#include <ostream>
#include <utility>

#include "adapters/postgres/migrate.h"

namespace zonefactor::postgres {

support::PostgresServer& server() {
  static support::PostgresServer started({.tcp = true});
  return started;
}

JournalDatabase::JournalDatabase() {
  static std::atomic<int> number{0};
  database_ = "journal_" + std::to_string(++number);
  server().sql("create database " + database_);
  migrate({.connection = server().connection_string("postgres", database_)});
  sql("alter role zonefactor_service password 'it''s \\secret'");
}

JournalDatabase::~JournalDatabase() {
  server().start();
  server().sql("drop database " + database_ + " with (force)");
}

std::unique_ptr<PostgresStore> JournalDatabase::store(const std::string& user,
                                                      const std::string& facility) const {
  return std::make_unique<PostgresStore>(
      StoreOptions{.connection = connection(user), .facility = facility});
}

std::unique_ptr<PostgresStore> JournalDatabase::begun() {
  auto made = store();
  made->create({.next = kFirst, .last_recorded_at = core::instant_of_us(0)});
  return made;
}

std::vector<ports::JournalRow> rows_from(core::EntryRef first, std::size_t count) {
  std::vector<ports::JournalRow> rows;
  for (std::size_t i = 0; i < count; ++i) {
    const auto index = first.index + i;
    ports::JournalRow row;
    row.ref = {first.year, index};
    row.recorded_at = core::instant_of_us(1'790'000'000'000'000 + static_cast<int>(index) * 1000);
    row.type = index % 2 == 0 ? "door.event" : "login.decided";
    row.leaf.fill(static_cast<std::uint8_t>(index));
    row.body = R"({"i":)" + std::to_string(index) + R"(,"s":"a \"quoted\" word"})";
    rows.push_back(std::move(row));
  }
  return rows;
}

ports::NameRow name_row(const std::string& handle, const std::string& plain) {
  ports::NameRow row{.handle = handle, .kind = "person", .key = {}, .plain = plain};
  row.key.fill(7);
  return row;
}

ports::Writing writing(std::vector<ports::JournalRow> rows, std::vector<ports::NameRow> names) {
  ports::Writing made;
  made.rows = std::move(rows);
  made.names = std::move(names);
  return made;
}

ports::Head head_after(const std::vector<ports::JournalRow>& rows) {
  const auto& last = rows.back();
  return {.next = {last.ref.year, last.ref.index + 1}, .last_recorded_at = last.recorded_at};
}

std::vector<ports::JournalRow> read_all(ports::Store& store, core::EntryRef from) {
  std::vector<ports::JournalRow> rows;
  store.read(from, UINT64_MAX, [&](const ports::JournalRow& row) {
    rows.push_back(row);
    return true;
  });
  return rows;
}

}  // namespace zonefactor::postgres

namespace zonefactor::ports {

void PrintTo(const JournalRow& row, std::ostream* out) {
  *out << row.ref.year << '/' << row.ref.index << " at " << core::us_of(row.recorded_at) << ' '
       << row.type << ' ' << row.body;
}

bool operator==(const JournalRow& a, const JournalRow& b) {
  return a.ref == b.ref && a.recorded_at == b.recorded_at && a.type == b.type && a.leaf == b.leaf &&
         a.body == b.body;
}

bool operator==(const NameRow& a, const NameRow& b) {
  return a.handle == b.handle && a.kind == b.kind && a.key == b.key && a.plain == b.plain;
}

void PrintTo(const CheckpointRow& row, std::ostream* out) {
  *out << row.year << " size " << row.size << " root " << int{row.root[0]} << "... at "
       << core::us_of(row.signed_at) << ' ' << row.note;
}

bool operator==(const CheckpointRow& a, const CheckpointRow& b) {
  return a.year == b.year && a.size == b.size && a.root == b.root && a.signed_at == b.signed_at &&
         a.note == b.note;
}

bool operator==(const TimestampRow& a, const TimestampRow& b) {
  return a.year == b.year && a.size == b.size && a.authority == b.authority &&
         a.stamped == b.stamped && a.token == b.token;
}

}  // namespace zonefactor::ports
