# When each secret was last replaced, and after how many days it is to be replaced again.
# `owner` is the feature that reads it: where to look for what breaks. After rotating a secret, set `last` to that day.
{
  admin-password = {
    owner = "system.users";
    days = 180;
    last = "2025-11-01";
  };
  api-anthropic = {
    owner = "ai.anthropic";
    days = 90;
    last = "2025-11-01";
  };
  api-gemini = {
    owner = "ai.gemini";
    days = 90;
    last = "2025-11-01";
  };
  api-openai = {
    owner = "ai.openai";
    days = 90;
    last = "2025-11-01";
  };
  k3s-token = {
    owner = "virtualization.k3s-server";
    days = 365;
    last = "2025-11-01";
  };
  litellm-environment = {
    owner = "ai.litellm";
    days = 90;
    last = "2025-11-01";
  };
  nix-access-tokens = {
    owner = "nix.access-tokens";
    days = 90;
    last = "2025-11-01";
  };
  nix-builder-key = {
    owner = "nix.remote-builders";
    days = 365;
    last = "2025-11-01";
  };
  nix-cache-signing-key = {
    owner = "nix.cache-server";
    days = 730;
    last = "2025-11-01";
  };
  restic-offsite-password = {
    owner = "storage.backup-offsite";
    days = 365;
    last = "2025-11-01";
  };
  restic-offsite-repository = {
    owner = "storage.backup-offsite";
    days = 180;
    last = "2025-11-01";
  };
  restic-password = {
    owner = "system.backup";
    days = 365;
    last = "2025-11-01";
  };
  restic-server-htpasswd = {
    owner = "storage.backup-server";
    days = 180;
    last = "2025-11-01";
  };
  samba-password = {
    owner = "storage.samba";
    days = 180;
    last = "2025-11-01";
  };
  smb-credentials = {
    owner = "storage.smb-client";
    days = 180;
    last = "2025-11-01";
  };
  syncoid-key = {
    owner = "storage.zfs-replication";
    days = 365;
    last = "2025-11-01";
  };
}
