// ports::Store on PostgreSQL through libpqxx: one connection, opened when needed, one statement per
// batch.
//
// Promise: `committed` only after the server flushed the commit; two stores on one journal can
// never both be told so, because the head moves by compare-and-swap in the same statement. After
// `in_doubt` the next call opens a new session and ends the old one first, so `head()` tells what
// is final. Blocking; one thread at a time per object. For reading beside the writer use a second
// object.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "service/ports/store.h"

namespace zonefactor::postgres {

class Session;
struct Backend;

struct StoreOptions {
  std::string connection;  // libpq key=value pairs: host, port, dbname, user, sslmode, ...
  std::string password{};  // empty: none, or as `connection` says (passfile=...)
  std::string facility;    // whose journal
};

class PostgresStore final : public ports::Store {
 public:
  // Does not connect yet.
  explicit PostgresStore(StoreOptions options);
  ~PostgresStore() override;

  std::optional<ports::Head> head() override;
  void create(const ports::Head& first) override;
  ports::AppendResult append(const ports::Head& expected,
                             const std::vector<ports::JournalRow>& rows,
                             const std::vector<ports::NameRow>& names) override;
  void read(core::EntryRef from, std::uint64_t limit,
            const std::function<bool(const ports::JournalRow&)>& each) override;
  std::vector<ports::NameRow> names() override;
  std::string why() const override { return why_; }

 private:
  template <class Work>
  auto serve(Work work);
  Session& session();
  void drop_session();
  ports::AppendResult send(Session& session, const ports::Head& expected,
                           const std::vector<ports::JournalRow>& rows,
                           const std::vector<ports::NameRow>& names);
  std::vector<ports::JournalRow> page(core::EntryRef from, std::uint64_t limit);

  StoreOptions options_;
  std::unique_ptr<Session> session_;
  std::unique_ptr<Backend> predecessor_;  // of a session that broke; may still be at work
  std::string why_;
};

}  // namespace zonefactor::postgres
