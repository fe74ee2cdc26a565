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
  // For the one store of a service that appends: it begins when whoever appended before is gone.
  bool claims_journal = false;
};

class PostgresStore final : public ports::Store {
 public:
  // Does not connect yet.
  explicit PostgresStore(StoreOptions options);
  ~PostgresStore() override;

  std::optional<ports::Head> head() override;
  void create(const ports::Head& first) override;
  ports::AppendResult append(const ports::Head& expected, const ports::Writing& writing) override;
  void read(core::EntryRef from, std::uint64_t limit,
            const std::function<bool(const ports::JournalRow&)>& each) override;
  std::string why() const override { return why_; }
  std::optional<core::EntryRef> first() override;
  std::vector<ports::NameRow> names() override;
  std::uint64_t erase_names(const std::vector<std::string>& handles) override;

  // evidence_store.cc
  std::vector<std::int32_t> years() override;
  std::optional<std::string> tile(std::int32_t year, unsigned level, std::uint64_t n) override;
  std::vector<ports::Digest> leaves(core::EntryRef from, std::uint64_t count) override;
  bool publish(const ports::CheckpointRow& row, bool keep) override;
  std::optional<ports::CheckpointRow> latest_checkpoint(std::int32_t year) override;
  std::vector<ports::CheckpointRow> checkpoints(std::int32_t year, std::uint64_t from_size,
                                                std::uint64_t limit) override;
  void add_cosignature(std::int32_t year, std::uint64_t size, const std::string& witness,
                       const std::string& line) override;
  void add_timestamp(const ports::TimestampRow& row) override;
  std::vector<ports::TimestampRow> timestamps(std::int32_t year) override;
  std::vector<core::EntryRef> sealed_before(core::EntryRef before, std::uint64_t limit) override;
  std::optional<std::string> sealed(core::EntryRef ref) override;
  std::uint64_t minimum_index(std::int32_t year) override;
  std::uint64_t prune(std::int32_t year, std::uint64_t below, std::uint64_t limit) override;

 private:
  template <class Work>
  auto serve(Work work);  // serve.h
  Session& session();
  void drop_session();
  ports::AppendResult send(Session& session, const ports::Head& expected,
                           const ports::Writing& writing);
  std::vector<ports::JournalRow> page(core::EntryRef from, std::uint64_t limit);

  StoreOptions options_;
  std::unique_ptr<Session> session_;
  std::unique_ptr<Backend> predecessor_;  // of a session that broke; may still be at work
  std::string why_;
};

}  // namespace zonefactor::postgres
