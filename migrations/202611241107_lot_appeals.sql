-- Appeals against the inspection of a lot, decided by another inspector; voiding where there is no second person.
set local search_path = feedstock;

-- Whoever produced a rejected lot says which of the inspector's defects are wrong. The other inspector decides on each.
create table lot_appeal (
  id uuid primary key,
  organisation uuid not null,
  project uuid not null,
  batch uuid not null,
  inspection uuid not null,
  raised_by uuid not null,
  -- Of the whole lot; empty where each defect has its own.
  reason text not null check (length(reason) <= 5000),
  state text not null check (state in ('open', 'upheld', 'rejected')),
  decided_by uuid,
  decision text,
  created_at timestamptz not null,
  decided_at timestamptz,
  check (decided_by is distinct from raised_by),
  check ((state = 'open') = (decided_by is null)),
  unique (organisation, id),
  foreign key (organisation, batch) references batch (organisation, id) on delete cascade,
  foreign key (organisation, inspection) references inspection (organisation, id) on delete cascade);
create index lot_appeal_inspection on lot_appeal (inspection);
create index lot_appeal_open on lot_appeal (organisation, project) where state = 'open';
select tenant_table('lot_appeal');
select state_machine('lot_appeal', array['open>upheld', 'open>rejected']);

-- A defect is appealed once.
create table lot_appeal_defect (
  organisation uuid not null,
  appeal uuid not null,
  defect uuid not null references defect (id) on delete cascade,
  task uuid not null,
  reason text not null check (length(reason) <= 5000),
  state text not null check (state in ('open', 'stands', 'overturned')),
  note text,
  primary key (defect),
  foreign key (organisation, appeal) references lot_appeal (organisation, id) on delete cascade,
  foreign key (organisation, task) references task (organisation, id) on delete cascade);
create index lot_appeal_defect_appeal on lot_appeal_defect (appeal);
select tenant_table('lot_appeal_defect');
select state_machine('lot_appeal_defect', array['open>stands', 'open>overturned']);

-- An upheld appeal may turn the plan's word, and then the commitment to a next sample is withdrawn.
alter table inspection drop constraint inspection_state_check;
alter table inspection add constraint inspection_state_check check (state in ('committed', 'drawn', 'accepted', 'rejected', 'withdrawn'));
drop trigger state_machine on inspection;
select state_machine('inspection', array['committed>drawn', 'drawn>accepted', 'drawn>rejected', 'rejected>accepted', 'committed>withdrawn']);

-- The lot is judged again: from rework, or from void where a rule of the standard voided it. What people voided stays void.
drop trigger state_machine on batch;
select state_machine('batch', array['draft>open', 'open>submitted', 'submitted>inspecting', 'submitted>open', 'inspecting>accepted', 'inspecting>rework', 'rework>submitted',
  'accepted>delivered', 'delivered>client_accepted', 'delivered>client_rework', 'client_rework>open', 'client_rework>submitted', 'client_accepted>closed',
  'draft>void', 'open>void', 'submitted>void', 'inspecting>void', 'rework>void', 'accepted>void', 'rework>inspecting', 'void>inspecting']);
create function refuse_reinstatement() returns trigger language plpgsql as $$
begin
  if old.state = 'void' and new.state = 'inspecting' and old.void_rule is null then
    raise exception 'batch was voided by people and stays void' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger reinstatement before update of state on batch for each row execute function refuse_reinstatement();

-- Who judged a lot has the duty of its inspection, and so never decides on an appeal against it.
alter table inspection no force row level security;
alter table inspection_item no force row level security;
alter table duty no force row level security;
insert into duty (organisation, scope, person, duty, created_at)
  select organisation, inspection, judged_by, 'inspect', min(judged_at) from inspection_item where judged_by is not null group by 1, 2, 3
  on conflict do nothing;
insert into duty (organisation, scope, person, duty, created_at)
  select organisation, id, inspector, 'inspect', drawn_at from inspection where inspector is not null
  on conflict do nothing;
alter table inspection force row level security;
alter table inspection_item force row level security;
alter table duty force row level security;

-- Where nobody else could decide, whoever asked confirms the request themselves after a wait.
alter table void_request
  drop constraint void_request_check,
  add column alone boolean not null default false,
  add constraint void_request_check check (decided_by is distinct from requested_by or (alone and (state = 'declined' or decided_at >= requested_at + interval '24 hours')));

select guest_tables();
