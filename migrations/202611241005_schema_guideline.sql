-- Schema migrations with the work that they send back, and who has read which version of a guideline.
set local search_path = feedstock;

-- The steps by which a version came out of the one before; null for a version that was edited.
alter table label_schema add column migration jsonb;

-- Shapes whose class a person must choose anew after a split or a retirement without a successor.
create table schema_review (
  organisation uuid not null,
  project uuid not null,
  task uuid not null,
  version int not null,
  shapes int not null check (shapes > 0),
  state text not null default 'open' check (state in ('open', 'done')),
  created_at timestamptz not null,
  done_at timestamptz,
  primary key (task, version),
  check ((state = 'done') = (done_at is not null)),
  foreign key (organisation, task) references task (organisation, id) on delete cascade,
  foreign key (project, version) references label_schema (project, version) on delete cascade);
select tenant_table('schema_review');
select state_machine('schema_review', array['open>done']);
create index schema_review_open on schema_review (project, version, task) where state = 'open';

-- Who has read which version of the guideline. What was read stays read.
create table guideline_acknowledgement (
  organisation uuid not null,
  project uuid not null,
  version int not null,
  membership uuid not null,
  at timestamptz not null,
  primary key (project, membership, version),
  foreign key (organisation, project) references project (organisation, id) on delete cascade,
  foreign key (project, version) references guideline (project, version) on delete cascade,
  foreign key (organisation, membership) references membership (organisation, id) on delete cascade);
select tenant_table('guideline_acknowledgement');
select append_only('guideline_acknowledgement');

-- Whoever published a version has read it. The owner of the tables sees past row-level security only while it is not forced.
alter table guideline no force row level security;
alter table membership no force row level security;
alter table guideline_acknowledgement no force row level security;
insert into guideline_acknowledgement (organisation, project, version, membership, at)
  select organisation, project, version, created_by, created_at from guideline g
  where exists (select from membership m where m.organisation = g.organisation and m.id = g.created_by);
alter table guideline force row level security;
alter table membership force row level security;
alter table guideline_acknowledgement force row level security;

-- What a snapshot was made under: the schema version that its class ids belong to, and the guideline version that its author had
-- read (null before this was recorded). Until now no batch could change its schema version: the batch's is right for every snapshot.
alter table snapshot add column guideline_version int;
alter table snapshot add column schema_version int;
alter table snapshot no force row level security;
alter table annotation no force row level security;
alter table task no force row level security;
alter table batch no force row level security;
alter table snapshot disable trigger append_only;
update snapshot s set schema_version = b.schema_version from annotation a join task t on t.id = a.task join batch b on b.id = t.batch where a.id = s.annotation;
alter table snapshot enable trigger append_only;
alter table batch force row level security;
alter table task force row level security;
alter table annotation force row level security;
alter table snapshot force row level security;
alter table snapshot alter column schema_version set not null;
