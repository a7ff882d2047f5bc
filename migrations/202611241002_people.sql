-- Teams; a base that groups organisations; tokens for projects; second factor, outside sign-in, throttle of sign-ins; withdrawn invitations.
set local search_path = feedstock;

create table team (
  id uuid primary key,
  organisation uuid not null references organisation on delete cascade,
  name text not null check (length(name) between 1 and 200),
  created_at timestamptz not null,
  archived_at timestamptz,
  unique (organisation, id));
create unique index team_name on team (organisation, lower(name)) where archived_at is null;
select tenant_table('team');

create table team_member (
  organisation uuid not null,
  team uuid not null,
  membership uuid not null,
  lead boolean not null default false,
  primary key (team, membership),
  foreign key (organisation, team) references team (organisation, id) on delete cascade,
  foreign key (organisation, membership) references membership (organisation, id) on delete cascade);
create index team_member_membership on team_member (organisation, membership);
select tenant_table('team_member');

-- The row is the base's. The member reads it too, and whoever holds the secret of an open invitation; names are those at the time of joining.
create table base_link (
  id uuid primary key,
  organisation uuid not null references organisation on delete cascade,
  organisation_name text not null,
  member uuid references organisation on delete cascade,
  member_name text,
  state text not null check (state in ('invited', 'active', 'ended')),
  secret_hash text not null unique,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  accepted_at timestamptz,
  ended_at timestamptz,
  check (member is distinct from organisation),
  check (state <> 'active' or member is not null));
create unique index base_link_active on base_link (organisation, member) where state = 'active';
create index base_link_member on base_link (member);
select tenant_table('base_link', 'member = feedstock.current_organisation() or secret_hash = feedstock.current_secret()');
select state_machine('base_link', array['invited>active', 'invited>ended', 'active>ended']);

-- What a base sees of its members: one row of numbers per active link, nothing else. It counts as each member in turn, so that neither
-- a bypass of the policies nor their absence changes what is counted, and gives the caller its own organisation back.
create function base_figures() returns table (link uuid, people bigint, projects bigint, tasks_approved bigint, items_released bigint, bytes_held bigint)
language plpgsql security definer set search_path = feedstock as $$
declare asking uuid := current_organisation(); l record;
begin
  for l in select b.id, b.member from base_link b where b.organisation = asking and b.state = 'active' order by b.member_name, b.id loop
    perform set_config('app.organisation', l.member::text, true);
    link := l.id;
    select count(*) into people from membership m join account a on a.id = m.account where m.organisation = l.member and m.state = 'active' and not m.guest and a.kind = 'person' and a.disabled_at is null;
    select count(*) into projects from project p where p.organisation = l.member and p.archived_at is null;
    select count(*) into tasks_approved from task t where t.organisation = l.member and t.state = 'approved';
    select coalesce(sum(r.items), 0) into items_released from release r where r.organisation = l.member and r.state = 'ready';
    select coalesce(sum(b.size), 0) into bytes_held from blob b where b.organisation = l.member;
    perform set_config('app.organisation', asking::text, true);
    return next;
  end loop;
end $$;
revoke all on function base_figures() from public;
grant execute on function base_figures() to feedstock_app;

-- A token may count in some projects only; null: wherever its owner's roles hold.
alter table api_token add column projects uuid[];
alter table invitation add column withdrawn_at timestamptz;
alter table organisation add column require_totp boolean not null default false;

-- Like accounts and sessions, what follows belongs to people and stands outside the tenants.

-- RFC 6238. The shared secret is sealed with a key that the database does not hold; `last_step` is the newest code that was taken.
create table second_factor (
  account uuid primary key references account on delete cascade,
  sealed_secret text not null,
  last_step bigint not null default -1,
  created_at timestamptz not null,
  confirmed_at timestamptz);
create table recovery_code (
  account uuid not null references account on delete cascade,
  code_hash text not null,
  used_at timestamptz,
  primary key (account, code_hash));
-- Between the password and the code.
create table sign_in_challenge (
  id uuid primary key,
  account uuid not null references account on delete cascade,
  secret_hash text not null unique,
  created_at timestamptz not null,
  expires_at timestamptz not null);
create index sign_in_challenge_account on sign_in_challenge (account);

create table external_login (
  provider text not null,
  subject text not null,
  account uuid not null references account on delete cascade,
  email text,
  created_at timestamptz not null,
  used_at timestamptz not null,
  primary key (provider, subject));
create unique index external_login_account on external_login (account, provider);

-- Failed attempts by login, by address and by account, shared by all servers. The key is a digest: it names nobody.
create table sign_in_throttle (
  key text primary key,
  failures int not null,
  failed_at timestamptz not null,
  blocked_until timestamptz);
create index sign_in_throttle_age on sign_in_throttle (failed_at);

grant select, insert, update, delete on second_factor, recovery_code, sign_in_challenge, external_login, sign_in_throttle to feedstock_app;
