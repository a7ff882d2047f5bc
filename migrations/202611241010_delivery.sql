-- Defects by two families of codes, voiding by request or by rule, appeals that restore work, gold tasks beside the deliverable ones.
set local search_path = feedstock;

alter table batch
  -- Rounds after which a coordinator is told that work keeps coming back.
  add column return_limit int not null default 3 check (return_limit between 1 and 20),
  -- How long the author of returned work may appeal, in hours.
  add column appeal_hours int not null default 72 check (appeal_hours between 0 and 8760),
  -- Safety data: more than 5 % of inspected items failing voids the batch (GB/T 45674-2025 8.3 c).
  add column safety boolean not null default false,
  -- Of `tasks`, how many have a known answer and are not delivered.
  add column gold_tasks int not null default 0 check (gold_tasks >= 0),
  add column void_reason text,
  add column void_rule text check (void_rule in ('illegal-content', 'safety-share')),
  add check (gold_tasks < tasks or gold_tasks = 0);

-- An upheld appeal lets returned work stand, or hands it in again.
drop trigger state_machine on assignment;
select state_machine('assignment', array['held>submitted', 'submitted>accepted', 'submitted>returned', 'returned>held', 'submitted>held', 'accepted>returned',
  'held>released', 'held>expired', 'held>skipped', 'held>void', 'submitted>void', 'accepted>void', 'returned>void', 'returned>expired', 'returned>accepted', 'returned>submitted']);

-- The five counts and two more; P and R are the prompt and response defects of GB/T 45674-2025 8.2 e, f.
alter table defect add constraint defect_code_check check (code in ('missed', 'wrong-class', 'offset', 'duplicate', 'extra', 'attribute', 'illegal-content', 'P1', 'P2', 'R1', 'R2', 'R3', 'R4', 'R5', 'R6'));
create index defect_review on defect (review) where review is not null;
create index defect_inspection on defect (inspection) where inspection is not null;
create index defect_delivery on defect (delivery) where delivery is not null;

create index task_gold on task (gold) where gold is not null;
create index correction_task on correction (task, corrected_at);
-- Taken back and handed in again, work is scored again; the newest score counts.
alter table gold_result drop constraint gold_result_pkey, add primary key (assignment, at);
create index gold_result_gold on gold_result (gold);

-- What was handed over: the outcome of each task, as it stood.
create table delivery_item (
  organisation uuid not null,
  delivery uuid not null,
  task uuid not null,
  annotation uuid not null,
  revision int not null,
  sha256 text not null,
  primary key (delivery, task),
  foreign key (organisation, delivery) references delivery (organisation, id) on delete cascade,
  foreign key (organisation, task) references task (organisation, id) on delete cascade,
  foreign key (annotation, revision) references snapshot (annotation, revision));
select tenant_table('delivery_item');
select append_only('delivery_item');
