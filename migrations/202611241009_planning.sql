-- Questions that park a task, work that is handed out and moved, priorities, and the active minutes of each assignment.
set local search_path = feedstock;

alter table batch
  -- Higher is claimed first; then the nearer deadline, then the number.
  add column priority int not null default 0 check (priority between -100 and 100),
  -- What a person may have in hand at once, in reserved minutes: one working day.
  add column day_minutes int not null default 480 check (day_minutes between 1 and 1440);

alter table task
  -- After the answer the task waits so long for the person who parked it.
  add column reserved_for uuid,
  add column reserved_until timestamptz,
  add constraint task_reserved_check check ((reserved_for is null) = (reserved_until is null));

alter table assignment
  -- Seconds at work, told by the workbench without idle time and never more than the clock allows.
  add column active_seconds int not null default 0 check (active_seconds >= 0),
  add column beat_at timestamptz,
  -- The assignment of somebody else whose work this one goes on with.
  add column follows uuid references assignment (id);
create index assignment_batch on assignment (batch, person, step);

alter table question
  add column category text not null default 'guideline' check (category in ('guideline', 'unclear', 'data', 'tool', 'other')),
  add column shape uuid,
  -- The assignment from which it was asked, and whether its task rests until the answer.
  add column assignment uuid,
  add column parks boolean not null default false;
create index question_parking on question (task) where parks and state = 'open';
