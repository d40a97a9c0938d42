# What every host does. Features switched on here are defaults: a host can say no.
{ lib, ... }:
{
  features = {
    development = {
      git.enable = lib.mkDefault true;
      neovim.enable = lib.mkDefault true;
    };
    hardware = {
      firmware.enable = lib.mkDefault true;
      sensors.enable = lib.mkDefault true;
    };
    monitoring = {
      alloy.enable = lib.mkDefault true;
      nixos-exporter.enable = lib.mkDefault true;
      node-exporter.enable = lib.mkDefault true;
      smartctl-exporter.enable = lib.mkDefault true;
      systemd-exporter.enable = lib.mkDefault true;
    };
    network = {
      diagnostics.enable = lib.mkDefault true;
      firewall.enable = lib.mkDefault true;
      lan-fallback.enable = lib.mkDefault true;
      ssh.enable = lib.mkDefault true;
      ssh-client.enable = lib.mkDefault true;
      tailscale-dns.enable = lib.mkDefault true;
      time-sync.enable = lib.mkDefault true;
    };
    nix = {
      access.enable = lib.mkDefault true;
      caches.enable = lib.mkDefault true;
      change-report.enable = lib.mkDefault true;
      flake-registry.enable = lib.mkDefault true;
      generations.enable = lib.mkDefault true;
      parallel-builds.enable = lib.mkDefault true;
      sandbox.enable = lib.mkDefault true;
    };
    performance = {
      io.enable = lib.mkDefault true;
      limits.enable = lib.mkDefault true;
      memory.enable = lib.mkDefault true;
      swap.enable = lib.mkDefault true;
    };
    security = {
      file-permissions.enable = lib.mkDefault true;
      kernel-parameters.enable = lib.mkDefault true;
      known-hosts.enable = lib.mkDefault true;
      login-banner.enable = lib.mkDefault true;
      password-policy.enable = lib.mkDefault true;
      rare-modules.enable = lib.mkDefault true;
      secret-rotation.enable = lib.mkDefault true;
      ssh-keys-only.enable = lib.mkDefault true;
      sudo-rules.enable = lib.mkDefault true;
    };
    shells = {
      bash.enable = lib.mkDefault true;
      btop.enable = lib.mkDefault true;
      fzf.enable = lib.mkDefault true;
      modern-cli.enable = lib.mkDefault true;
      starship.enable = lib.mkDefault true;
      tmux.enable = lib.mkDefault true;
      zoxide.enable = lib.mkDefault true;
      zsh.enable = lib.mkDefault true;
    };
    storage = {
      restore-drill.enable = lib.mkDefault true;
      smartd.enable = lib.mkDefault true;
      trim.enable = lib.mkDefault true;
    };
    system = {
      backup.enable = lib.mkDefault true;
      boot-menu.enable = lib.mkDefault true;
      journal.enable = lib.mkDefault true;
      locale.enable = lib.mkDefault true;
      nix.enable = lib.mkDefault true;
    };
  };
}
