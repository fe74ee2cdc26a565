// A cluster of its own per test program, and a migrated database of its own per test.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "adapters/postgres/postgres_store.h"
#include "tests/support/postgres_server.h"

namespace zonefactor::postgres {

inline constexpr core::EntryRef kFirst{2026, 0};
inline constexpr const char* kPassword = "it's \\secret";

// Started once; each test uses its own database in it.
support::PostgresServer& server();

// A database with the schema in it, as long as the object lives.
class JournalDatabase {
 public:
  JournalDatabase();
  ~JournalDatabase();
  JournalDatabase(const JournalDatabase&) = delete;
  JournalDatabase& operator=(const JournalDatabase&) = delete;

  // SQL as the superuser in this database.
  std::string sql(const std::string& text) { return server().sql(text, database_); }
  std::string connection(const std::string& user) const {
    return server().connection_string(user, database_);
  }
  std::unique_ptr<PostgresStore> store(const std::string& user = "zonefactor_service",
                                       const std::string& facility = "hospital-1") const;
  // A store whose journal has begun at kFirst.
  std::unique_ptr<PostgresStore> begun();

 protected:
  std::string database_;
};

class JournalTest : public ::testing::Test, protected JournalDatabase {};

// `count` rows from `first` on, a millisecond apart, each with a body of its own.
std::vector<ports::JournalRow> rows_from(core::EntryRef first, std::size_t count);
ports::NameRow name_row(const std::string& handle, const std::string& plain);
// Rows and names alone: no tiles, no frontier.
ports::Writing writing(std::vector<ports::JournalRow> rows, std::vector<ports::NameRow> names = {});
ports::Head head_after(const std::vector<ports::JournalRow>& rows);
std::vector<ports::JournalRow> read_all(ports::Store& store, core::EntryRef from = kFirst);

}  // namespace zonefactor::postgres

// So that a failing comparison shows what differs.
namespace zonefactor::ports {
void PrintTo(const JournalRow& row, std::ostream* out);
bool operator==(const JournalRow& a, const JournalRow& b);
bool operator==(const NameRow& a, const NameRow& b);
void PrintTo(const CheckpointRow& row, std::ostream* out);
bool operator==(const CheckpointRow& a, const CheckpointRow& b);
bool operator==(const TimestampRow& a, const TimestampRow& b);
}  // namespace zonefactor::ports
