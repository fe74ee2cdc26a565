// The SQL of the store, all of it. Every name is qualified: the session's search path is empty.
#pragma once

#include <cstdint>

namespace zonefactor::postgres {

struct Statement {
  const char* name;
  const char* sql;
};

inline constexpr std::uint64_t kRowsPerRead = 1000;

inline constexpr Statement kHead{
    "head",
    "select next_year, next_index, last_recorded_at from zonefactor.journal_head "
    "where facility = $1"};

inline constexpr Statement kCreate{
    "create",
    "insert into zonefactor.journal_head (facility, next_year, next_index, last_recorded_at) "
    "values ($1, $2, $3, $4) on conflict do nothing"};

// One round trip and one commit. Where the head is not as expected, `moved` is empty and so is
// everything that joins it. Answers whether the head moved, and how many rows were inserted.
inline constexpr Statement kAppend{"append", R"sql(
with moved as (
  update zonefactor.journal_head
     set next_year = $4, next_index = $5::bigint + $6::bigint, last_recorded_at = $7
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
select (select count(*) from moved), (select count(*) from written),
       (select count(*) from explained)
)sql"};

// A page; the next one begins behind its last row, so no cursor and no transaction stay open.
inline constexpr Statement kRead{"read", R"sql(
select year, idx, recorded_at, type, encode(leaf, 'hex'), encode(body, 'escape')
  from zonefactor.journal
 where facility = $1 and (year, idx) >= ($2, $3)
 order by year, idx
 limit $4
)sql"};

inline constexpr Statement kNames{"names", R"sql(
select handle, kind, encode(key, 'hex'), encode(plain, 'escape')
  from zonefactor.names
 where facility = $1 and handle > $2
 order by handle
 limit $3
)sql"};

inline constexpr Statement kStatements[] = {kHead, kCreate, kAppend, kRead, kNames};

}  // namespace zonefactor::postgres
