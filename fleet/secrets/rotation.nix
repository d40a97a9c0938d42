# When each secret was last replaced, and after how many days it is to be replaced again.
# `owner` is the feature that reads it: where to look for what breaks. After rotating a secret, set `last` to that day.
{
  admin-password = {
    owner = "system.users";
    days = 180;
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
  restic-password = {
    owner = "system.backup";
    days = 365;
    last = "2025-11-01";
  };
}
