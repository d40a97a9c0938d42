# The machine to develop in: home folders and a store to build in survive, everything else starts anew.
{
  # MiB for what is built inside.
  storeSize,
  # MiB of /home.
  homeSize,
  packages,
}:
{ pkgs, ... }:
{
  microvm = {
    # Builds land here, on top of the host's store.
    writableStoreOverlay = "/nix/.rw-store";
    volumes = [
      {
        image = "store.img";
        label = "store";
        mountPoint = "/nix/.rw-store";
        size = storeSize;
      }
      {
        image = "home.img";
        label = "home";
        mountPoint = "/home";
        size = homeSize;
      }
    ];
  };

  nix.settings = {
    experimental-features = [
      "nix-command"
      "flakes"
    ];
    trusted-users = [ "admin" ];
  };
  # A store on an overlay can not link equal files to each other.
  nix.optimise.automatic = false;

  programs.direnv.enable = true;
  programs.git.enable = true;
  environment.systemPackages = map (name: pkgs.${name}) packages;
}
