# A computer that somebody sits at. Features switched on here are defaults: a host can say no.
{ lib, ... }:
{
  imports = [ ./every-host.nix ];

  features = {
    desktop = {
      bluetooth.enable = lib.mkDefault true;
      firefox.enable = lib.mkDefault true;
      printing.enable = lib.mkDefault true;
      removable-media.enable = lib.mkDefault true;
      viewers.enable = lib.mkDefault true;
    };
    hardware = {
      tpm.enable = lib.mkDefault true;
      webcam.enable = lib.mkDefault true;
    };
    network = {
      network-manager.enable = lib.mkDefault true;
      service-discovery.enable = lib.mkDefault true;
    };
    nix = {
      access-tokens.enable = lib.mkDefault true;
      nh.enable = lib.mkDefault true;
      nix-index.enable = lib.mkDefault true;
      nix-ld.enable = lib.mkDefault true;
    };
    performance = {
      cpu-scheduler.enable = lib.mkDefault true;
      oom.enable = lib.mkDefault true;
    };
    security.second-factor.enable = lib.mkDefault true;
    shells = {
      atuin.enable = lib.mkDefault true;
      tealdeer.enable = lib.mkDefault true;
      yazi.enable = lib.mkDefault true;
      zellij.enable = lib.mkDefault true;
    };
    storage.removable-media.enable = lib.mkDefault true;
    system = {
      boot-splash.enable = lib.mkDefault true;
      console.enable = lib.mkDefault true;
      documentation.enable = lib.mkDefault true;
      fast-stop.enable = lib.mkDefault true;
    };
  };
}
