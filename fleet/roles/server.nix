# A host without a desk. Features switched on here are defaults: a host can say no.
{ lib, ... }:
{
  imports = [ ./every-host.nix ];

  # Said again on the host, where people look for it; two different answers are an error.
  snowfleet.host.role = "server";

  services.xserver.enable = false;

  features = {
    hardware = {
      cpu-frequency.enable = lib.mkDefault true;
      ups.enable = lib.mkDefault true;
    };
    monitoring = {
      blackbox.enable = lib.mkDefault true;
      process-exporter.enable = lib.mkDefault true;
    };
    network = {
      bandwidth.enable = lib.mkDefault true;
      networkd.enable = lib.mkDefault true;
      service-discovery.enable = lib.mkDefault true;
      wake-on-lan.enable = lib.mkDefault true;
    };
    performance = {
      irqbalance.enable = lib.mkDefault true;
      network-tuning.enable = lib.mkDefault true;
      oomd.enable = lib.mkDefault true;
    };
    security = {
      audit.enable = lib.mkDefault true;
      core-dumps.enable = lib.mkDefault true;
      fail2ban.enable = lib.mkDefault true;
      hardening.enable = lib.mkDefault true;
      idle-logout.enable = lib.mkDefault true;
      integrity-check.enable = lib.mkDefault true;
      lynis.enable = lib.mkDefault true;
      polkit-rules.enable = lib.mkDefault true;
      service-hardening.enable = lib.mkDefault true;
    };
    shells.atuin.enable = lib.mkDefault true;
    storage = {
      backup-verify.enable = lib.mkDefault true;
      database-dumps.enable = lib.mkDefault true;
      store-optimise.enable = lib.mkDefault true;
    };
    system = {
      auto-update.enable = lib.mkDefault true;
      kernel.enable = lib.mkDefault true;
      reboot-window.enable = lib.mkDefault true;
      watchdog.enable = lib.mkDefault true;
    };
  };
}
