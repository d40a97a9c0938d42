{ mkFeature }:
mkFeature {
  title = "NVIDIA Prime";
  description = "Two graphics cards share the work: the built-in one draws the desktop, the NVIDIA card what is sent to it.";
  category = "hardware";
  hardware = {
    requires = [ "nvidia" ];
  };

  options =
    { lib, ... }:
    {
      mode = lib.mkOption {
        type = lib.types.enum [
          "offload"
          "sync"
        ];
        default = "offload";
        description = "\"offload\": the NVIDIA card works on demand, by nvidia-offload. \"sync\": it draws everything, at the cost of the battery.";
      };
      nvidiaBus = lib.mkOption {
        type = lib.types.str;
        default = "PCI:1:0:0";
        description = "Where the NVIDIA card sits; lspci shows it as 01:00.0.";
      };
      integratedBus = lib.mkOption {
        type = lib.types.str;
        default = "PCI:0:2:0";
        description = "Where the built-in graphics sit.";
      };
      powerDown = lib.mkOption {
        type = lib.types.bool;
        default = true;
        description = "Whether an idle card is switched off; Turing and later, with \"offload\".";
      };
    };

  config =
    {
      cfg,
      config,
      lib,
      ...
    }:
    let
      has = kind: lib.elem kind config.snowfleet.host.hardware;
      offload = cfg.mode == "offload";
    in
    {
      assertions = [
        {
          assertion = has "intel" || has "amd";
          message = "features.hardware.nvidia-prime needs built-in graphics beside the NVIDIA card: list \"intel\" or \"amd\" in snowfleet.host.hardware.";
        }
      ];
      hardware.nvidia = {
        prime = {
          nvidiaBusId = cfg.nvidiaBus;
          intelBusId = lib.mkIf (has "intel") cfg.integratedBus;
          amdgpuBusId = lib.mkIf (!has "intel" && has "amd") cfg.integratedBus;
          offload = {
            enable = offload;
            enableOffloadCmd = offload;
          };
          sync.enable = !offload;
        };
        powerManagement.finegrained = offload && cfg.powerDown;
      };
    };
}
