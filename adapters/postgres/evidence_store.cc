// The store's second half: what proofs are made of. Each call is one statement or a row of reading
// ones, so it holds or fails as a whole.
#include <algorithm>

#include "adapters/postgres/bytea.h"
#include "adapters/postgres/evidence_statements.h"
#include "adapters/postgres/fields.h"
#include "adapters/postgres/serve.h"

namespace zonefactor::postgres {
namespace {

ports::CheckpointRow checkpoint_of(const pqxx::row& row) {
  return {.year = row[0].as<std::int32_t>(),
          .size = row[1].as<std::uint64_t>(),
          .root = digest_of_hex(text_of(row[2])),
          .signed_at = instant_of(row[3]),
          .note = bytes_of_hex(text_of(row[4]))};
}

ports::TimestampRow timestamp_of(std::int32_t year, const pqxx::row& row) {
  return {.year = year,
          .size = row[0].as<std::uint64_t>(),
          .authority = std::string(text_of(row[1])),
          .stamped = bytes_of_hex(text_of(row[2])),
          .token = bytes_of_hex(text_of(row[3]))};
}

std::optional<std::string> bytes_in(const pqxx::result& found) {
  if (found.empty()) return std::nullopt;
  return bytes_of_hex(text_of(found[0][0]));
}

}  // namespace

std::vector<std::int32_t> PostgresStore::years() {
  return serve([this](pqxx::nontransaction& work) {
    std::vector<std::int32_t> years;
    for (const auto row : work.exec_prepared(kYears.name, options_.facility))
      years.push_back(row[0].as<std::int32_t>());
    return years;
  });
}

std::optional<std::string> PostgresStore::tile(std::int32_t year, unsigned level, std::uint64_t n) {
  return serve([&](pqxx::nontransaction& work) {
    return bytes_in(work.exec_prepared(kTile.name, options_.facility, year, level, bigint_of(n)));
  });
}

std::vector<ports::Digest> PostgresStore::leaves(core::EntryRef from, std::uint64_t count) {
  std::vector<ports::Digest> leaves;
  while (leaves.size() < count) {
    const std::uint64_t wanted = std::min(count - leaves.size(), kRowsPerRead);
    const std::size_t before = leaves.size();
    serve([&](pqxx::nontransaction& work) {
      const auto found = work.exec_prepared(kLeaves.name, options_.facility, from.year,
                                            bigint_of(from.index + before), wanted);
      for (const auto row : found) {
        // Behind a missing entry every leaf would stand in another's place.
        if (row[0].as<std::uint64_t>() != from.index + leaves.size()) return;
        leaves.push_back(digest_of_hex(text_of(row[1])));
      }
    });
    if (leaves.size() - before < wanted) break;
  }
  return leaves;
}

bool PostgresStore::publish(const ports::CheckpointRow& row, bool keep) {
  return serve([&](pqxx::nontransaction& work) {
    const auto done =
        work.exec_prepared(kPublish.name, options_.facility, row.year, row.size, bytes_of(row.root),
                           core::us_of(row.signed_at), bytes_of(row.note), keep);
    return done[0][0].as<int>() == 1;
  });
}

std::optional<ports::CheckpointRow> PostgresStore::latest_checkpoint(std::int32_t year) {
  return serve([&](pqxx::nontransaction& work) -> std::optional<ports::CheckpointRow> {
    const auto found = work.exec_prepared(kLatestCheckpoint.name, options_.facility, year);
    if (found.empty()) return std::nullopt;
    return checkpoint_of(found[0]);
  });
}

std::vector<ports::CheckpointRow> PostgresStore::checkpoints(std::int32_t year,
                                                             std::uint64_t from_size,
                                                             std::uint64_t limit) {
  std::vector<ports::CheckpointRow> all;
  while (all.size() < limit) {
    const std::uint64_t wanted = std::min(limit - all.size(), kRowsPerRead);
    const std::size_t before = all.size();
    const std::uint64_t from = all.empty() ? from_size : all.back().size + 1;
    serve([&](pqxx::nontransaction& work) {
      const auto found =
          work.exec_prepared(kCheckpoints.name, options_.facility, year, bigint_of(from), wanted);
      for (const auto row : found) all.push_back(checkpoint_of(row));
    });
    if (all.size() - before < wanted) break;
  }
  return all;
}

void PostgresStore::add_cosignature(std::int32_t year, std::uint64_t size,
                                    const std::string& witness, const std::string& line) {
  serve([&](pqxx::nontransaction& work) {
    work.exec_prepared(kAddCosignature.name, options_.facility, year, size, witness,
                       bytes_of(line));
  });
}

void PostgresStore::add_timestamp(const ports::TimestampRow& row) {
  serve([&](pqxx::nontransaction& work) {
    work.exec_prepared(kAddTimestamp.name, options_.facility, row.year, row.size, row.authority,
                       bytes_of(row.stamped), bytes_of(row.token));
  });
}

std::vector<ports::TimestampRow> PostgresStore::timestamps(std::int32_t year) {
  return serve([&](pqxx::nontransaction& work) {
    std::vector<ports::TimestampRow> all;
    for (const auto row : work.exec_prepared(kTimestamps.name, options_.facility, year))
      all.push_back(timestamp_of(year, row));
    return all;
  });
}

std::vector<core::EntryRef> PostgresStore::sealed_before(core::EntryRef before,
                                                         std::uint64_t limit) {
  return serve([&](pqxx::nontransaction& work) {
    std::vector<core::EntryRef> all;
    const auto found = work.exec_prepared(kSealedBefore.name, options_.facility, before.year,
                                          bigint_of(before.index), bigint_of(limit));
    for (const auto row : found) all.push_back(ref_of(row[0], row[1]));
    return all;
  });
}

std::optional<std::string> PostgresStore::sealed(core::EntryRef ref) {
  return serve([&](pqxx::nontransaction& work) {
    return bytes_in(
        work.exec_prepared(kSealed.name, options_.facility, ref.year, bigint_of(ref.index)));
  });
}

std::uint64_t PostgresStore::minimum_index(std::int32_t year) {
  return serve([&](pqxx::nontransaction& work) -> std::uint64_t {
    const auto found = work.exec_prepared(kMinimumIndex.name, options_.facility, year);
    return found.empty() ? 0 : found[0][0].as<std::uint64_t>();
  });
}

std::uint64_t PostgresStore::prune(std::int32_t year, std::uint64_t below, std::uint64_t limit) {
  return serve([&](pqxx::nontransaction& work) {
    const auto done = work.exec_prepared(kPrune.name, options_.facility, year, bigint_of(below),
                                         bigint_of(limit));
    return done[0][0].as<std::uint64_t>();
  });
}

}  // namespace zonefactor::postgres
