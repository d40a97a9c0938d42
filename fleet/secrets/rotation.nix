# When each secret was last replaced, and after how many days it is to be replaced again.
# `owner` is the feature that reads it: where to look for what breaks. After rotating a secret, set `last` to that day.
{
  admin-password = {
    owner = "system.users";
    days = 180;
    last = "2025-11-01";
  };
  alertmanager-receiver = {
    owner = "monitoring.alertmanager";
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
  cloudflared-tunnel = {
    owner = "network.cloudflared";
    days = 365;
    last = "2025-11-01";
  };
  ddns-password = {
    owner = "network.ddns";
    days = 365;
    last = "2025-11-01";
  };
  grafana-admin = {
    owner = "monitoring.grafana";
    days = 180;
    last = "2025-11-01";
  };
  grafana-secret-key = {
    owner = "monitoring.grafana";
    days = 365;
    last = "2025-11-01";
  };
  heartbeat-url = {
    owner = "monitoring.heartbeat";
    days = 365;
    last = "2025-11-01";
  };
  k3s-token = {
    owner = "virtualization.k3s-server";
    days = 365;
    last = "2025-11-01";
  };
  kavita-token-key = {
    owner = "media.kavita";
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
  ntfy-accounts = {
    owner = "monitoring.ntfy";
    days = 180;
    last = "2025-11-01";
  };
  nzbget-control-password = {
    owner = "media.nzbget";
    days = 180;
    last = "2025-11-01";
  };
  radarr-api-key = {
    owner = "media.metrics";
    days = 365;
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
  sonarr-api-key = {
    owner = "media.metrics";
    days = 365;
    last = "2025-11-01";
  };
  syncoid-key = {
    owner = "storage.zfs-replication";
    days = 365;
    last = "2025-11-01";
  };
  tailscale-api-key = {
    owner = "network.tailscale-acl";
    days = 90;
    last = "2025-11-01";
  };
  tailscale-auth-key = {
    owner = "network.tailscale";
    days = 90;
    last = "2025-11-01";
  };
  transmission-credentials = {
    owner = "media.transmission";
    days = 180;
    last = "2025-11-01";
  };
  ups-monitor = {
    owner = "hardware.ups";
    days = 365;
    last = "2025-11-01";
  };
  wireguard-key = {
    owner = "network.wireguard";
    days = 365;
    last = "2025-11-01";
  };
}
