{
  description = "Installer images for NixOS fleets";

  # No inputs: an image is made with what the fleet is made with.
  outputs =
    { self }:
    {
      lib = {
        # A derivation with NAME.iso, its .sha256 and .bmap, and image.json.
        mkImage = import ./lib/mk-image.nix;
        # The system on the image, without the ISO around it.
        mkInstaller = import ./lib/mk-installer.nix;
        # What `options.profile` may be.
        profiles = builtins.attrNames (import ./lib/profiles.nix);
      };
    };
}
