-- Real production: workflows as data, arbitration, dispatch, questions; delivery to the client, appeals, gold.
set local search_path = feedstock;

-- Named workflows of a project. A batch takes a copy: a later version changes nothing that has begun.
create table workflow (
  organisation uuid not null,
  project uuid not null,
  name text not null check (length(name) between 1 and 100),
  version int not null,
  document jsonb not null,
  created_by uuid not null,
  created_at timestamptz not null,
  primary key (project, name, version),
  foreign key (organisation, project) references project (organisation, id) on delete cascade);
select tenant_table('workflow');
select append_only('workflow');

alter table batch drop constraint batch_review_check;
alter table batch add constraint batch_review_check check (review in ('all', 'sample', 'none'));
alter table batch
  -- What the batch takes from its workflow; `overlap` and `review` say the same for the queries that need only them.
  add column workflow jsonb,
  add column dispatch text not null default 'queue' check (dispatch in ('queue', 'hand', 'rule')),
  add column dispatch_rule jsonb,
  add column due_at timestamptz,
  -- Tasks of one step that one person may have of this batch, done and held together.
  add column quota int check (quota > 0),
  -- Minutes that are reserved for each task (GB/T 45654-2025: enough time per task).
  add column reserve_minutes numeric(8, 2) check (reserve_minutes > 0),
  add column gold_percent numeric(5, 2) not null default 0 check (gold_percent between 0 and 50),
  add column delivered_at timestamptz,
  add column client_rounds int not null default 0;
update batch set workflow = jsonb_build_object(
  'annotate', jsonb_build_object('party', null, 'overlap', overlap, 'extend', null),
  'review', case review when 'all' then jsonb_build_object('party', null, 'percent', 100) end,
  'arbitrate', null, 'client', null);
alter table batch alter column workflow set not null;

alter table task
  -- Seats of the annotate step: the batch's overlap, or more once readers disagreed.
  add column overlap int,
  -- Drawn for review when the batch reviews a sample; null where the batch does not draw.
  add column drawn boolean,
  add column arbitrable boolean not null default false,
  -- Mean pairwise agreement of the blind annotations, 0 to 1; null until it is measured.
  add column agreement numeric(6, 5),
  -- A known answer is mixed in unseen; names the gold item.
  add column gold uuid;
update task t set overlap = b.overlap from batch b where b.id = t.batch;
alter table task alter column overlap set not null;
create index task_arbitrable on task (batch, number) where arbitrable;

alter table assignment drop constraint assignment_step_check;
alter table assignment add constraint assignment_step_check check (step in ('annotate', 'review', 'arbitrate'));
-- Who sent the work to the person; null when they claimed it themselves.
alter table assignment add column dispatched_by uuid;

-- The arbiter's last word on a task on which readers disagree or a reviewer is disputed (GB/T 45674-2025 7.3 c).
create table ruling (
  id uuid primary key,
  organisation uuid not null,
  task uuid not null,
  assignment uuid not null,
  arbiter uuid not null,
  verdict text not null check (verdict in ('choose', 'correct', 'redo', 'discard')),
  annotation uuid,
  revision int,
  reason text not null check (length(reason) > 0),
  at timestamptz not null,
  foreign key (organisation, task) references task (organisation, id) on delete cascade,
  foreign key (organisation, annotation) references annotation (organisation, id) on delete cascade);
create index ruling_task on ruling (task, at);
select tenant_table('ruling');
select append_only('ruling');

-- The question board: asked about the rules or about one task, answered for everybody.
create table question (
  id uuid primary key,
  organisation uuid not null,
  project uuid not null,
  number int not null,
  batch uuid,
  task uuid,
  class text,
  title text not null check (length(title) between 1 and 300),
  state text not null check (state in ('open', 'answered', 'closed')),
  asked_by uuid not null,
  created_at timestamptz not null,
  answered_at timestamptz,
  unique (organisation, id),
  unique (project, number),
  foreign key (organisation, project) references project (organisation, id) on delete cascade);
create index question_project on question (organisation, project, state, created_at desc);
create index question_task on question (task) where task is not null;
select tenant_table('question');
select state_machine('question', array['open>answered', 'answered>open', 'answered>closed', 'open>closed', 'closed>open']);
create table question_post (
  id uuid primary key,
  organisation uuid not null,
  question uuid not null,
  author uuid not null,
  -- The first post is the question itself; an answer is what the project goes by.
  kind text not null check (kind in ('question', 'comment', 'answer')),
  body text not null check (length(body) between 1 and 20000),
  at timestamptz not null,
  foreign key (organisation, question) references question (organisation, id) on delete cascade);
create index question_post_question on question_post (question, at);
select tenant_table('question_post');
select append_only('question_post');

-- One delivery of a batch to its client, and what the client said.
create table delivery (
  id uuid primary key,
  organisation uuid not null,
  project uuid not null,
  batch uuid not null,
  round int not null,
  state text not null check (state in ('delivered', 'accepted', 'rework')),
  tasks int not null,
  report jsonb not null,
  note text not null,
  delivered_by uuid not null,
  delivered_at timestamptz not null,
  decided_by uuid,
  decided_at timestamptz,
  reason text,
  unique (organisation, id),
  unique (batch, round),
  foreign key (organisation, batch) references batch (organisation, id) on delete cascade);
select tenant_table('delivery');
select state_machine('delivery', array['delivered>accepted', 'delivered>rework']);

-- The author of returned work says that the reviewer is wrong; an arbiter decides.
create table appeal (
  id uuid primary key,
  organisation uuid not null,
  project uuid not null,
  task uuid not null,
  assignment uuid not null,
  review uuid not null,
  raised_by uuid not null,
  reason text not null check (length(reason) between 1 and 5000),
  state text not null check (state in ('open', 'upheld', 'rejected')),
  decided_by uuid,
  decision text,
  created_at timestamptz not null,
  decided_at timestamptz,
  unique (organisation, review),
  foreign key (organisation, task) references task (organisation, id) on delete cascade);
create index appeal_open on appeal (organisation, project) where state = 'open';
select tenant_table('appeal');
select state_machine('appeal', array['open>upheld', 'open>rejected']);

-- Where in the asset the defect is, in the coordinates of its modality; it also stands where no shape is.
alter table defect add column slot text, add column pin jsonb, add column delivery uuid;

-- An asset with a known answer. It is mixed into batches as one more task that looks like every other.
create table gold (
  id uuid primary key,
  organisation uuid not null,
  project uuid not null,
  task uuid not null,
  annotation uuid not null,
  revision int not null,
  tolerance numeric(6, 5) not null check (tolerance between 0 and 1),
  created_by uuid not null,
  created_at timestamptz not null,
  retired_at timestamptz,
  unique (organisation, id),
  unique (project, task),
  foreign key (organisation, project) references project (organisation, id) on delete cascade,
  foreign key (organisation, task) references task (organisation, id) on delete cascade,
  foreign key (annotation, revision) references snapshot (annotation, revision));
select tenant_table('gold');
alter table task add foreign key (organisation, gold) references gold (organisation, id);
create table gold_result (
  organisation uuid not null,
  gold uuid not null,
  assignment uuid not null,
  person uuid not null,
  score numeric(6, 5) not null,
  passed boolean not null,
  detail jsonb not null,
  at timestamptz not null,
  primary key (assignment),
  foreign key (organisation, gold) references gold (organisation, id) on delete cascade,
  foreign key (organisation, assignment) references assignment (organisation, id) on delete cascade);
create index gold_result_person on gold_result (organisation, person, at desc);
select tenant_table('gold_result');
select append_only('gold_result');

-- Voiding needs a second person, unless a rule of the standard voids.
create table void_request (
  id uuid primary key,
  organisation uuid not null,
  batch uuid not null,
  reason text not null check (length(reason) > 0),
  requested_by uuid not null,
  requested_at timestamptz not null,
  state text not null check (state in ('open', 'approved', 'declined')),
  decided_by uuid,
  decided_at timestamptz,
  check (decided_by is distinct from requested_by),
  foreign key (organisation, batch) references batch (organisation, id) on delete cascade);
create unique index void_request_open on void_request (batch) where state = 'open';
select tenant_table('void_request');
select state_machine('void_request', array['open>approved', 'open>declined']);
