-- A task shows several assets in an order of its own: pairs, sequences, an image beside its text.
set local search_path = feedstock;

-- Tasks of one asset, which is all there were, have it in the first place.
alter table task_asset add column position int not null default 0 check (position >= 0);
