{ mkFeature }:
mkFeature {
  title = "Sound";
  description = "PipeWire for sound and screen sharing.";
  category = "desktop";

  config = {
    security.rtkit.enable = true;
    services.pipewire = {
      enable = true;
      alsa.enable = true;
      pulse.enable = true;
    };
  };
}
