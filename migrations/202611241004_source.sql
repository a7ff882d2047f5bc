-- Uploads that arrive in pieces; consents; withdrawal of assets.
set local search_path = feedstock;

-- When the file was changed last, as its owner's system says: with path and size enough to tell that it need not be sent again.
alter table upload add column modified_at timestamptz;

-- One large file on its way: what has arrived lies in the blob store, by offset.
create table upload_session (
  id uuid primary key,
  organisation uuid not null,
  dataset uuid not null,
  name text not null,
  size bigint not null check (size >= 0),
  modified_at timestamptz,
  received bigint not null default 0 check (received between 0 and size),
  upload uuid,
  created_by uuid not null,
  created_at timestamptz not null,
  touched_at timestamptz not null,
  foreign key (organisation, dataset) references dataset (organisation, id) on delete cascade);
create index upload_session_dataset on upload_session (organisation, dataset, name);
select tenant_table('upload_session');

-- What a person agreed to. The subject is a pseudonym that the collector keeps the key to.
create table consent (
  id uuid primary key,
  organisation uuid not null,
  project uuid not null,
  subject text not null check (length(subject) between 1 and 200),
  scope text not null check (length(scope) between 1 and 2000),
  given_on date not null,
  paper text check (length(paper) between 1 and 2000),
  withdrawn_at timestamptz,
  created_by uuid not null,
  created_at timestamptz not null,
  unique (organisation, id),
  unique (project, subject, scope),
  foreign key (organisation, project) references project (organisation, id) on delete cascade);
select tenant_table('consent');

create table asset_consent (
  organisation uuid not null,
  consent uuid not null,
  asset uuid not null,
  primary key (consent, asset),
  foreign key (organisation, consent) references consent (organisation, id) on delete cascade,
  foreign key (organisation, asset) references asset (organisation, id) on delete cascade);
create index asset_consent_asset on asset_consent (asset);
select tenant_table('asset_consent');

-- Assets taken out for good: the row of the asset stays as a tombstone, nothing of it is offered, served or released any more.
create table withdrawal (
  id uuid primary key,
  organisation uuid not null,
  project uuid not null,
  reason text not null check (length(reason) between 1 and 2000),
  consent uuid,
  assets int not null,
  by_membership uuid not null,
  created_at timestamptz not null,
  unique (organisation, id),
  foreign key (organisation, project) references project (organisation, id) on delete cascade,
  foreign key (organisation, consent) references consent (organisation, id));
create index withdrawal_project on withdrawal (organisation, project, created_at desc);
select tenant_table('withdrawal');
select append_only('withdrawal');

create table withdrawal_asset (
  organisation uuid not null,
  withdrawal uuid not null,
  asset uuid not null,
  primary key (withdrawal, asset),
  foreign key (organisation, withdrawal) references withdrawal (organisation, id) on delete cascade,
  foreign key (organisation, asset) references asset (organisation, id));
select tenant_table('withdrawal_asset');
select append_only('withdrawal_asset');

-- Cleaning derives; what is withdrawn takes everything derived of it along.
create index asset_parent on asset (organisation, parent) where parent is not null;
