{ mkFeature }:
mkFeature {
  title = "Webcams";
  description = "Cameractrls sets focus, light and crop of a webcam; its settings come back at every login.";
  category = "hardware";

  home =
    { lib, pkgs, ... }:
    {
      home.packages = [ pkgs.cameractrls-gtk4 ];
      # Webcams forget when they lose power.
      systemd.user.services.cameractrls = {
        Unit = {
          Description = "Restore the settings of webcams";
          PartOf = [ "graphical-session.target" ];
        };
        Service.ExecStart = lib.getExe' pkgs.cameractrls-gtk4 "cameractrlsd";
        Install.WantedBy = [ "graphical-session.target" ];
      };
    };
}
