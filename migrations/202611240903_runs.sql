-- What must be done and what has been done. Delivery, retry, heartbeat and cron belong to pg-boss; these tables never schedule.
create schema if not exists run;
grant usage on schema run to feedstock_app, feedstock_scheduler;

create table run.tenant (
  organisation uuid primary key,
  slots int not null default 64 check (slots > 0));

create table run.run (
  id uuid primary key,
  organisation uuid not null references run.tenant,
  project uuid,
  kind text not null,
  version int not null,
  title jsonb not null,
  spec jsonb not null,
  state text not null check (state in ('running', 'paused', 'cancelling', 'cancelled', 'failed', 'done')),
  weight int not null default 1,
  max_dead int not null default 0,
  failure jsonb,
  result jsonb,
  started_by uuid not null,
  created_at timestamptz not null,
  ended_at timestamptz);
create index run_recent on run.run (organisation, created_at desc);
create index run_live on run.run (organisation) where state in ('running', 'paused', 'cancelling');

create table run.stage (
  organisation uuid not null,
  run uuid not null references run.run on delete cascade,
  no int not null,
  name text not null,
  state text not null check (state in ('waiting', 'open', 'done')),
  total int not null,
  done int not null default 0,
  dead int not null default 0,
  sent int not null default 0,
  items int not null default 0,
  primary key (run, no));
create index stage_open on run.stage (run) where state = 'open';

create table run.shard (
  organisation uuid not null,
  run uuid not null,
  stage int not null,
  no int not null,
  state text not null check (state in ('ready', 'sent', 'done', 'dead')),
  job uuid,
  input jsonb,
  output jsonb,
  error jsonb,
  ended_at timestamptz,
  primary key (run, stage, no),
  foreign key (run, stage) references run.stage on delete cascade);
create index shard_ready on run.shard (run, stage, no) where state = 'ready';
create index shard_sent on run.shard (job) where state = 'sent';

-- One thing that went wrong with one place of the input; a run ends with a report, never with a shrug.
create table run.problem (
  id bigint generated always as identity primary key,
  organisation uuid not null,
  run uuid not null references run.run on delete cascade,
  file text,
  line int,
  field text,
  code text not null,
  parameters jsonb not null,
  warning boolean not null,
  at timestamptz not null default now());
create index problem_run on run.problem (run, id);

do $$ declare t text; begin
  foreach t in array array['run.tenant', 'run.run', 'run.stage', 'run.shard', 'run.problem'] loop
    perform feedstock.tenant_table(t::regclass);
    -- The one role that may cross tenants, on run.* alone.
    execute format('create policy scheduler on %s to feedstock_scheduler using (true) with check (true)', t);
    execute format('grant select, insert, update, delete on %s to feedstock_scheduler', t);
  end loop;
end $$;
select feedstock.state_machine('run.run', array['running>paused', 'paused>running', 'running>cancelling', 'paused>cancelling', 'cancelling>cancelled', 'running>failed', 'running>done']);
select feedstock.state_machine('run.stage', array['waiting>open', 'open>done', 'waiting>done']);
select feedstock.state_machine('run.shard', array['ready>sent', 'sent>ready', 'sent>done', 'sent>dead', 'dead>ready']);
