{ mkFeature }:
mkFeature {
  title = "Image tools";
  description = "Build, copy and look into container images: buildah, skopeo, dive.";
  category = "virtualization";

  config =
    { pkgs, ... }:
    {
      environment.systemPackages = with pkgs; [
        buildah
        dive
        skopeo
      ];
    };
}
