# Who can read which secret, in agenix's own format: run `agenix -e NAME.age` in this folder.
#
# The keys below were made as samples, and their private halves thrown away: README.md says how to put your own in.
# The last word of a host's key names the host, as ssh-keygen writes it; modules/secrets.nix goes by it.
let
  # People who edit secrets.
  admin = "age1euxu6srhlj9gdnjtmxeuh4nfzgqr8fyhsjuvsdfswaqyc8kugv3qsrheg2";

  # Hosts: the line of /etc/ssh/ssh_host_ed25519_key.pub on each.
  dex5550 = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFbRVU17arzUJyXpOkeZpsTFATKRgsu4jUgRi974ykGS root@dex5550";
  hp = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBwqiISh/Xg2yM7JvMfiLgZrSkDRFGRDO5eBd+ZrejH7 root@hp";
  p510 = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKOerSM0gEYPIU39TXBhG7zd06rAZwuHM9DrS7o0rWrp root@p510";
  p620 = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAILwCfnKXL5VyaaQhVmyhQSAo6Z1tC6mqwkETDJqWchpp root@p620";
  razer = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAILnIg+6+zbYzcxNHm+Sp/C56D08NVGzX9OvRTSSUQ7yS root@razer";
  samsung = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIF/wVCU2CqciBoSKtCeNruSClB0dVtzB4e3Tq8DufcCm root@samsung";

  # Groups follow snowfleet.host.role. A host that takes another role moves to another list here.
  people = [ admin ];
  workstations = [
    hp
    p620
  ];
  laptops = [
    razer
    samsung
  ];
  servers = [
    dex5550
    p510
  ];
  desks = workstations ++ laptops;
  everywhere = desks ++ servers;
in
{
  # Every host: what each of them needs to log people in, to join the network, to build and to back up.
  "admin-password.age".publicKeys = people ++ everywhere;
  "nix-access-tokens.age".publicKeys = people ++ everywhere;
  "nix-builder-key.age".publicKeys = people ++ everywhere;
  "restic-offsite-password.age".publicKeys = people ++ everywhere;
  "restic-offsite-repository.age".publicKeys = people ++ everywhere;
  "restic-password.age".publicKeys = people ++ everywhere;
  "tailscale-auth-key.age".publicKeys = people ++ everywhere;

  # Where people sit.
  "api-anthropic.age".publicKeys = people ++ desks;
  "api-gemini.age".publicKeys = people ++ desks;
  "api-openai.age".publicKeys = people ++ desks;
  "smb-credentials.age".publicKeys = people ++ desks;

  # Where nobody sits.
  "heartbeat-url.age".publicKeys = people ++ servers;
  "ups-monitor.age".publicKeys = people ++ servers;

  # dex5550 watches the others, and is the way in from outside.
  "alertmanager-receiver.age".publicKeys = people ++ [ dex5550 ];
  "cloudflared-tunnel.age".publicKeys = people ++ [ dex5550 ];
  "ddns-password.age".publicKeys = people ++ [ dex5550 ];
  "grafana-admin.age".publicKeys = people ++ [ dex5550 ];
  "grafana-secret-key.age".publicKeys = people ++ [ dex5550 ];
  "ntfy-accounts.age".publicKeys = people ++ [ dex5550 ];
  "restic-server-htpasswd.age".publicKeys = people ++ [ dex5550 ];
  "tailscale-api-key.age".publicKeys = people ++ [ dex5550 ];
  "wireguard-key.age".publicKeys = people ++ [ dex5550 ];

  # p510 has the media.
  "kavita-token-key.age".publicKeys = people ++ [ p510 ];
  "nzbget-control-password.age".publicKeys = people ++ [ p510 ];
  "radarr-api-key.age".publicKeys = people ++ [ p510 ];
  "samba-password.age".publicKeys = people ++ [ p510 ];
  "sonarr-api-key.age".publicKeys = people ++ [ p510 ];
  "syncoid-key.age".publicKeys = people ++ [ p510 ];
  "transmission-credentials.age".publicKeys = people ++ [ p510 ];

  # p620 builds and computes. With the signing key it vouches for what it built.
  "k3s-token.age".publicKeys = people ++ [ p620 ];
  "litellm-environment.age".publicKeys = people ++ [ p620 ];
  "nix-cache-signing-key.age".publicKeys = people ++ [ p620 ];
}
