{ mkFeature }:
mkFeature {
  title = "NVIDIA in containers";
  description = "Lets containers use the NVIDIA card.";
  category = "virtualization";
  needs = [ "virtualization.podman" ];
  hardware = {
    requires = [ "nvidia" ];
  };
  health = [ { unit = "nvidia-container-toolkit-cdi-generator.service"; } ];

  options =
    { lib, ... }:
    {
      naming = lib.mkOption {
        type = lib.types.enum [
          "index"
          "uuid"
          "type-index"
        ];
        default = "index";
        description = "How containers name a card: \"index\" as in nvidia.com/gpu=0; \"uuid\" stays the same when cards change places.";
      };
    };

  config =
    { cfg, ... }:
    {
      hardware.nvidia-container-toolkit = {
        enable = true;
        device-name-strategy = cfg.naming;
      };
    };
}
