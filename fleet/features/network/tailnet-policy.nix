# Who may reach what in the tailnet. One value, checked whenever a host is evaluated (tailnet-policy-check.nix), and
# written as JSON, which Tailscale's HuJSON contains.
let
  table = import ./host-table.nix;
in
{
  groups = {
    "group:admins" = [ "admin@example.org" ];
    "group:household" = [
      "admin@example.org"
      "family@example.org"
    ];
  };

  tagOwners = {
    "tag:server" = [ "group:admins" ];
    "tag:monitoring" = [ "group:admins" ];
    "tag:media" = [ "group:admins" ];
    "tag:workstation" = [ "group:admins" ];
  };

  hosts.lan = table.network;

  acls = [
    # Administrators reach every host, by SSH and by ping and for the pages of the services.
    {
      action = "accept";
      src = [ "group:admins" ];
      dst = [
        "tag:server:*"
        "tag:workstation:*"
        "autogroup:self:*"
        "lan:*"
      ];
    }
    # The household watches films and reads the status page.
    {
      action = "accept";
      src = [ "group:household" ];
      dst = [
        "tag:media:80,443,8096,32400"
        "tag:monitoring:80,443,2586,8085"
      ];
    }
    # The monitoring asks every exporter, dials SSH, and tries the media services.
    {
      action = "accept";
      src = [ "tag:monitoring" ];
      dst = [
        "tag:server:22,9100,9115,9134,9256,9558,9633,9835"
        "tag:workstation:22,9100,9115,9134,9256,9558,9633,9835"
        "tag:media:8096,32400"
      ];
    }
    # Journals and alerts go to the monitoring; backups to the servers.
    {
      action = "accept";
      src = [
        "tag:server"
        "tag:workstation"
        "group:household"
      ];
      dst = [ "tag:monitoring:3100,2586" ];
    }
    {
      action = "accept";
      src = [
        "tag:server"
        "tag:workstation"
      ];
      dst = [
        "tag:server:22,8000"
        "tag:workstation:22,5000"
      ];
    }
    # Everybody in the house may go to the internet through a server.
    {
      action = "accept";
      src = [ "group:household" ];
      dst = [ "autogroup:internet:*" ];
    }
  ];

  ssh = [
    # Ask again for the identity provider's word twice a day.
    {
      action = "check";
      src = [ "group:admins" ];
      dst = [
        "tag:server"
        "tag:workstation"
      ];
      users = [
        "root"
        "autogroup:nonroot"
      ];
      checkPeriod = "12h";
    }
  ];

  autoApprovers = {
    routes.${table.network} = [ "tag:server" ];
    exitNode = [ "tag:server" ];
  };

  # What Tailscale tries before it takes the policy.
  tests = [
    {
      src = "admin@example.org";
      accept = [
        "tag:server:22"
        "tag:workstation:22"
      ];
    }
    {
      src = "family@example.org";
      accept = [ "tag:media:32400" ];
      deny = [
        "tag:server:22"
        "tag:monitoring:9090"
      ];
    }
    {
      src = "tag:monitoring";
      accept = [ "tag:workstation:9100" ];
      deny = [ "tag:workstation:5000" ];
    }
  ];
}
