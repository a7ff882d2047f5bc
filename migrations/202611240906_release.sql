-- Releases: an immutable signed manifest with its evidence, and the exports made of it.
set local search_path = feedstock;

create table release (
  id uuid primary key,
  organisation uuid not null,
  project uuid not null,
  number int not null,
  name text not null,
  state text not null check (state in ('building', 'ready', 'failed', 'withdrawn')),
  spec jsonb not null,
  items int not null default 0,
  counts jsonb not null default '{}',
  manifest_sha256 text,
  manifest_digest text,
  signature text,
  public_key text,
  created_by uuid not null,
  created_at timestamptz not null,
  ready_at timestamptz,
  unique (organisation, id),
  unique (project, number),
  foreign key (organisation, project) references project (organisation, id) on delete cascade);
select tenant_table('release');
select state_machine('release', array['building>ready', 'building>failed', 'ready>withdrawn']);

create table release_item (
  organisation uuid not null,
  release uuid not null,
  ordinal int not null,
  task uuid not null,
  asset uuid not null,
  annotation uuid not null,
  revision int not null,
  split text not null,
  primary key (release, ordinal),
  foreign key (organisation, release) references release (organisation, id) on delete cascade,
  foreign key (organisation, asset) references asset (organisation, id));
create index release_item_asset on release_item (organisation, asset);
select tenant_table('release_item');

create table release_export (
  organisation uuid not null,
  release uuid not null,
  format text not null,
  sha256 text not null,
  size bigint not null,
  files int not null,
  items int not null,
  annotations int not null,
  losses jsonb not null,
  created_at timestamptz not null,
  primary key (release, format),
  foreign key (organisation, release) references release (organisation, id) on delete cascade);
select tenant_table('release_export');
select append_only('release_export');

-- Removes a scratch organisation whole, table by table, children first, and the accounts that were made by joining it. Refuses any other.
create function purge_scratch() returns void language plpgsql security definer set search_path = feedstock as $$
declare org uuid := current_organisation(); t record; left_over int; pass int := 0; joined uuid[]; a uuid;
begin
  if not exists (select from organisation where organisation = org and scratch) then
    raise exception 'only a scratch organisation can be purged' using errcode = 'restrict_violation';
  end if;
  perform set_config('app.purge', org::text, true);
  -- Whoever joined by an invitation got a new account with it; founders had theirs before.
  select coalesce(array_agg(distinct j.account), '{}') into joined from journal j where j.organisation = org and j.verb = 'person.joined' and j.account is not null;
  loop
    left_over := 0; pass := pass + 1;
    for t in select c.oid::regclass as name from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
      where n.nspname in ('feedstock', 'run') and c.relkind = 'r' and a.attname = 'organisation' and not a.attisdropped and c.relname <> 'organisation' order by c.oid desc loop
      begin
        execute format('delete from %s where organisation = $1', t.name) using org;
      exception when foreign_key_violation then left_over := left_over + 1;
      end;
    end loop;
    exit when left_over = 0 or pass > 20;
  end loop;
  delete from organisation where organisation = org;
  foreach a in array joined loop
    -- A membership elsewhere keeps the account; the key sees it where the policies of this tenant do not.
    begin
      delete from account where id = a;
    exception when foreign_key_violation then null;
    end;
  end loop;
end $$;
grant execute on function purge_scratch() to feedstock_app;
