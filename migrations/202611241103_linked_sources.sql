-- Object storage that belongs to others: connections, prefixes read as sources by reference, what was seen of each object; runs that
-- begin by themselves; the papers that prove where data comes from.
set local search_path = feedstock;

-- Runs that begin by themselves, and the last one that began, by hand or not.
create table run.schedule (
  id uuid primary key,
  organisation uuid not null references feedstock.organisation on delete cascade,
  project uuid,
  kind text not null,
  spec jsonb not null,
  -- The permission that whoever it acts for must still have.
  needs text not null,
  -- Null: only by hand.
  every text check (every in ('hour', 'day')),
  next_at timestamptz check ((next_at is null) = (every is null)),
  run uuid,
  started_by uuid not null,
  created_at timestamptz not null);
create index schedule_due on run.schedule (next_at) where next_at is not null;
select tenant_table('run.schedule');
select guest_table('run.schedule', 'false');
create policy scheduler on run.schedule to feedstock_scheduler using (true) with check (true);
grant select on run.schedule to feedstock_scheduler;

-- A bucket of an S3 service outside. The secret is sealed with a key that the database never sees, and is never shown again.
create table storage_connection (
  id uuid primary key,
  organisation uuid not null,
  project uuid not null,
  name text not null check (length(name) between 1 and 200),
  endpoint text not null,
  region text not null,
  bucket text not null,
  prefix text not null,
  path_style boolean not null,
  access_key text not null,
  secret text not null,
  created_by uuid not null,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  unique (organisation, id),
  unique (project, name),
  foreign key (organisation, project) references project (organisation, id) on delete cascade);
select tenant_table('storage_connection');
select guest_table('storage_connection', 'false');

-- A prefix that a dataset follows; its id is that of its schedule. `listed_after` is the last key that an unfinished listing has seen, so
-- that whoever goes on begins there; `counts` is what it has counted so far.
create table linked_source (
  id uuid primary key references run.schedule,
  organisation uuid not null,
  dataset uuid not null,
  connection uuid not null,
  prefix text not null,
  provenance jsonb not null,
  options jsonb not null,
  listed_after text,
  counts jsonb not null default '{}',
  synced_at timestamptz,
  created_by uuid not null,
  created_at timestamptz not null,
  ended_at timestamptz,
  unique (organisation, id),
  foreign key (organisation, dataset) references dataset (organisation, id) on delete cascade,
  foreign key (organisation, connection) references storage_connection (organisation, id));
create unique index linked_source_once on linked_source (dataset, connection, prefix) where ended_at is null;
create index linked_source_dataset on linked_source (organisation, dataset);
select tenant_table('linked_source');
select guest_table('linked_source', 'false');

-- One version of one object, as it was recorded and as it was found since. The asset's bytes stay outside.
create table linked_object (
  id uuid primary key,
  organisation uuid not null,
  source uuid not null,
  -- In the order in which S3 lists: that of the UTF-8 bytes.
  key text collate "C" not null,
  state text not null check (state in ('pending', 'linked', 'suspect', 'changed', 'missing', 'refused', 'replaced')),
  etag text not null,
  size bigint not null,
  sha256 text,
  asset uuid,
  found_etag text,
  found_size bigint,
  found_at timestamptz,
  foreign key (organisation, source) references linked_source (organisation, id) on delete cascade,
  foreign key (organisation, asset) references asset (organisation, id) on delete cascade);
create unique index linked_object_once on linked_object (source, key) where state <> 'replaced';
create index linked_object_bytes on linked_object (organisation, sha256) where sha256 is not null;
create index linked_object_state on linked_object (source, state, key);
create index linked_object_asset on linked_object (asset) where asset is not null;
select tenant_table('linked_object');
select guest_table('linked_object', 'false');
select state_machine('linked_object', array[
  'pending>linked', 'pending>refused', 'pending>missing', 'linked>suspect', 'linked>changed', 'linked>missing', 'suspect>linked', 'suspect>changed', 'suspect>missing',
  'changed>linked', 'changed>suspect', 'changed>missing', 'changed>replaced', 'missing>linked', 'missing>suspect', 'missing>pending', 'missing>changed', 'refused>pending', 'refused>missing']);

-- What proves where data comes from: a file kept here or the place where the paper lies. One that was wrong is taken back, not erased.
create table provenance_paper (
  id uuid primary key,
  organisation uuid not null,
  dataset uuid not null,
  -- The kind of source that it speaks for, and what it is.
  provenance text not null check (provenance in ('open', 'self_collected', 'commercial', 'user_input')),
  paper text not null check (paper in ('licence', 'terms', 'collection_record', 'notice', 'contract', 'seller_commitment', 'authorisation', 'other')),
  title text not null check (length(title) between 1 and 200),
  reference text check (length(reference) between 1 and 2000),
  sha256 text,
  size bigint,
  media_type text,
  file_name text,
  created_by uuid not null,
  created_at timestamptz not null,
  taken_back_at timestamptz,
  check ((reference is null) <> (sha256 is null)),
  foreign key (organisation, dataset) references dataset (organisation, id) on delete cascade);
create index provenance_paper_dataset on provenance_paper (organisation, dataset);
select tenant_table('provenance_paper');

-- Persons are in the data: every raw asset then needs a consent that is in force.
alter table dataset add column personal boolean not null default false;
create index asset_dataset_provenance on asset (dataset, (provenance ->> 'kind')) where parent is null and withdrawn_at is null;
select guest_tables();
