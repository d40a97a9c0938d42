{ mkFeature }:
mkFeature {
  title = "Podman";
  description = "Containers without a daemon.";
  category = "virtualization";
  brings = [ "virtualization.oci-tools" ];
  needs = [ "network.nftables" ];

  options =
    { lib, ... }:
    {
      autoPrune = lib.mkOption {
        type = lib.types.bool;
        default = false;
        description = "Whether unused images are removed every week.";
      };
    };
}
