-- What is asked most often costs the same whatever the number of tasks: who calls, which task is next, how many stand where.
set local search_path = feedstock;

-- The next task is the first entry of an index, not the first of a sorted batch.
drop index task_reviewable;
create index task_reviewable on task (batch, priority desc, number) where reviewable;
drop index task_arbitrable;
create index task_arbitrable on task (batch, priority desc, number) where arbitrable;
create index task_reserved on task (reserved_for, batch) where reserved_for is not null;
create index task_unfinished on task (batch) where state not in ('approved', 'discarded');
create index task_asset_cluster on task_asset (cluster, task) where cluster is not null;
create index duty_person on duty (person);
create index assignment_returned on assignment (batch) where state = 'returned';
create index assignment_handed on assignment (person, project) where state = 'held' and dispatched_by is not null;

-- How many tasks of a batch stand where: `kind` is a state of a task, or what it waits for. Every change adds a row, so that two who change
-- tasks of one batch never wait for each other; now and then a writer adds the rows up. The count is the sum of both tables.
create table task_tally (
  organisation uuid not null,
  batch uuid not null,
  kind text not null,
  gold boolean not null,
  n bigint not null,
  primary key (organisation, batch, kind, gold));
select tenant_table('task_tally');
create table task_tally_change (
  id bigint generated always as identity,
  organisation uuid not null,
  batch uuid not null,
  kind text not null,
  gold boolean not null,
  n int not null);
create index task_tally_change_batch on task_tally_change (batch);
select tenant_table('task_tally_change');
grant usage on sequence task_tally_change_id_seq to feedstock_app;

create function fold_tally(b uuid) returns void language plpgsql as $$
begin
  with gone as (
    delete from feedstock.task_tally_change where id in (select id from feedstock.task_tally_change where batch = b for update skip locked) returning organisation, batch, kind, gold, n)
  insert into feedstock.task_tally as t (organisation, batch, kind, gold, n)
    select organisation, batch, kind, gold, sum(n) from gone group by 1, 2, 3, 4 having sum(n) <> 0 order by 3, 4
    on conflict (organisation, batch, kind, gold) do update set n = t.n + excluded.n;
end $$;

create function tally_new_tasks() returns trigger language plpgsql as $$
begin
  insert into feedstock.task_tally_change (organisation, batch, kind, gold, n)
    select t.organisation, t.batch, k.kind, t.gold is not null, count(*) from new_rows t,
      lateral (values (t.state), (case when t.vacancies > 0 then 'vacant' end), (case when t.reviewable then 'reviewable' end), (case when t.arbitrable then 'arbitrable' end)) k (kind)
    where k.kind is not null group by 1, 2, 3, 4;
  return null;
end $$;
create trigger tally_new after insert on task referencing new table as new_rows for each statement execute function tally_new_tasks();

create function tally_changed_tasks() returns trigger language plpgsql as $$
declare full_of uuid;
begin
  with both_ways as (select 1 as n, * from new_rows union all select -1, * from old_rows),
  added as (
    insert into feedstock.task_tally_change (organisation, batch, kind, gold, n)
      select t.organisation, t.batch, k.kind, t.gold is not null, sum(t.n) from both_ways t,
        lateral (values (t.state), (case when t.vacancies > 0 then 'vacant' end), (case when t.reviewable then 'reviewable' end), (case when t.arbitrable then 'arbitrable' end)) k (kind)
      where k.kind is not null group by 1, 2, 3, 4 having sum(t.n) <> 0 returning id, batch)
  select batch into full_of from added where id % 500 = 0 limit 1;
  if found then perform feedstock.fold_tally(full_of); end if;
  return null;
end $$;
create trigger tally_changed after update on task referencing old table as old_rows new table as new_rows for each statement execute function tally_changed_tasks();

alter table task no force row level security;
alter table task_tally no force row level security;
insert into task_tally (organisation, batch, kind, gold, n)
  select t.organisation, t.batch, k.kind, t.gold is not null, count(*) from task t,
    lateral (values (t.state), (case when t.vacancies > 0 then 'vacant' end), (case when t.reviewable then 'reviewable' end), (case when t.arbitrable then 'arbitrable' end)) k (kind)
  where k.kind is not null group by 1, 2, 3, 4;
alter table task force row level security;
alter table task_tally force row level security;

-- Who presents this secret, with everything that decides what they may do: one question for each request. Null when nobody does, or no longer.
-- `org`: whom the request wants to act for; a token carries its own. Sees what the policies let it see, scope by scope.
create function recognise(secret_kind text, hash text, org uuid, at timestamptz, session_life interval) returns jsonb language plpgsql as $$
declare found_secret record; m record; who record; lacks boolean; here jsonb;
begin
  if secret_kind = 'session' then
    select s.id, s.account, s.seen_at into found_secret from feedstock.session s where s.secret_hash = hash and s.ended_at is null and s.expires_at > at;
    if not found then return null; end if;
    -- Sliding expiry, written at most once a minute.
    if at - found_secret.seen_at > interval '1 minute' then update feedstock.session set seen_at = at, expires_at = at + session_life where id = found_secret.id; end if;
    select a.id, a.name, a.kind into who from feedstock.account a where a.id = found_secret.account and a.disabled_at is null;
    if not found then return null; end if;
    here := jsonb_build_object('account', who.id, 'name', who.name, 'session', found_secret.id);
    if org is null then return here; end if;
    perform set_config('app.organisation', org::text, true), set_config('app.account', who.id::text, true);
    select x.id, x.organisation, x.roles, x.guest into m from feedstock.membership x where x.organisation = org and x.account = who.id and x.state = 'active';
    if not found then return here; end if;
  else
    perform set_config('app.secret', hash, true);
    select t.id, t.organisation, t.membership, t.permissions, t.projects, t.used_at into found_secret from feedstock.api_token t
      where t.secret_hash = hash and t.ended_at is null and (t.expires_at is null or t.expires_at > at);
    if not found then return null; end if;
    perform set_config('app.organisation', found_secret.organisation::text, true), set_config('app.secret', '', true);
    select x.id, x.organisation, x.account, x.roles, x.guest into m from feedstock.membership x where x.id = found_secret.membership and x.state = 'active';
    if not found then return null; end if;
    select a.id, a.name, a.kind into who from feedstock.account a where a.id = m.account and a.disabled_at is null;
    if not found then return null; end if;
    if found_secret.used_at is null or at - found_secret.used_at > interval '1 minute' then update feedstock.api_token set used_at = at where id = found_secret.id; end if;
    here := jsonb_build_object('account', who.id, 'name', who.name, 'session', null, 'permissions', to_jsonb(found_secret.permissions), 'projects', to_jsonb(found_secret.projects));
  end if;
  lacks := who.kind = 'person' and exists (select from feedstock.organisation o where o.organisation = m.organisation and o.require_totp)
    and not exists (select from feedstock.second_factor f where f.account = who.id and f.confirmed_at is not null);
  return here || jsonb_build_object('organisation', m.organisation, 'membership', m.id, 'roles', to_jsonb(m.roles), 'guest', m.guest, 'lacksFactor', lacks,
    'projectRoles', case when m.guest then '{}'::jsonb else coalesce((select jsonb_object_agg(p.project, p.roles) from feedstock.project_member p where p.membership = m.id), '{}') end);
end $$;
grant execute on function recognise(text, text, uuid, timestamptz, interval) to feedstock_app;

select guest_tables();
