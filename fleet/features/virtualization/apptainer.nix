{ mkFeature }:
mkFeature {
  title = "Apptainer";
  description = "Runs container images as an ordinary user, the way computing clusters do.";
  category = "virtualization";

  options =
    { lib, ... }:
    {
      fakeroot = lib.mkOption {
        type = lib.types.bool;
        default = true;
        description = "Whether people may be root inside a container, which building an image asks for.";
      };
    };

  config =
    { cfg, pkgs, ... }:
    {
      programs.singularity = {
        enable = true;
        package = pkgs.apptainer;
        enableFakeroot = cfg.fakeroot;
      };
    };
}
