-- Counts the saves: who saves over a version that is no longer there is told so.
alter table connections add column version integer not null default 1;
alter table workspace_settings add column version integer not null default 1;

-- Why nobody asks ConnectWise by schedule any more; null while the schedule goes on.
alter table connections add column paused_because text;
alter table connections add column paused_at text;

-- Set when the keys are gone and the data stayed: whose data it is must not be forgotten.
alter table connections add column disconnected_at text;
