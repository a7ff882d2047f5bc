-- Accounts, organisations, people; journal; blobs; projects. Only accounts and the installation stand outside the tenants.
set local search_path = feedstock;

create table installation (
  id smallint primary key default 1 check (id = 1),
  setup_token_hash text,
  setup_used_at timestamptz,
  created_at timestamptz not null default now());

create table account (
  id uuid primary key,
  login text not null unique check (login = lower(login) and length(login) between 1 and 254),
  name text not null check (length(name) between 1 and 200),
  kind text not null check (kind in ('person', 'service')),
  password_hash text,
  preferences jsonb not null default '{}',
  disabled_at timestamptz,
  created_at timestamptz not null);

create table session (
  id uuid primary key,
  account uuid not null references account on delete cascade,
  secret_hash text not null unique,
  user_agent text not null,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz);
create index session_account on session (account) where ended_at is null;
grant select, insert, update on installation, account, session to feedstock_app;

create table organisation (
  organisation uuid primary key,
  name text not null check (length(name) between 1 and 200),
  zone text not null,
  scratch boolean not null default false,
  created_at timestamptz not null);

create table membership (
  id uuid primary key,
  organisation uuid not null references organisation on delete cascade,
  account uuid not null references account,
  roles text[] not null,
  state text not null check (state in ('active', 'disabled')),
  created_at timestamptz not null,
  unique (organisation, id),
  unique (organisation, account));
select tenant_table('membership', 'account = feedstock.current_account()');
select state_machine('membership', array['active>disabled', 'disabled>active']);
select tenant_table('organisation', 'exists (select from feedstock.membership m where m.organisation = organisation.organisation and m.account = feedstock.current_account())');

create table invitation (
  id uuid primary key,
  organisation uuid not null references organisation on delete cascade,
  project uuid,
  name text not null,
  roles text[] not null,
  secret_hash text not null unique,
  invited_by uuid not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  accepted_at timestamptz);
select tenant_table('invitation', 'secret_hash = feedstock.current_secret()');

create table api_token (
  id uuid primary key,
  organisation uuid not null references organisation on delete cascade,
  membership uuid not null,
  name text not null,
  secret_hash text not null unique,
  permissions text[],
  created_at timestamptz not null,
  expires_at timestamptz,
  used_at timestamptz,
  ended_at timestamptz,
  foreign key (organisation, membership) references membership (organisation, id) on delete cascade);
select tenant_table('api_token', 'secret_hash = feedstock.current_secret()');

-- One row per change, in its transaction: audit trail and outbox both. `txid` lets a cursor stop before the oldest open transaction.
create table journal (
  id bigint generated always as identity primary key,
  organisation uuid not null,
  txid xid8 not null default pg_current_xact_id(),
  at timestamptz not null,
  account uuid,
  membership uuid,
  roles text[] not null,
  verb text not null,
  kind text not null,
  object text not null,
  project uuid,
  digest text not null,
  detail jsonb not null default '{}',
  request text);
create index journal_organisation on journal (organisation, id);
create index journal_object on journal (organisation, kind, object);
select tenant_table('journal');
select append_only('journal');

-- The reply to a write, kept so that a repeated request changes nothing and hears the same.
create table idempotency (
  organisation uuid not null,
  account uuid not null,
  key text not null check (length(key) between 1 and 200),
  route text not null,
  request_digest text not null,
  status int not null,
  reply jsonb not null,
  created_at timestamptz not null,
  primary key (organisation, account, key));
select tenant_table('idempotency');

create table blob (
  organisation uuid not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  size bigint not null,
  media_type text not null,
  created_at timestamptz not null,
  primary key (organisation, sha256));
select tenant_table('blob');

create table project (
  id uuid primary key,
  organisation uuid not null references organisation on delete cascade,
  name text not null check (length(name) between 1 and 200),
  description text not null,
  template text,
  duty_scope text not null check (duty_scope in ('task', 'batch', 'project')),
  version int not null default 1,
  created_at timestamptz not null,
  archived_at timestamptz,
  unique (organisation, id));
select tenant_table('project');

create table project_member (
  organisation uuid not null,
  project uuid not null,
  membership uuid not null,
  roles text[] not null,
  primary key (project, membership),
  foreign key (organisation, project) references project (organisation, id) on delete cascade,
  foreign key (organisation, membership) references membership (organisation, id) on delete cascade);
select tenant_table('project_member');

-- Display numbers (`B-026`) grow per project and kind.
create table project_counter (
  organisation uuid not null,
  project uuid not null,
  kind text not null,
  last int not null,
  primary key (project, kind),
  foreign key (organisation, project) references project (organisation, id) on delete cascade);
select tenant_table('project_counter');

create table label_schema (
  organisation uuid not null,
  project uuid not null,
  version int not null,
  document jsonb not null,
  created_by uuid not null,
  created_at timestamptz not null,
  primary key (project, version),
  foreign key (organisation, project) references project (organisation, id) on delete cascade);
select tenant_table('label_schema');
select append_only('label_schema');

create table guideline (
  organisation uuid not null,
  project uuid not null,
  version int not null,
  document jsonb not null,
  material boolean not null,
  created_by uuid not null,
  created_at timestamptz not null,
  primary key (project, version),
  foreign key (organisation, project) references project (organisation, id) on delete cascade);
select tenant_table('guideline');
select append_only('guideline');
