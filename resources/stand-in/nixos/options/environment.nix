{ lib, pkgs, ... }:
let
  inherit (import ../declare.nix lib) flag maybe of text texts;
  inherit (lib) types;
  file =
    { name, ... }:
    {
      options = {
        enable = flag true "Whether the file is made.";
        text = maybe types.lines "Content.";
        source = maybe types.path "File to link to.";
        target = text name "Name below /etc.";
        mode = text "symlink" "Permissions, or \"symlink\".";
        user = text "+0" "Owner.";
        group = text "+0" "Group.";
      };
    };
in
{
  options = {
    environment = {
      systemPackages = of (types.listOf types.package) [ ] "Packages for every user.";
      etc = of (types.attrsOf (types.submodule file)) { } "Files below /etc.";
      pathsToLink = texts [ ] "Folders of packages to link into the system path.";
      defaultPackages = of (types.listOf types.package) [ ] "Packages that are there by themselves.";
      plasma6.excludePackages = of (types.listOf types.package) [ ] "Packages Plasma leaves out.";
    };
    time.timeZone = maybe types.str "Time zone.";
    i18n = {
      defaultLocale = text "en_US.UTF-8" "Language of the system.";
      extraLocaleSettings = of (types.attrsOf types.str) { } "Locale variables.";
      supportedLocales = texts [ ] "Locales to install.";
    };
    console = {
      keyMap = of (types.either types.str types.path) "us" "Keyboard layout of the console.";
      font = maybe types.str "Font of the console.";
      useXkbConfig = flag false "Whether the console follows the keyboard settings of X.";
    };
    fonts = {
      packages = of (types.listOf types.path) [ ] "Fonts to install.";
      enableDefaultPackages = flag false "Whether a basic set of fonts is installed.";
    };
    documentation.enable = flag true "Whether documentation is installed.";
    fileSystems =
      of
        (types.attrsOf (
          types.submodule {
            options = {
              device = maybe types.str "Device to mount.";
              fsType = text "auto" "File system.";
              options = texts [ "defaults" ] "Options of mount.";
              neededForBoot = flag false "Whether it is mounted early.";
            };
          }
        ))
        { }
        "File systems to mount.";
    zramSwap.enable = flag false "Whether memory is compressed for swap.";
    system = {
      stateVersion = text "25.11" "NixOS release the data on the host was made with.";
      autoUpgrade = {
        enable = flag false "Whether the host upgrades itself.";
        flake = maybe types.str "Flake to upgrade to.";
        dates = text "04:40" "When to upgrade.";
      };
      nixos = {
        version = text "25.11.practice" "Version of NixOS.";
        label = text "25.11.practice" "Label of the generation.";
        codeName = text "Xantusia" "Name of the release.";
        tags = texts [ ] "Words in the label.";
      };
      build = of (types.lazyAttrsOf types.unspecified) { } "What can be built.";
    };
  };

  config.environment.systemPackages = [
    pkgs.bash
    pkgs.coreutils
    pkgs.curl
    pkgs.findutils
    pkgs.gnugrep
    pkgs.gnused
    pkgs.iproute2
    pkgs.nano
    pkgs.nix
    pkgs.systemd
    pkgs.util-linux
  ];
}
