-- Sealed journal: entries get their place in the order of commits to come, and blocks of them are chained and signed afterwards.
set local search_path = feedstock;

-- A place is handed out only after the transaction has its number: whoever knows that all transactions up to a number have ended
-- knows that no entry can appear any more at or below the places handed out before it (docs/adr/0017).
do $$
declare last bigint;
begin
  execute format('select case when is_called then last_value else last_value - 1 end from %s', pg_get_serial_sequence('feedstock.journal', 'id')) into last;
  alter table journal alter column id drop identity;
  execute format('create sequence journal_place as bigint minvalue 0 start %s owned by journal.id', last + 1);
end $$;
grant select, usage on sequence journal_place to feedstock_app, feedstock_scheduler;

create function take_place() returns trigger language plpgsql as $$
begin
  new.txid := pg_current_xact_id();
  new.id := nextval('feedstock.journal_place');
  return new;
end $$;
-- A restored entry brings its place with it.
create trigger take_place before insert on journal for each row when (new.id is null) execute function take_place();

create index journal_project on journal (organisation, project, id);
create index journal_account on journal (organisation, account, id);

-- One block of the chain: the entries of an organisation in (above, through]. `leaves` are their SHA-256, 32 bytes each, in the order
-- of `ids`: they say which entry of a block was changed, and stand for entries that an export withholds.
create table journal_seal (
  organisation uuid not null,
  number bigint not null check (number > 0),
  above bigint not null,
  through bigint not null,
  first_id bigint not null,
  last_id bigint not null,
  count int not null check (count > 0),
  ids bigint[] not null,
  leaves bytea not null,
  digest text not null,
  previous text,
  hash text not null,
  at timestamptz not null,
  public_key text not null,
  signature text not null,
  primary key (organisation, number),
  check (above < first_id and first_id <= last_id and last_id <= through and cardinality(ids) = count and length(leaves) = 32 * count),
  check ((number = 1) = (previous is null)));
create unique index journal_seal_through on journal_seal (organisation, through);
select tenant_table('journal_seal');
select append_only('journal_seal');

-- The scheduler learns where something waits to be sealed: places, no content.
create policy scheduler on journal for select to feedstock_scheduler using (true);
create policy scheduler on journal_seal for select to feedstock_scheduler using (true);
grant select (organisation, id) on journal to feedstock_scheduler;
grant select (organisation, through) on journal_seal to feedstock_scheduler;

-- Runs: a failed one may go on with what failed; items per part, for the pace; how much an organisation has been given so far.
drop trigger state_machine on run.run;
select state_machine('run.run', array['running>paused', 'paused>running', 'running>cancelling', 'paused>cancelling', 'cancelling>cancelled', 'running>failed', 'running>done', 'failed>running']);
alter table run.shard add column items int not null default 0;
alter table run.tenant add column served int not null default 0;
alter table run.run add constraint run_weight check (weight between 1 and 100);
