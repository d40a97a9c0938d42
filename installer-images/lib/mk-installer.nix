# The NixOS system on an installer image.
{
  # The fleet's flake. Its own nixpkgs is what the installer is made of.
  fleet,
  # The host that is installed; null offers all of them.
  host ? null,
  options ? { },
  # The modules of nixpkgs that make a live system of it.
  base ? null,
}:
let
  inherit (fleet.inputs) nixpkgs;
  inherit (nixpkgs) lib;

  known = {
    # "any", "amd", "intel" or "nvidia".
    profile = "any";
    # Public SSH keys that may log in as root.
    keys = [ ];
    # Of the fleet, for people.
    commit = null;
    # Whether the hosts' systems are on board, so that nothing has to be fetched: some 2 to 15 GiB each.
    offline = false;
    system = "x86_64-linux";
    # Whatever else the live system shall have.
    modules = [ ];
  };
  strange = builtins.attrNames (removeAttrs options (builtins.attrNames known));
  chosen =
    if strange == [ ] then known // options else throw "mkImage has no option ${builtins.head strange}.";

  profiles = import ./profiles.nix;
  profile =
    profiles.${chosen.profile}
      or (throw "There is no hardware profile ${chosen.profile}; there are ${toString (builtins.attrNames profiles)}.");

  hosts = import ./hosts-of.nix {
    inherit lib fleet;
    inherit (chosen) offline;
    names = if host == null then null else [ host ];
  };
in
lib.nixosSystem {
  modules = [
    ../modules/installer.nix
    profile
    {
      nixpkgs.hostPlatform = chosen.system;
      system.stateVersion = lib.mkDefault (lib.trivial.release or "25.11");
      snowfleet.installer = {
        inherit hosts;
        inherit (chosen) keys commit;
        name = if host == null then "fleet" else host;
        fleet = fleet.outPath;
      };
    }
  ]
  ++ (
    if base != null then base else [ "${nixpkgs}/nixos/modules/installer/cd-dvd/installation-cd-minimal.nix" ]
  )
  ++ chosen.modules;
}
