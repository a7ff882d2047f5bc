-- A backup reads every tenant at once, as the owner of the tables and only while it says so. An owner without superuser rights is bound
-- by forced row-level security like everybody; without this it would see, and back up, nothing.
set local search_path = feedstock;

create function backup_table(t regclass) returns void language plpgsql as $$
begin
  execute format('create policy backup on %s for select to %I using (current_setting(''app.backup'', true) = ''on'')', t, current_user);
end $$;

-- As before, and readable by the owner's backup.
create or replace function tenant_table(t regclass, also text default null) returns void language plpgsql as $$
begin
  execute format('alter table %s enable row level security', t);
  execute format('alter table %s force row level security', t);
  execute format('create policy tenant on %s using (organisation = feedstock.current_organisation()) with check (organisation = feedstock.current_organisation())', t);
  if also is not null then execute format('create policy also on %s for select using (%s)', t, also); end if;
  perform feedstock.backup_table(t);
  execute format('grant select, insert, update, delete on %s to feedstock_app', t);
end $$;

do $$ declare t regclass; begin
  for t in select c.oid from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname in ('feedstock', 'run') and c.relkind = 'r' and c.relforcerowsecurity order by c.oid loop
    perform feedstock.backup_table(t);
  end loop;
end $$;
