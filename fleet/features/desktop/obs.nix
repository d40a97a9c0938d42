{ mkFeature }:
mkFeature {
  title = "OBS Studio";
  description = "Records and streams screens, windows and cameras, and can be a camera itself.";
  category = "desktop";
  needs = [ "desktop.portals" ];
  brings = [ "hardware.virtual-camera" ];
  hardware = {
    prefers = [
      "nvidia"
      "amd"
      "intel"
    ];
  };

  config =
    { pkgs, ... }:
    {
      programs.obs-studio = {
        enable = true;
        plugins = [
          pkgs.obs-studio-plugins.obs-pipewire-audio-capture
          pkgs.obs-studio-plugins.obs-vaapi
          pkgs.obs-studio-plugins.obs-vkcapture
          pkgs.obs-studio-plugins.wlrobs
        ];
      };
    };
}
