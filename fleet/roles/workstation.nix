# A desk with a screen. Features switched on here are defaults: a host can say no.
{ lib, ... }:
{
  imports = [ ./desk.nix ];

  # Said again on the host, where people look for it; two different answers are an error.
  snowfleet.host.role = "workstation";

  features = {
    ai = {
      anthropic.enable = lib.mkDefault true;
      client.enable = lib.mkDefault true;
    };
    desktop = {
      chromium.enable = lib.mkDefault true;
      clipboard.enable = lib.mkDefault true;
      file-manager.enable = lib.mkDefault true;
      keyring.enable = lib.mkDefault true;
      remote-viewer.enable = lib.mkDefault true;
      screenshots.enable = lib.mkDefault true;
      session-menu.enable = lib.mkDefault true;
      wallpaper.enable = lib.mkDefault true;
    };
    development = {
      claude-code.enable = lib.mkDefault true;
      direnv.enable = lib.mkDefault true;
      git-signing.enable = lib.mkDefault true;
      github.enable = lib.mkDefault true;
      lazygit.enable = lib.mkDefault true;
      lint-tools.enable = lib.mkDefault true;
      nix-tools.enable = lib.mkDefault true;
      vscode.enable = lib.mkDefault true;
    };
    hardware = {
      monitor-control.enable = lib.mkDefault true;
      smart-card.enable = lib.mkDefault true;
    };
    monitoring = {
      below.enable = lib.mkDefault true;
      process-exporter.enable = lib.mkDefault true;
    };
    network = {
      mosh.enable = lib.mkDefault true;
      wake-on-lan.enable = lib.mkDefault true;
    };
    storage = {
      backup-verify.enable = lib.mkDefault true;
      disk-tools.enable = lib.mkDefault true;
    };
  };
}
