{ mkFeature }:
mkFeature {
  title = "Noise suppression";
  description = "A second microphone that hears the voice but not the fan, for calls and recordings.";
  category = "desktop";
  needs = [ "desktop.audio" ];

  options =
    { lib, ... }:
    {
      threshold = lib.mkOption {
        type = lib.types.ints.between 0 99;
        default = 60;
        description = "How sure it has to be, in percent, that somebody speaks.";
      };
    };

  config =
    { cfg, pkgs, ... }:
    {
      services.pipewire.extraConfig.pipewire."60-noise-suppression"."context.modules" = [
        {
          name = "libpipewire-module-filter-chain";
          args = {
            "node.description" = "Microphone without noise";
            "media.name" = "Microphone without noise";
            "filter.graph".nodes = [
              {
                type = "ladspa";
                name = "rnnoise";
                plugin = "${pkgs.rnnoise-plugin}/lib/ladspa/librnnoise_ladspa.so";
                label = "noise_suppressor_mono";
                control = {
                  "VAD Threshold (%)" = cfg.threshold;
                  "VAD Grace Period (ms)" = 200;
                };
              }
            ];
            "capture.props" = {
              "node.name" = "capture.rnnoise_source";
              "node.passive" = true;
              "audio.rate" = 48000;
            };
            "playback.props" = {
              "node.name" = "rnnoise_source";
              "media.class" = "Audio/Source";
              "audio.rate" = 48000;
            };
          };
        }
      ];
    };
}
