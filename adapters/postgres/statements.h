// The SQL of the journal and the names; evidence_statements.h has the rest of the store's. Every
// name is qualified: the session's search path is empty.
#pragma once

#include <cstdint>
#include <string>

namespace zonefactor::postgres {

struct Statement {
  std::string name;
  std::string sql;
};

inline constexpr std::uint64_t kRowsPerRead = 1000;

inline const Statement kHead{
    "head",
    "select next_year, next_index, last_recorded_at, encode(frontier, 'hex') "
    "from zonefactor.journal_head where facility = $1"};

inline const Statement kCreate{"create",
                               "insert into zonefactor.journal_head "
                               "(facility, next_year, next_index, last_recorded_at, frontier) "
                               "values ($1, $2, $3, $4, $5) on conflict do nothing"};

// One round trip and one commit. Where the head is not as expected, `moved` is empty and so is
// everything that joins it.
inline const std::string kMoveHeadAndWriteRows = R"sql(
with moved as (
  update zonefactor.journal_head
     set next_year = $4, next_index = $5::bigint + $6::bigint, last_recorded_at = $7,
         frontier = $16
   where facility = $1 and next_year = $2 and next_index = $3
  returning facility, next_year as year, $5::bigint as first),
written as (
  insert into zonefactor.journal (facility, year, idx, recorded_at, type, leaf, body)
  select moved.facility, moved.year, moved.first + entry.n - 1,
         entry.recorded_at, entry.type, entry.leaf, entry.body
    from moved, unnest($8::bigint[], $9::text[], $10::bytea[], $11::bytea[])
                with ordinality as entry (recorded_at, type, leaf, body, n)
  returning 1),
explained as (
  insert into zonefactor.names (facility, handle, kind, key, plain)
  select moved.facility, name.handle, name.kind, name.key, name.plain
    from moved, unnest($12::text[], $13::text[], $14::bytea[], $15::bytea[])
                as name (handle, kind, key, plain)
  returning 1)
)sql";

// Answers whether the head moved, and how many rows went into each table.
inline const Statement kAppend{"append", kMoveHeadAndWriteRows + R"sql(
select (select count(*) from moved), (select count(*) from written),
       (select count(*) from explained), 0, 0
)sql"};

// The same for the few batches that fill a tile or seal a state: two tables more to lock and look
// at would cost every batch.
inline const Statement kAppendSealing{"append_sealing", kMoveHeadAndWriteRows + R"sql(,
tiled as (
  insert into zonefactor.tile (facility, year, level, n, hashes)
  select moved.facility, tile.year, tile.level, tile.n, tile.hashes
    from moved, unnest($17::bigint[], $18::bigint[], $19::bigint[], $20::bytea[])
                as tile (year, level, n, hashes)
  returning 1),
sealed as (
  insert into zonefactor.sealed_state (facility, year, idx, state)
  select moved.facility, state.year, state.idx, state.bytes
    from moved, unnest($21::bigint[], $22::bigint[], $23::bytea[]) as state (year, idx, bytes)
  returning 1)
select (select count(*) from moved), (select count(*) from written),
       (select count(*) from explained), (select count(*) from tiled), (select count(*) from sealed)
)sql"};

// A page; the next one begins behind its last row, so no cursor and no transaction stay open.
inline const Statement kRead{"read", R"sql(
select year, idx, recorded_at, type, encode(leaf, 'hex'), encode(body, 'escape')
  from zonefactor.journal
 where facility = $1 and (year, idx) >= ($2, $3)
 order by year, idx
 limit $4
)sql"};

inline const Statement kNames{"names", R"sql(
select handle, kind, encode(key, 'hex'), encode(plain, 'escape')
  from zonefactor.names
 where facility = $1 and handle > $2
 order by handle
 limit $3
)sql"};

inline const Statement kFirstEntry{
    "first",
    "select year, idx from zonefactor.journal where facility = $1 order by year, idx limit 1"};

inline const Statement kEraseNames{
    "erase_names", "delete from zonefactor.names where facility = $1 and handle = any($2::text[])"};

inline const Statement kJournalStatements[] = {kHead, kCreate, kAppend,     kAppendSealing,
                                               kRead, kNames,  kFirstEntry, kEraseNames};

}  // namespace zonefactor::postgres
