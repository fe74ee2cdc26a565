-- Retention: entries of closed logs may go once their time is over, as C2SP tlog-tiles allows it: the
-- log names its minimum index, and tiles, checkpoints and what was said of them stay.
--
-- One function does it, in small steps, and the journal's triggers let nothing else through. It keeps
-- the entries that bind names, say whose they are, or what is never taken again.
set local role zonefactor_owner;

create function zonefactor.is_kept(type text) returns boolean
  language sql immutable parallel safe
  return type in ('input.quarantined', 'name.bound', 'object.put', 'object.removed', 'person.erased');
comment on function zonefactor.is_kept is 'Whether entries of this type stay when their log is pruned';

-- In the function below only: a role that sets the setting by itself is not the owner, and even the
-- owner deletes nothing above a minimum index.
create function zonefactor.refuse_delete() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp as $body$
begin
  if current_user = 'zonefactor_owner' and current_setting('zonefactor.pruning', true) = 'on' then
    return null;
  end if;
  raise exception using
    errcode = 'insufficient_privilege',
    message = format('%s on %I.%I is refused: the journal is append-only', tg_op, tg_table_schema, tg_table_name),
    hint = 'Entries whose retention has passed go through zonefactor.prune().';
end
$body$;

create function zonefactor.refuse_unpruned() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp as $body$
begin
  if not zonefactor.is_kept(old.type)
     and old.idx < (select log.minimum_index from zonefactor.log
                     where log.facility = old.facility and log.year = old.year) then
    return old;
  end if;
  raise exception using
    errcode = 'insufficient_privilege',
    message = format('entry %s of the log of %s is not pruned: it stays', old.idx, old.year);
end
$body$;

drop trigger journal_is_append_only on zonefactor.journal;
create trigger journal_is_append_only
  before update or truncate on zonefactor.journal
  for each statement execute function zonefactor.refuse_change();
create trigger journal_is_pruned_by_its_function
  before delete on zonefactor.journal
  for each statement execute function zonefactor.refuse_delete();
create trigger journal_is_pruned_below_the_minimum
  before delete on zonefactor.journal
  for each row execute function zonefactor.refuse_unpruned();
alter table zonefactor.journal enable always trigger journal_is_append_only;
alter table zonefactor.journal enable always trigger journal_is_pruned_by_its_function;
alter table zonefactor.journal enable always trigger journal_is_pruned_below_the_minimum;

-- Only whole tiles, only of a log that is published to its end and has two logs behind it, the first
-- of which begins with a sealed state that is at least eight days older than the journal's end: from
-- there the service starts.
create function zonefactor.prune(of_facility text, of_year integer, below bigint, at_most bigint)
  returns bigint
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $body$
declare
  follower   integer;
  third      integer;
  refused    text;
  eight_days constant bigint := 8 * 86400 * 1000000::bigint;
  deleted    bigint;
begin
  select year into follower from zonefactor.journal
   where facility = of_facility and year > of_year order by year, idx limit 1;
  select year into third from zonefactor.journal
   where facility = of_facility and year > follower order by year, idx limit 1;
  if below % 256 <> 0
     or below > coalesce((select size from zonefactor.log
                           where facility = of_facility and year = of_year), 0) then
    refused := 'only whole tiles that a checkpoint covers may go';
  elsif exists (select from zonefactor.journal
                 where facility = of_facility and year = of_year
                   and idx >= (select size from zonefactor.log
                                where facility = of_facility and year = of_year)) then
    refused := 'its last entries are not published yet';
  elsif third is null then
    refused := 'a closed log has to stand between it and the one that is written';
  elsif not exists (
      select from zonefactor.sealed_state
        join zonefactor.journal using (facility, year, idx)
        join zonefactor.journal_head using (facility)
       where facility = of_facility and year = follower
         and recorded_at <= last_recorded_at - eight_days) then
    refused := 'no sealed state to start from stands behind it and eight days before the end';
  end if;
  if refused is not null then
    raise exception using
      errcode = 'object_not_in_prerequisite_state',
      message = format('the log of %s is not pruned below %s: %s', of_year, below, refused);
  end if;
  update zonefactor.log set minimum_index = below
   where facility = of_facility and year = of_year and minimum_index < below;
  perform set_config('zonefactor.pruning', 'on', true);
  delete from zonefactor.journal
   where facility = of_facility and year = of_year
     and idx in (select idx from zonefactor.journal
                  where facility = of_facility and year = of_year and idx < below
                    and not zonefactor.is_kept(type)
                  order by idx limit at_most);
  get diagnostics deleted = row_count;
  perform set_config('zonefactor.pruning', 'off', true);
  return deleted;
end
$body$;
comment on function zonefactor.prune is
  'Makes below the log''s minimum index and deletes at most at_most of the entries before it';

revoke execute on function zonefactor.is_kept(text), zonefactor.refuse_delete(), zonefactor.refuse_unpruned(),
                           zonefactor.prune(text, integer, bigint, bigint)
  from public;
grant execute on function zonefactor.prune(text, integer, bigint, bigint) to zonefactor_service;
