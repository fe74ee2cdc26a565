// The SQL of tiles, checkpoints, sealed states and what was said of them. As in statements.h, every
// name is qualified.
#pragma once

#include "adapters/postgres/statements.h"

namespace zonefactor::postgres {

// From year to year through the primary key, however many entries each has.
inline const Statement kYears{"years", R"sql(
with recursive found as (
  (select year from zonefactor.journal where facility = $1 order by year limit 1)
  union all
  select (select year from zonefactor.journal
           where facility = $1 and year > found.year order by year limit 1)
    from found where found.year is not null)
select year from found where year is not null
union
select year from zonefactor.log where facility = $1
 order by 1
)sql"};

inline const Statement kTile{"tile", R"sql(
select encode(hashes, 'hex') from zonefactor.tile
 where facility = $1 and year = $2 and level = $3 and n = $4
)sql"};

inline const Statement kLeaves{"leaves", R"sql(
select idx, encode(leaf, 'hex') from zonefactor.journal
 where facility = $1 and year = $2 and idx >= $3
 order by idx
 limit $4
)sql"};

// Compare-and-swap on the size: of two at once the second waits, and is then compared with what the
// first left. Of two notes of one size the longer stands: it has more signatures. Kept checkpoints
// are never larger than the latest unless somebody has set that back. Answers whether it stands.
inline const Statement kPublish{"publish", R"sql(
with published as (
  insert into zonefactor.log as stored (facility, year, size, root, signed_at, note)
  select $1::text, $2::integer, $3::bigint, $4::bytea, $5::bigint, $6::bytea
   where not exists (select from zonefactor.checkpoint as kept
                      where kept.facility = $1 and kept.year = $2
                        and (kept.size > $3 or (kept.size = $3 and kept.root <> $4)))
  on conflict (facility, year) do update
     set size = excluded.size, root = excluded.root,
         signed_at = case when excluded.size > stored.size
                            or octet_length(excluded.note) > octet_length(stored.note)
                          then excluded.signed_at else stored.signed_at end,
         note = case when excluded.size > stored.size
                       or octet_length(excluded.note) > octet_length(stored.note)
                     then excluded.note else stored.note end
   where stored.size < excluded.size
      or (stored.size = excluded.size and stored.root = excluded.root)
  returning facility, year, size, root, signed_at, note),
kept as (
  insert into zonefactor.checkpoint (facility, year, size, root, signed_at, note)
  select facility, year, size, root, signed_at, note from published where $7::boolean
  on conflict do nothing)
select count(*) from published
)sql"};

// The note and, behind it, the witnesses' lines.
inline const std::string kCheckpointColumns = R"sql(
select found.year, found.size, encode(found.root, 'hex'), found.signed_at,
       encode(found.note || coalesce((
         select string_agg(cosignature.line, '' order by cosignature.witness)
           from zonefactor.cosignature
          where (cosignature.facility, cosignature.year, cosignature.size)
                = (found.facility, found.year, found.size)), ''), 'hex')
)sql";

inline const Statement kLatestCheckpoint{"latest_checkpoint", kCheckpointColumns + R"sql(
  from zonefactor.log as found
 where found.facility = $1 and found.year = $2
)sql"};

// The latest has the fuller note, where it is kept too.
inline const Statement kCheckpoints{"checkpoints", kCheckpointColumns + R"sql(
  from (select facility, year, size, root, signed_at, note
          from zonefactor.log
         where facility = $1 and year = $2 and size >= $3
        union all
        select facility, year, size, root, signed_at, note
          from zonefactor.checkpoint as kept
         where facility = $1 and year = $2 and size >= $3
           and not exists (select from zonefactor.log as latest
                            where latest.facility = $1 and latest.year = $2
                              and latest.size = kept.size)) as found
 order by found.size
 limit $4
)sql"};

// Keeps the checkpoint first where it is still the latest.
inline const Statement kAddCosignature{"add_cosignature", R"sql(
with kept as (
  insert into zonefactor.checkpoint (facility, year, size, root, signed_at, note)
  select facility, year, size, root, signed_at, note from zonefactor.log
   where facility = $1 and year = $2 and size = $3
  on conflict do nothing)
insert into zonefactor.cosignature (facility, year, size, witness, line)
values ($1, $2, $3, $4, $5)
on conflict (facility, year, size, witness) do update set line = excluded.line
)sql"};

inline const Statement kAddTimestamp{"add_timestamp", R"sql(
insert into zonefactor.timestamp_token (facility, year, size, authority, stamped, token)
values ($1, $2, $3, $4, $5, $6)
on conflict do nothing
)sql"};

inline const Statement kTimestamps{"timestamps", R"sql(
select size, authority, encode(stamped, 'hex'), encode(token, 'hex')
  from zonefactor.timestamp_token
 where facility = $1 and year = $2
 order by size, authority
)sql"};

inline const Statement kSealedBefore{"sealed_before", R"sql(
select year, idx from zonefactor.sealed_state
 where facility = $1 and (year, idx) < ($2, $3)
 order by year desc, idx desc
 limit $4
)sql"};

inline const Statement kSealed{"sealed", R"sql(
select encode(state, 'hex') from zonefactor.sealed_state
 where facility = $1 and year = $2 and idx = $3
)sql"};

inline const Statement kMinimumIndex{
    "minimum_index", "select minimum_index from zonefactor.log where facility = $1 and year = $2"};

inline const Statement kPrune{"prune", "select zonefactor.prune($1, $2, $3, $4)"};

inline const Statement kEvidenceStatements[] = {
    kYears,       kTile,           kLeaves,       kPublish,    kLatestCheckpoint,
    kCheckpoints, kAddCosignature, kAddTimestamp, kTimestamps, kSealedBefore,
    kSealed,      kMinimumIndex,   kPrune};

}  // namespace zonefactor::postgres
