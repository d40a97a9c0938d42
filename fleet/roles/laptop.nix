# A computer that travels. Features switched on here are defaults: a host can say no.
{ lib, ... }:
{
  imports = [ ./desk.nix ];

  # Said again on the host, where people look for it; two different answers are an error.
  snowfleet.host.role = "laptop";

  features = {
    ai.client = {
      enable = lib.mkDefault true;
      # The models at home answer for laptops that have no key of their own.
      providers.p620 = lib.mkDefault {
        api = "ollama";
        url = "http://p620:11434";
        model = "qwen2.5:7b";
      };
    };
    desktop.thunderbird.enable = lib.mkDefault true;
    hardware = {
      backlight.enable = lib.mkDefault true;
      battery.enable = lib.mkDefault true;
      hibernation.enable = lib.mkDefault true;
      intel-media.enable = lib.mkDefault true;
      lid.enable = lib.mkDefault true;
      thermal.enable = lib.mkDefault true;
      thunderbolt.enable = lib.mkDefault true;
    };
    network = {
      ad-blocking.enable = lib.mkDefault true;
      dns-over-tls.enable = lib.mkDefault true;
      mac-privacy.enable = lib.mkDefault true;
    };
    nix.remote-builders.enable = lib.mkDefault true;
    security.usbguard.enable = lib.mkDefault true;
    storage.syncthing.enable = lib.mkDefault true;
  };
}
