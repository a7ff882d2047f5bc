-- Examples of guidelines; runs that are taken up again.
set local search_path = feedstock;

-- Pictures uploaded for the examples of a guideline. Assets are referred to from the document itself.
create table guideline_picture (
  organisation uuid not null,
  project uuid not null,
  sha256 text not null,
  media_type text not null check (media_type in ('image/png', 'image/jpeg', 'image/webp')),
  size int not null check (size > 0),
  created_by uuid not null,
  created_at timestamptz not null,
  primary key (project, sha256),
  foreign key (organisation, project) references project (organisation, id) on delete cascade);
select tenant_table('guideline_picture');
select append_only('guideline_picture');

-- A run that ended without some of its parts may go on with these, and a release whose building failed may be built after all.
drop trigger state_machine on run.run;
select state_machine('run.run', array['running>paused', 'paused>running', 'running>cancelling', 'paused>cancelling', 'cancelling>cancelled', 'running>failed', 'running>done', 'failed>running', 'done>running']);
drop trigger state_machine on run.stage;
select state_machine('run.stage', array['waiting>open', 'open>done', 'waiting>done', 'done>open']);
drop trigger state_machine on release;
select state_machine('release', array['building>ready', 'building>failed', 'failed>building', 'ready>withdrawn']);

select guest_tables();
