-- Links with which a client hands over its keys: once, until a day, unless revoked before.
create table intake_links (
  id text primary key,
  workspace_id text not null references workspaces on delete cascade,
  -- 256 random bits, and only their hash is here.
  token_hash text not null unique,
  client_name text not null,
  email text,
  note text,
  asked_by text not null,
  asked_by_email text,
  created_at text not null,
  expires_at text not null,
  -- How often values were handed in; whoever holds the link may not try for ever.
  tries integer not null default 0,
  used_at text,
  revoked_at text,
  last_test_code text
) strict;

create index intake_links_of_workspace on intake_links (workspace_id, created_at);
