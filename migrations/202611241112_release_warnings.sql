-- What was warned of when a release was frozen. Null for those made before anybody looked.
set local search_path = feedstock;

alter table release add column warnings jsonb;
