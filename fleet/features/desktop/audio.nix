{ mkFeature }:
mkFeature {
  title = "Sound";
  description = "PipeWire for sound and screen sharing.";
  category = "desktop";

  options =
    { lib, ... }:
    {
      lowLatency = lib.mkOption {
        type = lib.types.bool;
        default = false;
        description = "Whether delay is kept low for instruments and games, at the price of more work for the processor.";
      };
      jack = lib.mkOption {
        type = lib.types.bool;
        default = false;
        description = "Whether programs written for JACK find it.";
      };
      codecs = lib.mkOption {
        type = lib.types.listOf (
          lib.types.enum [
            "sbc"
            "sbc_xq"
            "aac"
            "ldac"
            "aptx"
            "aptx_hd"
          ]
        );
        default = [
          "sbc"
          "sbc_xq"
          "aac"
          "ldac"
        ];
        description = "Codecs offered to Bluetooth headphones.";
      };
    };

  config =
    { cfg, lib, ... }:
    {
      security.rtkit.enable = true;
      services.pipewire = {
        enable = true;
        alsa.enable = true;
        alsa.support32Bit = true;
        pulse.enable = true;
        jack.enable = cfg.jack;
        wireplumber.extraConfig."50-bluetooth"."monitor.bluez.properties" = {
          "bluez5.enable-sbc-xq" = lib.elem "sbc_xq" cfg.codecs;
          "bluez5.enable-msbc" = true;
          "bluez5.codecs" = cfg.codecs;
        };
        extraConfig.pipewire = lib.mkIf cfg.lowLatency {
          "50-low-latency"."context.properties" = {
            "default.clock.rate" = 48000;
            "default.clock.quantum" = 128;
            "default.clock.min-quantum" = 64;
            "default.clock.max-quantum" = 512;
          };
        };
      };
    };
}
