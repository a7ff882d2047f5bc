-- Batches, tasks, assignments, duties; annotations as append-only revisions; reviews, inspections, outcomes.
set local search_path = feedstock;

create table batch (
  id uuid primary key,
  organisation uuid not null,
  project uuid not null,
  number int not null,
  name text not null,
  kind text not null check (kind in ('production', 'pilot', 'practice', 'exam')),
  state text not null check (state in ('draft', 'open', 'submitted', 'inspecting', 'accepted', 'rework', 'void', 'delivered', 'client_accepted', 'client_rework', 'closed')),
  selection uuid not null,
  schema_version int not null,
  guideline_version int not null,
  overlap int not null check (overlap between 1 and 20),
  review text not null check (review in ('all', 'none')),
  lease_minutes int not null check (lease_minutes between 1 and 10080),
  plan jsonb,
  tasks int not null default 0,
  version int not null default 1,
  created_by uuid not null,
  created_at timestamptz not null,
  unique (organisation, id),
  unique (project, number),
  foreign key (organisation, project) references project (organisation, id) on delete cascade,
  foreign key (organisation, selection) references selection (organisation, id),
  foreign key (project, schema_version) references label_schema (project, version),
  foreign key (project, guideline_version) references guideline (project, version));
select tenant_table('batch');
select state_machine('batch', array['draft>open', 'open>submitted', 'submitted>inspecting', 'submitted>open', 'inspecting>accepted', 'inspecting>rework', 'rework>open',
  'accepted>delivered', 'delivered>client_accepted', 'delivered>client_rework', 'client_rework>open', 'client_accepted>closed',
  'draft>void', 'open>void', 'submitted>void', 'inspecting>void', 'rework>void', 'accepted>void']);

create table task (
  id uuid primary key,
  organisation uuid not null,
  project uuid not null,
  batch uuid not null,
  number int not null,
  priority int not null default 0,
  -- Derived by the pure model from assignments and rulings, stored by the transaction that changes them.
  state text not null check (state in ('open', 'taken', 'submitted', 'in_review', 'approved', 'disputed', 'discarded', 'parked')),
  -- Seats of the annotate step that nobody holds yet; the claim reads only this.
  vacancies int not null,
  reviewable boolean not null default false,
  -- A coordinator's (or two skips') word that work on it rests or ends.
  set_aside text check (set_aside in ('parked', 'discarded')),
  created_at timestamptz not null,
  unique (organisation, id),
  unique (batch, number),
  foreign key (organisation, batch) references batch (organisation, id) on delete cascade);
create index task_vacant on task (batch, priority desc, number) where vacancies > 0;
create index task_reviewable on task (batch, number) where reviewable;
create index task_state on task (batch, state, number);
select tenant_table('task');

create table task_asset (
  organisation uuid not null,
  task uuid not null,
  slot text not null,
  asset uuid not null,
  cluster uuid,
  primary key (task, slot),
  foreign key (organisation, task) references task (organisation, id) on delete cascade,
  foreign key (organisation, asset) references asset (organisation, id));
create index task_asset_asset on task_asset (organisation, asset);
select tenant_table('task_asset');

create table assignment (
  id uuid primary key,
  organisation uuid not null,
  project uuid not null,
  batch uuid not null,
  task uuid not null,
  step text not null check (step in ('annotate', 'review')),
  round int not null,
  person uuid not null,
  state text not null check (state in ('held', 'submitted', 'accepted', 'returned', 'released', 'expired', 'skipped', 'void')),
  lease_until timestamptz,
  reason text,
  claimed_at timestamptz not null,
  submitted_at timestamptz,
  ended_at timestamptz,
  unique (organisation, id),
  foreign key (organisation, task) references task (organisation, id) on delete cascade,
  foreign key (organisation, person) references membership (organisation, id));
create index assignment_task on assignment (task);
create index assignment_person on assignment (organisation, person, state);
create index assignment_lease on assignment (lease_until) where state = 'held';
-- A person holds at most one live assignment of a task at one step and round.
create unique index assignment_live on assignment (task, person, step, round) where state in ('held', 'submitted', 'accepted', 'returned');
select tenant_table('assignment');
select state_machine('assignment', array['held>submitted', 'submitted>accepted', 'submitted>returned', 'returned>held', 'submitted>held', 'accepted>returned',
  'held>released', 'held>expired', 'held>skipped', 'held>void', 'submitted>void', 'accepted>void', 'returned>void', 'returned>expired']);

-- One duty per person and scope (task, batch or project, as the project says): nobody judges their own work, by key.
create table duty (
  organisation uuid not null,
  scope uuid not null,
  person uuid not null,
  duty text not null check (duty in ('annotate', 'review', 'arbitrate', 'inspect')),
  created_at timestamptz not null,
  primary key (organisation, scope, person));
select tenant_table('duty');

create table annotation (
  id uuid primary key,
  organisation uuid not null,
  task uuid not null,
  assignment uuid not null unique,
  author uuid not null,
  head int not null default 0,
  submitted_revision int,
  created_at timestamptz not null,
  unique (organisation, id),
  foreign key (organisation, task) references task (organisation, id) on delete cascade,
  foreign key (organisation, assignment) references assignment (organisation, id) on delete cascade);
create index annotation_task on annotation (task);
select tenant_table('annotation');

-- Append-only diffs {put, remove} by shape id on a named base, idempotent by the client's change id.
create table revision (
  organisation uuid not null,
  annotation uuid not null,
  number int not null,
  change uuid not null,
  base int not null,
  schema_version int not null,
  operations jsonb not null,
  reply jsonb not null,
  author uuid not null,
  at timestamptz not null,
  primary key (annotation, number),
  unique (annotation, change),
  foreign key (organisation, annotation) references annotation (organisation, id) on delete cascade);
select tenant_table('revision');
select append_only('revision');

-- The head, shape by shape: what the revisions add up to. `revision` is the one that last touched the shape.
create table shape (
  organisation uuid not null,
  annotation uuid not null,
  id uuid not null,
  kind text not null,
  version int not null,
  class text,
  question text,
  slot text not null,
  payload jsonb not null,
  attributes jsonb not null,
  origin text not null,
  z int not null,
  revision int not null,
  primary key (annotation, id),
  foreign key (organisation, annotation) references annotation (organisation, id) on delete cascade);
create index shape_class on shape (organisation, class);
select tenant_table('shape');

-- A submitted revision, frozen and named by its content: SHA-256 of the JCS form of its shapes.
create table snapshot (
  organisation uuid not null,
  annotation uuid not null,
  revision int not null,
  sha256 text not null,
  document jsonb not null,
  at timestamptz not null,
  primary key (annotation, revision),
  foreign key (organisation, annotation) references annotation (organisation, id) on delete cascade);
select tenant_table('snapshot');
select append_only('snapshot');

-- Changes that arrived after the lease was lost: kept under their author's name, never dropped.
create table kept_draft (
  organisation uuid not null,
  assignment uuid not null,
  change uuid not null,
  author uuid not null,
  operations jsonb not null,
  at timestamptz not null,
  primary key (assignment, change),
  foreign key (organisation, assignment) references assignment (organisation, id) on delete cascade);
select tenant_table('kept_draft');
select append_only('kept_draft');

create table review (
  id uuid primary key,
  organisation uuid not null,
  task uuid not null,
  assignment uuid not null,
  reviewer uuid not null,
  annotation uuid not null,
  revision int not null,
  verdict text not null check (verdict in ('accept', 'return', 'fix')),
  comment text not null,
  at timestamptz not null,
  foreign key (organisation, task) references task (organisation, id) on delete cascade,
  foreign key (organisation, annotation) references annotation (organisation, id) on delete cascade);
create index review_task on review (task, at);
select tenant_table('review');
select append_only('review');

create table defect (
  id uuid primary key,
  organisation uuid not null,
  task uuid not null,
  review uuid,
  inspection uuid,
  annotation uuid not null,
  shape uuid,
  code text not null,
  severity text not null check (severity in ('minor', 'major', 'critical')),
  note text not null,
  raised_by uuid not null,
  at timestamptz not null,
  foreign key (organisation, task) references task (organisation, id) on delete cascade);
create index defect_task on defect (task);
select tenant_table('defect');
select append_only('defect');

-- GB/T 45674-2025 8.1 f: original annotator, corrector, original content, corrected content, original time, correction time.
create table correction (
  id uuid primary key,
  organisation uuid not null,
  task uuid not null,
  review uuid not null,
  shape uuid not null,
  annotator uuid not null,
  corrector uuid not null,
  original jsonb,
  corrected jsonb,
  original_at timestamptz not null,
  corrected_at timestamptz not null,
  foreign key (organisation, task) references task (organisation, id) on delete cascade);
select tenant_table('correction');
select append_only('correction');

-- The annotation that stands for a task, and why. The newest row counts; older ones stay.
create table outcome (
  organisation uuid not null,
  task uuid not null,
  number int not null,
  why text not null check (why in ('sole', 'corrected', 'chosen', 'aggregated', 'ruled')),
  annotation uuid not null,
  revision int not null,
  sha256 text not null,
  decided_by uuid not null,
  at timestamptz not null,
  primary key (task, number),
  foreign key (organisation, task) references task (organisation, id) on delete cascade,
  foreign key (annotation, revision) references snapshot (annotation, revision));
select tenant_table('outcome');
select append_only('outcome');

-- A lot inspected by sample. The seed is committed before, revealed after: neither side can choose the sample.
create table inspection (
  id uuid primary key,
  organisation uuid not null,
  batch uuid not null,
  round int not null,
  plan jsonb not null,
  seed text not null,
  salt text not null,
  commitment text not null,
  state text not null check (state in ('committed', 'drawn', 'accepted', 'rejected')),
  inspector uuid,
  nonconforming int,
  created_at timestamptz not null,
  drawn_at timestamptz,
  ended_at timestamptz,
  unique (organisation, id),
  unique (batch, round),
  foreign key (organisation, batch) references batch (organisation, id) on delete cascade);
select tenant_table('inspection');
select state_machine('inspection', array['committed>drawn', 'drawn>accepted', 'drawn>rejected']);

create table inspection_item (
  organisation uuid not null,
  inspection uuid not null,
  ordinal int not null,
  task uuid not null,
  annotation uuid not null,
  revision int not null,
  conforms boolean,
  judged_by uuid,
  judged_at timestamptz,
  primary key (inspection, task),
  foreign key (organisation, inspection) references inspection (organisation, id) on delete cascade,
  foreign key (organisation, task) references task (organisation, id) on delete cascade);
select tenant_table('inspection_item');
