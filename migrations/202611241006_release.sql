-- Releases: what a rebuild needs is frozen with the item, rebuilds are kept with their result, notices follow a release to its holders.
set local search_path = feedstock;

-- What the rows around an item said when it was frozen: why its outcome stands, schema and guideline version, cluster, provenance, and the
-- value of the group key. Null in items frozen before this column: they are read from the live rows.
alter table release_item add column frozen jsonb;

create table release_rebuild (
  run uuid primary key,
  organisation uuid not null,
  release uuid not null,
  identical boolean not null,
  archive_sha256 text not null,
  size bigint not null,
  -- [{path, change}] of the files that differ, in the order of the archive.
  differences jsonb not null,
  by uuid,
  at timestamptz not null,
  foreign key (organisation, release) references release (organisation, id) on delete cascade);
create index release_rebuild_release on release_rebuild (organisation, release, at);
select tenant_table('release_rebuild');
select append_only('release_rebuild');

create table release_notice (
  id uuid primary key,
  organisation uuid not null,
  release uuid not null,
  kind text not null check (kind in ('revoked', 'affected')),
  reason text not null,
  note text,
  -- Assets of the release that the notice is about; all of them when it is revoked.
  assets int not null check (assets > 0),
  by uuid,
  at timestamptz not null,
  foreign key (organisation, release) references release (organisation, id) on delete cascade);
create index release_notice_release on release_notice (organisation, release, at);
select tenant_table('release_notice');
select append_only('release_notice');
