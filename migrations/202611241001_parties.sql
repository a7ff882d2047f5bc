-- Another organisation enters a project only as a party. Its people act as guests in the owner's organisation:
-- row-level security narrows what a guest's transaction sees, whatever the program asks for.
set local search_path = feedstock;

create table party (
  id uuid primary key,
  -- Who owns the project.
  organisation uuid not null references organisation on delete cascade,
  project uuid not null,
  kind text not null check (kind in ('client', 'prime', 'supplier', 'auditor')),
  name text not null check (length(name) between 1 and 200),
  -- Who came; null until the link was accepted.
  guest uuid references organisation check (guest is distinct from organisation),
  guest_name text,
  -- A subcontractor names the party that proposed it; the owner consents.
  admitted_by uuid,
  state text not null check (state in ('proposed', 'invited', 'active', 'ended', 'declined')),
  steps text[] not null check (steps <@ array['annotate', 'review', 'arbitrate', 'inspect', 'client', 'manage', 'audit']),
  -- null = all batches of the project.
  batches uuid[],
  hidden text[] not null check (hidden <@ array['people', 'provenance', 'quality', 'journal']),
  starts_at timestamptz not null,
  ends_at timestamptz check (ends_at > starts_at),
  secret_hash text not null unique,
  version int not null default 1,
  created_by uuid not null,
  created_at timestamptz not null,
  accepted_at timestamptz,
  ended_at timestamptz,
  unique (organisation, id),
  foreign key (organisation, project) references project (organisation, id) on delete cascade,
  foreign key (organisation, admitted_by) references party (organisation, id));
create index party_guest on party (guest) where guest is not null;
create index party_project on party (organisation, project);
select tenant_table('party', 'guest = feedstock.current_organisation() or secret_hash = feedstock.current_secret()');
select state_machine('party', array['proposed>invited', 'proposed>declined', 'proposed>ended', 'invited>active', 'invited>ended', 'active>ended']);

alter table membership add column guest boolean not null default false;
alter table project_member add column party uuid;
alter table project_member add foreign key (organisation, party) references party (organisation, id) on delete cascade;
create index project_member_party on project_member (party) where party is not null;

-- The membership of the guest whose transaction this is; null for the organisation's own people.
create function current_guest() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('app.guest', true), '')::uuid $$;

-- Parties of a guest that are in force. Guests' policies bind the role of server and worker alone, so these functions of the owner
-- look past them, and never past the organisation's, which binds everybody.
create function guest_parties(g uuid) returns setof feedstock.party language sql stable security definer rows 4
  set search_path = feedstock
  as $$ select p.* from project_member m join party p on p.id = m.party
    where m.membership = g and p.state = 'active' and p.starts_at <= now() and (p.ends_at is null or p.ends_at > now()) $$;
create function guest_projects(g uuid) returns setof uuid language sql stable security definer rows 4
  set search_path = feedstock as $$ select project from guest_parties(g) $$;
-- Projects of which a guest sees every batch.
create function guest_whole_projects(g uuid) returns setof uuid language sql stable security definer rows 4
  set search_path = feedstock as $$ select project from guest_parties(g) where batches is null $$;
create function guest_batches(g uuid) returns setof uuid language sql stable security definer rows 100
  set search_path = feedstock
  as $$ select b.id from guest_parties(g) p join batch b on b.project = p.project and (p.batches is null or b.id = any (p.batches)) $$;
create function guest_datasets(g uuid) returns setof uuid language sql stable security definer rows 20
  set search_path = feedstock as $$ select d.id from dataset d where d.project in (select guest_whole_projects(g)) $$;
-- People that a guest may know of: oneself, those of the same party, and the project's, unless people are hidden from the party.
create function guest_people(g uuid) returns setof uuid language sql stable security definer rows 100
  set search_path = feedstock
  as $$ select g union select m.membership from guest_parties(g) p join project_member m on m.party = p.id
    union select m.membership from guest_parties(g) p join project_member m on m.project = p.project where not 'people' = any (p.hidden) $$;

-- The one helper that says what a guest sees of a table; restrictive, so it only ever takes away.
create function guest_table(t regclass, rule text) returns void language plpgsql as $$
begin
  execute format('create policy guest on %s as restrictive to feedstock_app using ((select feedstock.current_guest()) is null or (%s))', t, rule);
end $$;

-- Gives every tenant table that has no guest policy the one that its columns tell; a table that tells nothing is closed to guests.
create function guest_tables() returns void language plpgsql as $$
declare t record; g text := '(select feedstock.current_guest())'; has text[]; rule text;
begin
  for t in select c.oid::regclass as name, c.oid from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('feedstock', 'run') and c.relkind = 'r' and c.relforcerowsecurity
      and not exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'guest') order by c.oid loop
    select array_agg(attname::text) into has from pg_attribute where attrelid = t.oid and attnum > 0 and not attisdropped;
    rule := case
      when 'annotation' = any (has) and not 'task' = any (has) then format('exists (select from feedstock.annotation a where a.id = %s.annotation)', t.name)
      when 'assignment' = any (has) and not 'task' = any (has) then format('exists (select from feedstock.assignment a where a.id = %s.assignment)', t.name)
      when 'task' = any (has) and not 'batch' = any (has) then format('exists (select from feedstock.task k where k.id = %s.task)', t.name)
      when 'batch' = any (has) and exists (select from pg_attribute where attrelid = t.oid and attname = 'batch' and attnotnull) then format('batch in (select feedstock.guest_batches(%s))', g)
      when 'inspection' = any (has) then format('exists (select from feedstock.inspection i where i.id = %s.inspection)', t.name)
      when 'dataset' = any (has) then format('dataset in (select feedstock.guest_datasets(%s))', g)
      when 'run' = any (has) and t.name::text like 'run.%' then format('exists (select from run.run r where r.id = %s.run)', t.name)
      when 'project' = any (has) then format('project in (select feedstock.guest_projects(%s))', g)
      else 'false' end;
    perform feedstock.guest_table(t.name, rule);
  end loop;
end $$;

select guest_table('organisation', 'true');
select guest_table('idempotency', 'true');
select guest_table('blob', 'true');
select guest_table('membership', 'id in (select feedstock.guest_people((select feedstock.current_guest())))');
select guest_table('project_member', 'membership in (select feedstock.guest_people((select feedstock.current_guest())))');
select guest_table('party', 'id in (select id from feedstock.guest_parties((select feedstock.current_guest())))');
-- A guest reads what concerns its projects; what it does is written down wherever it belongs.
create policy guest on journal as restrictive for select to feedstock_app using ((select current_guest()) is null or project in (select guest_projects((select current_guest()))));
select guest_table('api_token', 'membership = (select feedstock.current_guest())');
select guest_table('duty', 'person = (select feedstock.current_guest())');
select guest_table('project', 'id in (select feedstock.guest_projects((select feedstock.current_guest())))');
-- A dataset is in sight with any asset of it, so that whoever works on its tasks can open them.
select guest_table('dataset', 'id in (select feedstock.guest_datasets((select feedstock.current_guest()))) or exists (select from feedstock.asset a where a.dataset = dataset.id)');
select guest_table('batch', 'project in (select feedstock.guest_whole_projects((select feedstock.current_guest()))) or id in (select feedstock.guest_batches((select feedstock.current_guest())))');
select guest_table('asset', 'dataset in (select feedstock.guest_datasets((select feedstock.current_guest()))) or exists (select from feedstock.task_asset x where x.asset = asset.id)');
select guest_table('selection', 'project in (select feedstock.guest_whole_projects((select feedstock.current_guest())))');
select guest_table('selection_asset', 'exists (select from feedstock.selection s where s.id = selection_asset.selection)');
select guest_table('recipe', 'project in (select feedstock.guest_whole_projects((select feedstock.current_guest())))');
select guest_table('recipe_version', 'exists (select from feedstock.recipe r where r.id = recipe_version.recipe)');
select guest_table('preparation', 'project in (select feedstock.guest_whole_projects((select feedstock.current_guest())))');
select guest_table('preparation_asset', 'exists (select from feedstock.preparation p where p.id = preparation_asset.preparation)');
select guest_table('verdict', 'exists (select from feedstock.preparation p where p.id = verdict.preparation)');
select guest_table('overruling', 'exists (select from feedstock.preparation p where p.id = overruling.preparation)');
select guest_table('prepared', 'exists (select from feedstock.preparation p where p.id = prepared.preparation)');
-- A release shows all its batches at once, so a guest sees it only with all of them in sight.
select guest_table('release', 'project in (select feedstock.guest_projects((select feedstock.current_guest()))) and not exists (
  select from jsonb_array_elements_text(spec -> ''batches'') b where b::uuid not in (select feedstock.guest_batches((select feedstock.current_guest()))))');
select guest_table('release_item', 'exists (select from feedstock.release r where r.id = release_item.release)');
select guest_table('release_export', 'exists (select from feedstock.release r where r.id = release_export.release)');
select guest_table('run.run', 'project in (select feedstock.guest_projects((select feedstock.current_guest())))');
select guest_table('run.tenant', 'true');
select guest_tables();
