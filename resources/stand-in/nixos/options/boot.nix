{ lib, pkgs, ... }:
let
  inherit (import ../declare.nix lib) flag maybe of texts;
  inherit (lib) types;
  sysctlValue = types.oneOf [
    types.bool
    types.str
    types.int
  ];
in
{
  options.boot = {
    kernelPackages = lib.mkOption {
      type = types.raw;
      default = pkgs.linuxPackages;
      defaultText = lib.literalExpression "pkgs.linuxPackages";
      description = "Kernel and the modules that go with it.";
    };
    kernelModules = texts [ ] "Kernel modules to load.";
    kernelParams = texts [ ] "Parameters of the kernel.";
    blacklistedKernelModules = texts [ ] "Kernel modules never to load by themselves.";
    extraModulePackages = of (types.listOf types.package) [ ] "Kernel modules from packages.";
    extraModprobeConfig = of types.lines "" "Options of kernel modules.";
    kernel.sysctl = of (types.attrsOf (types.nullOr sysctlValue)) { } "Settings of the running kernel.";
    tmp.useTmpfs = flag false "Whether /tmp is kept in memory.";
    plymouth.enable = flag false "Whether a picture is shown while starting.";
    initrd = {
      availableKernelModules = texts [ ] "Kernel modules the first stage may load.";
      kernelModules = texts [ ] "Kernel modules the first stage loads.";
      systemd.enable = flag false "Whether systemd runs the first stage.";
    };
    loader = {
      timeout = of (types.nullOr types.int) 5 "Seconds before the default starts.";
      systemd-boot = {
        enable = flag false "Whether systemd-boot starts the host.";
        configurationLimit = maybe types.int "Generations in the menu.";
        editor = flag true "Whether the menu lets people edit the command line.";
      };
      grub = {
        enable = flag false "Whether GRUB starts the host.";
        device = of types.str "" "Disk GRUB is written to.";
        efiSupport = flag false "Whether GRUB starts by EFI.";
        configurationLimit = of types.int 100 "Generations in the menu.";
      };
      efi = {
        canTouchEfiVariables = flag false "Whether the firmware's variables may be changed.";
        efiSysMountPoint = of types.str "/boot" "Where the boot partition is mounted.";
      };
    };
  };
}
