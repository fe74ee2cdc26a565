#include "adapters/postgres/postgres_store.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <utility>

#include "adapters/postgres/append_columns.h"
#include "adapters/postgres/bytea.h"
#include "adapters/postgres/connection_string.h"
#include "adapters/postgres/failure.h"
#include "adapters/postgres/fields.h"
#include "adapters/postgres/serve.h"
#include "adapters/postgres/statements.h"

namespace zonefactor::postgres {
namespace {

ports::JournalRow row_of(const pqxx::row& row) {
  return {.ref = ref_of(row[0], row[1]),
          .recorded_at = instant_of(row[2]),
          .type = std::string(text_of(row[3])),
          .leaf = digest_of_hex(text_of(row[4])),
          .body = bytes_of_escape(text_of(row[5]))};
}

ports::NameRow name_of(const pqxx::row& row) {
  return {.handle = std::string(text_of(row[0])),
          .kind = std::string(text_of(row[1])),
          .key = digest_of_hex(text_of(row[2])),
          .plain = bytes_of_escape(text_of(row[3]))};
}

// One batch is of one log; a later year's log begins at its index 0.
bool is_contiguous(core::EntryRef next, const std::vector<ports::JournalRow>& rows) {
  const core::EntryRef first = rows.front().ref;
  if (first != next && !(first.year > next.year && first.index == 0)) return false;
  for (std::size_t i = 0; i < rows.size(); ++i)
    if (rows[i].ref != core::EntryRef{first.year, first.index + i}) return false;
  return true;
}

}  // namespace

PostgresStore::PostgresStore(StoreOptions options) : options_(std::move(options)) {}

PostgresStore::~PostgresStore() = default;

Session& PostgresStore::session() {
  // Nothing is under way here, so a session the server has closed is simply replaced.
  if (session_ && (!session_->lives() || session_->is_stale())) session_.reset();
  if (!session_) {
    session_ =
        std::make_unique<Session>(connection_string(options_.connection, options_.password),
                                  predecessor_ ? std::optional(*predecessor_) : std::nullopt);
    predecessor_.reset();
    if (options_.claims_journal) session_->claim(options_.facility);
  }
  return *session_;
}

void PostgresStore::drop_session() {
  if (!session_) return;
  predecessor_ = std::make_unique<Backend>(session_->backend());
  session_.reset();
}

std::optional<ports::Head> PostgresStore::head() {
  return serve([this](pqxx::nontransaction& work) -> std::optional<ports::Head> {
    const auto found = work.exec_prepared(kHead.name, options_.facility);
    if (found.empty()) return std::nullopt;
    const pqxx::row row = found[0];
    return ports::Head{ref_of(row[0], row[1]), instant_of(row[2]), digests_of_hex(text_of(row[3]))};
  });
}

void PostgresStore::create(const ports::Head& first) {
  serve([&](pqxx::nontransaction& work) {
    const auto made =
        work.exec_prepared(kCreate.name, options_.facility, first.next.year, first.next.index,
                           core::us_of(first.last_recorded_at), bytes_of(first.frontier));
    if (made.affected_rows() != 1)
      throw ports::StoreUnavailable(
          fmt::format("storage: facility {} has a journal already; read its head and go on from "
                      "there",
                      options_.facility));
  });
}

ports::AppendResult PostgresStore::append(const ports::Head& expected,
                                          const ports::Writing& writing) {
  assert(writing.rows.empty() || is_contiguous(expected.next, writing.rows));
  why_.clear();
  Session* live = nullptr;
  try {
    live = &session();
  } catch (const ports::StoreUnavailable& unavailable) {
    why_ = unavailable.what();
    return ports::AppendResult::unavailable;
  } catch (const std::exception& failure) {
    why_ = words_of(failure);
    return ports::AppendResult::unavailable;
  }
  try {
    return send(*live, expected, writing);
  } catch (const std::exception& failure) {
    const auto result = outcome_of(failure, live->lives());
    why_ = live->lives() ? words_of(failure) : words_of_break();
    if (result == ports::AppendResult::in_doubt) drop_session();
    return result;
  }
}

ports::AppendResult PostgresStore::send(Session& live, const ports::Head& expected,
                                        const ports::Writing& writing) {
  const auto& rows = writing.rows;
  const JournalColumns entry(rows);
  const NameColumns name(writing.names);
  const core::EntryRef first = rows.empty() ? expected.next : rows.front().ref;
  const core::Instant last = rows.empty() ? expected.last_recorded_at : rows.back().recorded_at;
  pqxx::nontransaction work(live.connection());
  const auto run = [&](const Statement& statement, const auto&... more) {
    return work.exec_prepared(statement.name, options_.facility, expected.next.year,
                              expected.next.index, first.year, first.index, rows.size(),
                              core::us_of(last), entry.recorded_at, entry.type, entry.leaf,
                              entry.body, name.handle, name.kind, name.key, name.plain,
                              bytes_of(writing.frontier), more...);
  };
  const auto run_sealing = [&] {
    const TileColumns tile(writing.tiles);
    const SealedColumns sealed(writing.sealed);
    return run(kAppendSealing, tile.year, tile.level, tile.n, tile.hashes, sealed.year,
               sealed.index, sealed.state);
  };
  const bool is_plain = writing.tiles.empty() && writing.sealed.empty();
  const auto done = is_plain ? run(kAppend) : run_sealing();
  const auto count = [&](int column) { return done[0][column].as<std::size_t>(); };
  if (count(0) == 0) {
    why_ = fmt::format(
        "storage: the head of facility {} is not at {}/{}: another service writes this journal, or "
        "a backup was restored",
        options_.facility, expected.next.year, expected.next.index);
    return ports::AppendResult::head_moved;
  }
  assert(count(1) == rows.size() && count(2) == writing.names.size());
  assert(count(3) == writing.tiles.size() && count(4) == writing.sealed.size());
  return ports::AppendResult::committed;
}

std::vector<ports::JournalRow> PostgresStore::page(core::EntryRef from, std::uint64_t limit) {
  return serve([&](pqxx::nontransaction& work) {
    const auto found =
        work.exec_prepared(kRead.name, options_.facility, from.year, from.index, limit);
    std::vector<ports::JournalRow> rows;
    rows.reserve(found.size());
    for (const auto row : found) rows.push_back(row_of(row));
    return rows;
  });
}

void PostgresStore::read(core::EntryRef from, std::uint64_t limit,
                         const std::function<bool(const ports::JournalRow&)>& each) {
  while (limit > 0) {
    const std::uint64_t wanted = std::min(limit, kRowsPerRead);
    const auto rows = page(from, wanted);
    for (const auto& row : rows)
      if (!each(row)) return;
    if (rows.size() < wanted) return;
    limit -= wanted;
    from = {rows.back().ref.year, rows.back().ref.index + 1};
  }
}

std::optional<core::EntryRef> PostgresStore::first() {
  return serve([this](pqxx::nontransaction& work) -> std::optional<core::EntryRef> {
    const auto found = work.exec_prepared(kFirstEntry.name, options_.facility);
    if (found.empty()) return std::nullopt;
    return ref_of(found[0][0], found[0][1]);
  });
}

std::vector<ports::NameRow> PostgresStore::names() {
  std::vector<ports::NameRow> all;
  for (std::size_t before = 0;; before = all.size()) {
    serve([&](pqxx::nontransaction& work) {
      const auto found =
          work.exec_prepared(kNames.name, options_.facility,
                             all.empty() ? std::string() : all.back().handle, kRowsPerRead);
      for (const auto row : found) all.push_back(name_of(row));
    });
    if (all.size() - before < kRowsPerRead) return all;
  }
}

std::uint64_t PostgresStore::erase_names(const std::vector<std::string>& handles) {
  return serve([&](pqxx::nontransaction& work) -> std::uint64_t {
    return work.exec_prepared(kEraseNames.name, options_.facility, text_array(handles))
        .affected_rows();
  });
}

}  // namespace zonefactor::postgres
