# Those modules of nixos-hardware that are not of one computer model.
let
  amd = { config, lib, ... }: {
    _file = ./hardware.nix;
    hardware.cpu.amd.updateMicrocode = lib.mkDefault config.hardware.enableRedistributableFirmware;
  };
  intel = { config, lib, ... }: {
    _file = ./hardware.nix;
    hardware.cpu.intel.updateMicrocode = lib.mkDefault config.hardware.enableRedistributableFirmware;
  };
  intelGraphics =
    {
      config,
      lib,
      pkgs,
      ...
    }:
    let
      inherit (import ../declare.nix lib) flag of;
      inherit (lib) types;
      cfg = config.hardware.intelgpu;
    in
    {
      _file = ./hardware.nix;
      key = "nixos-hardware:intel-gpu";
      options.hardware.intelgpu = {
        driver = of (types.enum [ "i915" "xe" ]) "i915" "Driver of the graphics.";
        loadInInitrd = flag true "Whether it loads in the first stage.";
        computeRuntime = of (types.enum [ "default" "legacy" ]) "default" "What computes.";
        mediaRuntime = of (types.enum [ "vpl-gpu-rt" "intel-media-sdk" ]) "vpl-gpu-rt" "What plays films.";
        vaapiDriver = of (types.nullOr (
          types.enum [
            "intel-vaapi-driver"
            "intel-media-driver"
          ]
        )) null "Driver of films.";
        enableHybridCodec = flag false "Whether hybrid codecs are there.";
      };
      config = {
        boot.initrd.kernelModules = lib.optional cfg.loadInInitrd cfg.driver;
        hardware.graphics.extraPackages = lib.mkIf (cfg.vaapiDriver != "intel-vaapi-driver") [
          pkgs.intel-media-driver
        ];
      };
    };
  nvidia = { lib, ... }: {
    _file = ./hardware.nix;
    key = "nixos-hardware:nvidia";
    services.xserver.videoDrivers = lib.mkDefault [ "nvidia" ];
  };
  pc = { config, lib, ... }: {
    _file = ./hardware.nix;
    key = "nixos-hardware:pc";
    boot.blacklistedKernelModules = lib.optional (!config.hardware.enableRedistributableFirmware) "ath3k";
  };
  ssd = { lib, ... }: {
    _file = ./hardware.nix;
    key = "nixos-hardware:ssd";
    services.fstrim.enable = lib.mkDefault true;
  };
in
{
  common-cpu-amd = amd;
  common-cpu-amd-pstate = {
    imports = [ amd ];
    boot.kernelParams = [ "amd_pstate=active" ];
  };
  common-cpu-amd-zenpower =
    { config, ... }:
    {
      imports = [ amd ];
      boot.blacklistedKernelModules = [ "k10temp" ];
      boot.extraModulePackages = [ config.boot.kernelPackages.zenpower ];
      boot.kernelModules = [ "zenpower" ];
    };
  common-cpu-intel.imports = [
    intel
    intelGraphics
  ];
  common-cpu-intel-cpu-only = intel;
  common-gpu-amd =
    { lib, ... }:
    {
      services.xserver.videoDrivers = lib.mkDefault [ "modesetting" ];
      hardware.graphics = {
        enable = lib.mkDefault true;
        enable32Bit = lib.mkDefault true;
      };
      hardware.amdgpu.initrd.enable = lib.mkDefault true;
    };
  common-gpu-intel = intelGraphics;
  common-gpu-nvidia =
    { config, lib, ... }:
    {
      imports = [ nvidia ];
      hardware.nvidia.prime.offload = {
        enable = lib.mkOverride 990 true;
        enableOffloadCmd = lib.mkIf config.hardware.nvidia.prime.offload.enable true;
      };
    };
  common-gpu-nvidia-sync =
    { lib, ... }:
    {
      imports = [ nvidia ];
      hardware.nvidia.prime.sync.enable = lib.mkOverride 990 true;
    };
  common-gpu-nvidia-nonprime = nvidia;
  common-gpu-nvidia-disable.boot.blacklistedKernelModules = [
    "nouveau"
    "nvidia"
    "nvidia_drm"
    "nvidia_modeset"
  ];
  common-hidpi = { };
  common-pc = pc;
  common-pc-ssd = ssd;
  common-pc-hdd = { };
  common-pc-laptop =
    { config, lib, ... }:
    {
      imports = [ pc ];
      services.tlp.enable = lib.mkDefault (!config.services.power-profiles-daemon.enable);
    };
  common-pc-laptop-ssd = ssd;
  common-pc-laptop-hdd = { };
}
