-- Tenancy, append-only tables and state machines: the three rules that every later table leans on.
set local search_path = feedstock;

create function current_organisation() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('app.organisation', true), '')::uuid $$;
create function current_account() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('app.account', true), '')::uuid $$;
-- SHA-256 (hex) of the secret that the caller presented: a row that is found by its secret is visible to whoever holds it.
create function current_secret() returns text language sql stable parallel safe
  as $$ select nullif(current_setting('app.secret', true), '') $$;

-- The one helper that puts a table under its organisation. `also` widens reading, never writing.
create function tenant_table(t regclass, also text default null) returns void language plpgsql as $$
begin
  execute format('alter table %s enable row level security', t);
  execute format('alter table %s force row level security', t);
  execute format('create policy tenant on %s using (organisation = feedstock.current_organisation()) with check (organisation = feedstock.current_organisation())', t);
  if also is not null then execute format('create policy also on %s for select using (%s)', t, also); end if;
  execute format('grant select, insert, update, delete on %s to feedstock_app', t);
end $$;

-- A scratch organisation (a self-test's) may be purged whole; nothing else ever leaves an append-only table.
create function refuse_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and current_setting('app.purge', true) = old.organisation::text
    and exists (select from feedstock.organisation o where o.organisation = old.organisation and o.scratch) then return old; end if;
  raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end $$;

-- What was said stays said: rows can be added, not changed, not removed.
create function append_only(t regclass) returns void language plpgsql as $$
begin
  execute format('revoke update, delete, truncate on %s from feedstock_app', t);
  execute format('create trigger append_only before update or delete on %s for each row execute function feedstock.refuse_change()', t);
end $$;

create function refuse_transition() returns trigger language plpgsql as $$
begin
  if new.state is distinct from old.state and not (old.state || '>' || new.state = any (tg_argv)) then
    raise exception '% cannot go from % to %', tg_table_name, old.state, new.state using errcode = 'check_violation';
  end if;
  return new;
end $$;

-- The state machine of a table: the legal moves, as 'from>to'. The pure model says the same; this is the last line.
create function state_machine(t regclass, moves text[]) returns void language plpgsql as $$
begin
  execute format('create trigger state_machine before update of state on %s for each row execute function feedstock.refuse_transition(%s)',
    t, (select string_agg(quote_literal(m), ', ') from unnest(moves) m));
end $$;

grant usage on schema feedstock to feedstock_app, feedstock_scheduler;
