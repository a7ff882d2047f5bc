-- Datasets, assets, recipes, verdicts, selections.
set local search_path = feedstock;

create table dataset (
  id uuid primary key,
  organisation uuid not null references organisation on delete cascade,
  project uuid not null,
  name text not null check (length(name) between 1 and 200),
  created_at timestamptz not null,
  unique (organisation, id),
  unique (organisation, project, name),
  foreign key (organisation, project) references project (organisation, id) on delete cascade);
select tenant_table('dataset');

-- An uploaded file or archive that waits to be imported; its bytes are in the blob store.
create table upload (
  id uuid primary key,
  organisation uuid not null,
  dataset uuid not null,
  name text not null,
  sha256 text not null,
  size bigint not null,
  created_by uuid not null,
  created_at timestamptz not null,
  imported_by uuid,
  foreign key (organisation, dataset) references dataset (organisation, id) on delete cascade);
create index upload_dataset on upload (organisation, dataset) where imported_by is null;
select tenant_table('upload');

create table asset (
  id uuid primary key,
  organisation uuid not null,
  dataset uuid not null,
  name text not null,
  modality text not null,
  media_type text not null,
  sha256 text not null,
  size bigint not null,
  facts jsonb not null,
  derivatives jsonb not null,
  provenance jsonb not null,
  parent uuid,
  made_by jsonb,
  run uuid not null,
  created_at timestamptz not null,
  withdrawn_at timestamptz,
  unique (organisation, id),
  -- Importing the same bytes under the same name again changes nothing.
  unique (dataset, name, sha256),
  foreign key (organisation, dataset) references dataset (organisation, id) on delete cascade);
create index asset_dataset on asset (organisation, dataset, id);
select tenant_table('asset');

create table recipe (
  id uuid primary key,
  organisation uuid not null,
  project uuid not null,
  name text not null,
  created_at timestamptz not null,
  unique (organisation, id),
  foreign key (organisation, project) references project (organisation, id) on delete cascade);
select tenant_table('recipe');

create table recipe_version (
  organisation uuid not null,
  recipe uuid not null,
  version int not null,
  steps jsonb not null,
  created_by uuid not null,
  created_at timestamptz not null,
  primary key (recipe, version),
  foreign key (organisation, recipe) references recipe (organisation, id) on delete cascade);
select tenant_table('recipe_version');
select append_only('recipe_version');

-- One application of a recipe version to the assets that a dataset held at that moment; its id is the run's id.
create table preparation (
  id uuid primary key,
  organisation uuid not null,
  project uuid not null,
  dataset uuid not null,
  recipe uuid not null,
  version int not null,
  assets int not null,
  created_at timestamptz not null,
  finished_at timestamptz,
  unique (organisation, id),
  foreign key (organisation, dataset) references dataset (organisation, id) on delete cascade);
create index preparation_project on preparation (organisation, project, created_at desc);
select tenant_table('preparation');

-- The frozen input: which assets, in import order.
create table preparation_asset (
  organisation uuid not null,
  preparation uuid not null,
  ordinal int not null,
  asset uuid not null,
  primary key (preparation, ordinal),
  foreign key (organisation, preparation) references preparation (organisation, id) on delete cascade,
  foreign key (organisation, asset) references asset (organisation, id));
create unique index preparation_asset_once on preparation_asset (preparation, asset);
select tenant_table('preparation_asset');

-- Measures are kept by what was measured, so that a second run of the same operator on the same bytes reads them.
create table measure (
  organisation uuid not null,
  sha256 text not null,
  operator text not null,
  version int not null,
  parameters_digest text not null,
  measures jsonb not null,
  primary key (organisation, sha256, operator, version, parameters_digest));
select tenant_table('measure');

create table verdict (
  organisation uuid not null,
  preparation uuid not null,
  asset uuid not null,
  step int not null,
  operator text not null,
  operator_version int not null,
  parameters jsonb not null,
  outcome text not null check (outcome in ('kept', 'dropped', 'changed', 'classified', 'failed')),
  reason text,
  detail jsonb,
  facet text,
  value text,
  result_asset uuid,
  measures jsonb,
  created_at timestamptz not null,
  primary key (preparation, asset, step),
  foreign key (organisation, preparation) references preparation (organisation, id) on delete cascade,
  foreign key (organisation, asset) references asset (organisation, id));
create index verdict_reason on verdict (preparation, step, outcome, reason);
select tenant_table('verdict');
select append_only('verdict');

-- A person's word against the operator's; the verdict itself stays.
create table overruling (
  id uuid primary key,
  organisation uuid not null,
  preparation uuid not null,
  asset uuid not null,
  step int not null,
  outcome text not null check (outcome in ('kept', 'dropped')),
  reason text not null,
  by_membership uuid not null,
  created_at timestamptz not null,
  foreign key (preparation, asset, step) references verdict);
create index overruling_verdict on overruling (preparation, asset, step, created_at desc);
select tenant_table('overruling');
select append_only('overruling');

-- Where each asset stands after all steps and overrulings: `final` is the asset to go on with (itself, or what it became).
create table prepared (
  organisation uuid not null,
  preparation uuid not null,
  asset uuid not null,
  kept boolean not null,
  final uuid not null,
  facets jsonb not null default '{}',
  -- Assets that look alike share a cluster, so that a release keeps them on one side of a split.
  cluster uuid,
  primary key (preparation, asset),
  foreign key (organisation, preparation) references preparation (organisation, id) on delete cascade);
create index prepared_kept on prepared (preparation, kept, asset);
select tenant_table('prepared');

create table selection (
  id uuid primary key,
  organisation uuid not null,
  project uuid not null,
  number int not null,
  name text not null,
  preparation uuid,
  filter jsonb not null,
  assets int not null,
  created_by uuid not null,
  created_at timestamptz not null,
  unique (organisation, id),
  unique (project, number),
  foreign key (organisation, project) references project (organisation, id) on delete cascade);
select tenant_table('selection');
select append_only('selection');

create table selection_asset (
  organisation uuid not null,
  selection uuid not null,
  ordinal int not null,
  asset uuid not null,
  cluster uuid,
  primary key (selection, ordinal),
  foreign key (organisation, selection) references selection (organisation, id) on delete cascade,
  foreign key (organisation, asset) references asset (organisation, id));
select tenant_table('selection_asset');
select append_only('selection_asset');
