-- Who did what, when, from where. Rows are added at the end and never touched again: each one's hash
-- covers the row before it. No reference to workspaces: the log outlives what it tells of.
create table audit_log (
  id integer primary key,
  at text not null,
  workspace_id text,
  actor text not null,
  action text not null,
  subject text,
  detail text,
  address text,
  -- Unique: the chain cannot fork, whatever the engine's isolation is.
  previous_hash text not null unique,
  hash text not null unique
) strict;

create index audit_log_by_action on audit_log (action, id);

create trigger audit_log_is_not_changed before update on audit_log begin
  select raise(abort, 'the audit log is append-only');
end;

create trigger audit_log_is_not_shortened before delete on audit_log begin
  select raise(abort, 'the audit log is append-only');
end;

-- `insert or replace` deletes without asking the trigger above.
create trigger audit_log_grows_at_its_end before insert on audit_log
when new.id is not (select coalesce(max(id), 0) + 1 from audit_log) begin
  select raise(abort, 'the audit log is append-only');
end;
