-- Pictures uploaded for the examples of a guideline. Assets are referred to from the document itself.
set local search_path = feedstock;

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

select guest_tables();
