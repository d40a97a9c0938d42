# An image that can be written to a stick: the ISO of nixpkgs' installer modules with the fleet on it, and beside it
# what a writer wants to know.
{
  fleet,
  host ? null,
  options ? { },
}:
let
  installer = import ./mk-installer.nix { inherit fleet host options; };
  inherit (installer) pkgs config;
  name = "snowfleet-${if host == null then "fleet-${options.profile or "any"}" else host}";
in
pkgs.runCommand "${name}-installer"
  {
    iso = config.system.build.isoImage;
    passthru = { inherit installer; };
  }
  ''
    mkdir -p "$out"
    set -- "$iso"/iso/*.iso
    ln -s "$1" "$out/${name}.iso"
    cd "$out"
    sha256sum ${name}.iso >${name}.iso.sha256
    read -r sha256 _ <${name}.iso.sha256
    # All of an ISO is in use.
    bash ${../practice/block-map.sh} ${name}.iso 0 "$(stat -L -c %s ${name}.iso)" >${name}.iso.bmap
    printf '{"file": "%s", "sha256": "%s"}\n' ${name}.iso "$sha256" >image.json
  ''
