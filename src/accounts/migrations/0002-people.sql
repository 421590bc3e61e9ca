-- Who may ask. An account belongs to one workspace: nobody reaches a second one with it.
create table people (
  id text primary key,
  workspace_id text not null references workspaces on delete cascade,
  -- Lower case, as it is looked up.
  email text not null,
  name text not null,
  role text not null check (role in ('owner', 'administrator', 'analyst', 'reader')),
  password_hash text not null,
  created_at text not null,
  disabled_at text,
  -- The second factor's secret; it is asked for once a first code was right.
  sealed_totp text,
  totp_confirmed_at text,
  -- The last half minute whose code was used: a code works once.
  totp_last_step integer,
  unique (workspace_id, email),
  check (totp_confirmed_at is null or sealed_totp is not null)
) strict;

-- Tokens of every kind are 256 random bits, and only their hash is here.
create table sessions (
  id text primary key,
  workspace_id text not null references workspaces on delete cascade,
  person_id text not null references people on delete cascade,
  token_hash text not null unique,
  created_at text not null,
  last_used_at text not null,
  expires_at text not null,
  address text,
  user_agent text
) strict;

create index sessions_of_person on sessions (person_id);

-- Links and tokens that work once: the set-up, an invitation, a forgotten password.
create table one_time_tokens (
  token_hash text primary key,
  workspace_id text not null references workspaces on delete cascade,
  purpose text not null check (purpose in ('set-up', 'invitation', 'password')),
  person_id text references people on delete cascade,
  email text,
  role text,
  created_at text not null,
  expires_at text not null,
  used_at text
) strict;

create table recovery_codes (
  code_hash text primary key,
  person_id text not null references people on delete cascade,
  used_at text
) strict;

create table api_tokens (
  id text primary key,
  workspace_id text not null references workspaces on delete cascade,
  name text not null,
  -- The first characters, to tell one from another.
  prefix text not null,
  token_hash text not null unique,
  -- Words with spaces between: read run admin.
  scopes text not null,
  -- A token dies with the account of whoever made it; null for one made on the command line.
  created_by text references people on delete cascade,
  created_at text not null,
  expires_at text,
  last_used_at text
) strict;

-- Tries of the last minutes. A bucket is the hash of what is counted together.
create table sign_in_tries (
  id text primary key,
  bucket text not null,
  tried_at text not null
) strict;

create index sign_in_tries_of_bucket on sign_in_tries (bucket, tried_at);
