{ mkFeature }:
mkFeature {
  title = "Other processors";
  description = "Builds and runs programs for ARM or RISC-V by emulation.";
  category = "nix";

  options =
    { lib, ... }:
    {
      systems = lib.mkOption {
        type = lib.types.listOf (
          lib.types.enum [
            "aarch64-linux"
            "armv7l-linux"
            "riscv64-linux"
          ]
        );
        default = [ "aarch64-linux" ];
        description = "For which.";
      };
    };

  config =
    { cfg, ... }:
    {
      boot.binfmt = {
        emulatedSystems = cfg.systems;
        # Works inside containers and build sandboxes, too.
        preferStaticEmulators = true;
      };
    };
}
