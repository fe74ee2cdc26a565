-- Roles, the schema, and the record of what was applied.
--
-- zonefactor_owner    owns everything and cannot log in
-- zonefactor_service  writes the journal; cannot change or delete an entry
-- zonefactor_reader   reads the journal; not the explaining table, which may identify people
--
-- Roles belong to the cluster, so another database may have made them already. The two that log in
-- get no password here: give them one, or let pg_hba.conf name who may use them.
do $roles$
declare
  wanted record;
begin
  for wanted in
    select * from (values ('zonefactor_owner', 'nologin'),
                          ('zonefactor_service', 'login'),
                          ('zonefactor_reader', 'login')) as role (name, may_log_in)
  loop
    if not exists (select from pg_catalog.pg_roles where rolname = wanted.name) then
      begin
        execute format('create role %I %s nosuperuser nocreatedb nocreaterole noreplication nobypassrls',
                       wanted.name, wanted.may_log_in);
      exception when duplicate_object or unique_violation then
        null;  -- made by another database of the cluster in the same moment
      end;
    end if;
  end loop;
  if not pg_has_role(current_user, 'zonefactor_owner', 'member') then
    execute format('grant zonefactor_owner to %I', current_user);
  end if;
  execute format('grant create on database %I to zonefactor_owner', current_database());
end
$roles$;

set local role zonefactor_owner;

create schema zonefactor;
revoke all on schema zonefactor from public;
grant usage on schema zonefactor to zonefactor_service, zonefactor_reader;

create table zonefactor.schema_migration (
  version    integer primary key,
  name       text not null,
  sha256     text not null,
  applied_at timestamptz not null default now()
);
comment on table zonefactor.schema_migration is
  'The migrations applied to this database, each with the SHA-256 of its text';
grant select on zonefactor.schema_migration to zonefactor_service, zonefactor_reader;
