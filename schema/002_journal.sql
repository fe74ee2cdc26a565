-- The journal, its head, and the table that explains its handles.
--
-- One statement appends a batch: it advances the head by compare-and-swap and inserts the rows and
-- their names only where that succeeded. Times are integers in microseconds of UTC since 1970, as in
-- the entries themselves. Only two indexes, because every further one costs every login.
set local role zonefactor_owner;

create table zonefactor.journal_head (
  facility         text collate "C" primary key check (facility <> ''),
  next_year        integer not null,
  next_index       bigint not null check (next_index >= 0),
  last_recorded_at bigint not null
) with (fillfactor = 10);  -- room for many versions of the row on one page: it moves with every batch
comment on table zonefactor.journal_head is
  'The place of the next entry of each facility; moves forward only, by compare-and-swap';

create table zonefactor.journal (
  idx         bigint not null check (idx >= 0),
  recorded_at bigint not null,
  year        integer not null,
  facility    text collate "C" not null,
  type        text collate "C" not null,
  leaf        bytea not null check (octet_length(leaf) = 32),
  body        bytea not null check (octet_length(body) between 1 and 4096),
  constraint journal_pkey primary key (facility, year, idx)
);
alter table zonefactor.journal
  alter column leaf set storage plain,
  alter column body set storage main;
-- Entries come in order of their time, so a few bytes per 32 pages find any hour.
create index journal_recorded_at on zonefactor.journal
  using brin (recorded_at) with (pages_per_range = 32, autosummarize = on);
comment on table zonefactor.journal is 'Every entry of every facility, append-only';
comment on column zonefactor.journal.year is 'Fiscal year of the log the entry belongs to';
comment on column zonefactor.journal.idx is 'Index in that log; contiguous from 0';
comment on column zonefactor.journal.recorded_at is 'Microseconds of UTC since 1970';
comment on column zonefactor.journal.type is 'The entry''s member "t"';
comment on column zonefactor.journal.leaf is 'RFC 6962 leaf hash: SHA-256(0x00 || body)';
comment on column zonefactor.journal.body is 'Canonical JSON, byte for byte what was hashed';

create table zonefactor.names (
  facility text collate "C" not null,
  handle   text collate "C" not null,
  kind     text collate "C" not null,
  key      bytea not null check (octet_length(key) = 32),
  plain    bytea not null,
  constraint names_pkey primary key (facility, handle)
);
comment on table zonefactor.names is
  'Explains the journal''s handles; may identify people. A row can be deleted without breaking a proof';
comment on column zonefactor.names.key is 'Opens the commitment that the journal holds';

-- For people with psql; the programs read the table.
create view zonefactor.journal_text with (security_invoker = true) as
  select facility, year, idx, timestamptz 'epoch' + recorded_at * interval '1 microsecond' as recorded_at,
         type, encode(leaf, 'hex') as leaf, convert_from(body, 'UTF8') as body
    from zonefactor.journal;

create function zonefactor.refuse_change() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp as $body$
begin
  raise exception using
    errcode = 'insufficient_privilege',
    message = format('%s on %I.%I is refused: the journal is append-only', tg_op, tg_table_schema, tg_table_name),
    hint = 'To correct a fact, record another entry.';
end
$body$;
revoke execute on function zonefactor.refuse_change() from public;

-- "enable always": also for superusers, and where session_replication_role says replica.
create trigger journal_is_append_only
  before update or delete or truncate on zonefactor.journal
  for each statement execute function zonefactor.refuse_change();
alter table zonefactor.journal enable always trigger journal_is_append_only;

create trigger head_stays
  before delete or truncate on zonefactor.journal_head
  for each statement execute function zonefactor.refuse_change();
alter table zonefactor.journal_head enable always trigger head_stays;

create trigger head_moves_forward
  before update on zonefactor.journal_head
  for each row when (new.facility <> old.facility
                     or (new.next_year, new.next_index) < (old.next_year, old.next_index))
  execute function zonefactor.refuse_change();
alter table zonefactor.journal_head enable always trigger head_moves_forward;

grant select, insert on zonefactor.journal to zonefactor_service;
grant select, insert, update (next_year, next_index, last_recorded_at)
  on zonefactor.journal_head to zonefactor_service;
grant select, insert, delete on zonefactor.names to zonefactor_service;
grant select on zonefactor.journal_text to zonefactor_service;
grant select on zonefactor.journal, zonefactor.journal_head, zonefactor.journal_text to zonefactor_reader;
