-- One MSP's own corner of the product.
create table workspaces (
  id text primary key,
  slug text not null unique,
  name text not null,
  created_at text not null
) strict;

-- The key that seals a workspace's secrets, itself sealed with the key of the key file.
create table workspace_keys (
  workspace_id text primary key references workspaces on delete cascade,
  wrapped_key text not null,
  created_at text not null
) strict;

-- A workspace's way into its ConnectWise. Both keys are there or neither is.
create table connections (
  id text primary key,
  workspace_id text not null unique references workspaces on delete cascade,
  name text not null,
  site_url text not null,
  api_base text not null,
  company_id text not null,
  codebase text not null,
  client_id text not null,
  sealed_public_key text,
  sealed_private_key text,
  fingerprint text,
  server_version text,
  created_at text not null,
  updated_at text not null,
  last_test_code text,
  last_test_at text,
  check ((sealed_public_key is null) = (sealed_private_key is null)),
  check ((sealed_public_key is null) = (fingerprint is null))
) strict;

create table workspace_settings (
  workspace_id text primary key references workspaces on delete cascade,
  settings text not null check (json_valid(settings)),
  updated_at text not null
) strict;
