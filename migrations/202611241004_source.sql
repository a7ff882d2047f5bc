-- Uploads that arrive in pieces.
set local search_path = feedstock;

-- When the file was changed last, as its owner's system says: with path and size enough to tell that it need not be sent again.
alter table upload add column modified_at timestamptz;

-- One large file on its way: what has arrived lies in the blob store, by offset.
create table upload_session (
  id uuid primary key,
  organisation uuid not null,
  dataset uuid not null,
  name text not null,
  size bigint not null check (size >= 0),
  modified_at timestamptz,
  received bigint not null default 0 check (received between 0 and size),
  upload uuid,
  created_by uuid not null,
  created_at timestamptz not null,
  touched_at timestamptz not null,
  foreign key (organisation, dataset) references dataset (organisation, id) on delete cascade);
create index upload_session_dataset on upload_session (organisation, dataset, name);
select tenant_table('upload_session');
