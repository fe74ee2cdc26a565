-- What lets a stranger check the journal: the tree's full tiles, checkpoints and what witnesses and
-- time-stamping authorities said of them, and sealed states.
--
-- One log is one facility's fiscal year. Tiles and sealed states are written with the entries they
-- belong to, in the same statement. Times are microseconds of UTC since 1970. Nothing here names
-- people.
set local role zonefactor_owner;

alter table zonefactor.journal_head
  add column frontier bytea not null default '' check (octet_length(frontier) % 32 = 0);
alter table zonefactor.journal_head alter column frontier set storage plain;
comment on column zonefactor.journal_head.frontier is
  'Hashes of the perfect subtrees over the log''s entries before the head, left to right, 32 bytes each';

create table zonefactor.tile (
  n        bigint not null check (n >= 0),
  year     integer not null,
  level    integer not null check (level between 0 and 63),
  facility text collate "C" not null,
  hashes   bytea not null check (octet_length(hashes) = 8192),
  constraint tile_pkey primary key (facility, year, level, n)
);
alter table zonefactor.tile alter column hashes set storage external;  -- hashes cannot be compressed
comment on table zonefactor.tile is 'Every full tile of every log (C2SP tlog-tiles), append-only';
comment on column zonefactor.tile.hashes is '256 hashes, one after the other';

create table zonefactor.sealed_state (
  idx      bigint not null check (idx >= 0),
  year     integer not null,
  facility text collate "C" not null,
  state    bytea not null,
  constraint sealed_state_pkey primary key (facility, year, idx)
);
comment on table zonefactor.sealed_state is
  'The states whose digest an entry of the journal carries (rule V6), append-only';
comment on column zonefactor.sealed_state.idx is 'Index of the entry with the digest';

create table zonefactor.log (
  size          bigint not null check (size >= 0),
  signed_at     bigint not null,
  minimum_index bigint not null default 0 check (minimum_index >= 0),
  year          integer not null,
  facility      text collate "C" not null,
  root          bytea not null check (octet_length(root) = 32),
  note          bytea not null,
  constraint log_pkey primary key (facility, year)
);
comment on table zonefactor.log is
  'The latest checkpoint that each log has published; moves forward only, and one size has one root';
comment on column zonefactor.log.note is 'The signed note, without the witnesses'' lines';
comment on column zonefactor.log.minimum_index is 'The first entry that is not pruned';

create table zonefactor.checkpoint (
  size      bigint not null check (size >= 0),
  signed_at bigint not null,
  year      integer not null,
  facility  text collate "C" not null,
  root      bytea not null check (octet_length(root) = 32),
  note      bytea not null,
  constraint checkpoint_pkey primary key (facility, year, size)
);
comment on table zonefactor.checkpoint is 'Published checkpoints that are kept for good, append-only';
comment on column zonefactor.checkpoint.note is 'The signed note, without the witnesses'' lines';

create table zonefactor.cosignature (
  size     bigint not null,
  year     integer not null,
  facility text collate "C" not null,
  witness  text collate "C" not null check (witness <> ''),
  line     bytea not null,
  constraint cosignature_pkey primary key (facility, year, size, witness),
  constraint cosignature_is_of_a_checkpoint
    foreign key (facility, year, size) references zonefactor.checkpoint
);
comment on table zonefactor.cosignature is
  'What witnesses signed under kept checkpoints: of each witness its last line (C2SP tlog-cosignature)';
comment on column zonefactor.cosignature.line is 'With its newline, as it stands behind the note';

create table zonefactor.timestamp_token (
  size      bigint not null,
  year      integer not null,
  facility  text collate "C" not null,
  authority text collate "C" not null,
  stamped   bytea not null,
  token     bytea not null,
  constraint timestamp_token_pkey primary key (facility, year, size, authority),
  constraint timestamp_token_is_of_a_checkpoint
    foreign key (facility, year, size) references zonefactor.checkpoint
);
comment on table zonefactor.timestamp_token is
  'RFC 3161 tokens over kept checkpoints: of each authority the first, append-only';
comment on column zonefactor.timestamp_token.stamped is 'The bytes that were stamped';
comment on column zonefactor.timestamp_token.token is 'DER';

-- "enable always": also for superusers, and where session_replication_role says replica.
do $append_only$
declare
  kept text;
begin
  foreach kept in array array['tile', 'sealed_state', 'checkpoint', 'timestamp_token'] loop
    execute format('create trigger %I before update or delete or truncate on zonefactor.%I '
                   'for each statement execute function zonefactor.refuse_change()',
                   kept || '_is_append_only', kept);
    execute format('alter table zonefactor.%I enable always trigger %I', kept, kept || '_is_append_only');
  end loop;
end
$append_only$;

create trigger log_stays
  before delete or truncate on zonefactor.log
  for each statement execute function zonefactor.refuse_change();
alter table zonefactor.log enable always trigger log_stays;

create trigger log_moves_forward
  before update on zonefactor.log
  for each row when ((new.facility, new.year) <> (old.facility, old.year)
                     or new.size < old.size
                     or (new.size = old.size and new.root <> old.root)
                     or new.minimum_index < old.minimum_index)
  execute function zonefactor.refuse_change();
alter table zonefactor.log enable always trigger log_moves_forward;

-- A later line of the same witness takes the place of its earlier one; no line goes away.
create trigger cosignature_stays
  before delete or truncate on zonefactor.cosignature
  for each statement execute function zonefactor.refuse_change();
alter table zonefactor.cosignature enable always trigger cosignature_stays;

create trigger cosignature_stays_where_it_is
  before update on zonefactor.cosignature
  for each row when ((new.facility, new.year, new.size, new.witness)
                     <> (old.facility, old.year, old.size, old.witness))
  execute function zonefactor.refuse_change();
alter table zonefactor.cosignature enable always trigger cosignature_stays_where_it_is;

grant update (frontier) on zonefactor.journal_head to zonefactor_service;
grant select, insert on zonefactor.tile, zonefactor.sealed_state, zonefactor.checkpoint,
                        zonefactor.timestamp_token
  to zonefactor_service;
grant select, insert, update (size, root, signed_at, note) on zonefactor.log to zonefactor_service;
grant select, insert, update (line) on zonefactor.cosignature to zonefactor_service;
grant select on zonefactor.tile, zonefactor.sealed_state, zonefactor.log, zonefactor.checkpoint,
                zonefactor.cosignature, zonefactor.timestamp_token
  to zonefactor_reader;
