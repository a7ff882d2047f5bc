-- Workflows carried out: disputes, fresh readers, the draw of reviewed tasks, corrections by a ruling, rework as a state of its own.
set local search_path = feedstock;

-- Why an arbiter has to decide: the readers agree too little, or a reviewer says so. Null while nobody has to.
alter table task add column dispute text check (dispute in ('agreement', 'review'));

-- Taken from a reader by a ruling that asks for fresh ones: who it was does not read the task again.
alter table assignment add column replaced boolean not null default false;

-- Which tasks a sampling review looks at is drawn when the batch first opens: committed to then, shown once the batch is accepted.
alter table batch
  add column review_seed text,
  add column review_salt text,
  add column review_commitment text,
  add check (num_nulls(review_seed, review_salt, review_commitment) in (0, 3));

-- Returned work is done while the batch is in rework, and the batch is handed in again when the last of it is approved.
drop trigger state_machine on batch;
select state_machine('batch', array['draft>open', 'open>submitted', 'submitted>inspecting', 'submitted>open', 'inspecting>accepted', 'inspecting>rework', 'rework>submitted',
  'accepted>delivered', 'delivered>client_accepted', 'delivered>client_rework', 'client_rework>open', 'client_rework>submitted', 'client_accepted>closed',
  'draft>void', 'open>void', 'submitted>void', 'inspecting>void', 'rework>void', 'accepted>void']);

alter table review drop constraint review_verdict_check;
alter table review add constraint review_verdict_check check (verdict in ('accept', 'return', 'fix', 'dispute'));

-- A correction belongs to the review or to the ruling that made it.
alter table correction alter column review drop not null;
alter table correction add column ruling uuid, add check (num_nonnulls(review, ruling) = 1);

alter table ruling add column fresh boolean not null default false;
alter table ruling add check (not fresh or verdict = 'redo');
