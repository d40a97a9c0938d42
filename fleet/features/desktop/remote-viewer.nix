{ mkFeature }:
mkFeature {
  title = "Remote viewers";
  description = "Moonlight and Remmina, to see the screens of other hosts from this one.";
  category = "desktop";

  config =
    { pkgs, ... }:
    {
      environment.systemPackages = [ pkgs.moonlight-qt ];
    };

  home = {
    services.remmina = {
      enable = true;
      addRdpMimeTypeAssoc = true;
      # A program for now and then; it need not wait in the tray.
      systemdService.enable = false;
    };
  };
}
