{ mkFeature }:
mkFeature {
  title = "ROCm";
  description = "Computing on AMD's cards: HIP and OpenCL, for language models and renderers.";
  category = "hardware";
  hardware = {
    requires = [ "amd" ];
  };

  options =
    { lib, ... }:
    {
      pretend = lib.mkOption {
        type = lib.types.nullOr (lib.types.strMatching "[0-9]+\\.[0-9]+\\.[0-9]+");
        default = null;
        example = "10.3.0";
        description = "Graphics version to claim, for a card that ROCm does not list; null tells the truth.";
      };
      users = lib.mkOption {
        type = lib.types.listOf lib.types.str;
        default = [ "admin" ];
        description = "Who may compute on the card.";
      };
    };

  config =
    {
      cfg,
      lib,
      pkgs,
      ...
    }:
    {
      hardware.amdgpu.opencl.enable = true;
      # Programs look for HIP at this place only.
      systemd.tmpfiles.rules = [ "L+ /opt/rocm/hip - - - - ${pkgs.rocmPackages.clr}" ];
      environment.sessionVariables = lib.mkIf (cfg.pretend != null) {
        HSA_OVERRIDE_GFX_VERSION = cfg.pretend;
      };
      users.users = lib.genAttrs cfg.users (_: {
        extraGroups = [
          "render"
          "video"
        ];
      });
      environment.systemPackages = [
        pkgs.clinfo
        pkgs.nvtopPackages.amd
        pkgs.rocmPackages.rocm-smi
        pkgs.rocmPackages.rocminfo
      ];
    };
}
