{
  config,
  lib,
  pkgs,
  ...
}:
let
  inherit (import ../declare.nix lib) flag of maybe texts service unit;
  inherit (lib) types;
  hasNvidia = lib.elem "nvidia" config.services.xserver.videoDrivers;
in
{
  imports = [
    (service {
      path = [ "hardware" "bluetooth" ];
      title = "Bluetooth";
      options = _: {
        powerOnBoot = flag true "Whether it is on after starting.";
      };
      packages = _: pkgs: [ pkgs.bluez ];
      units = _: _: { "bluetooth.service" = unit "Bluetooth service" "bluetoothd"; };
    })
    (service {
      path = [ "hardware" "nvidia-container-toolkit" ];
      title = "NVIDIA cards in containers";
      packages = _: pkgs: [ pkgs.nvidia-container-toolkit ];
      units = _: _: {
        "nvidia-container-toolkit-cdi-generator.service" =
          unit "Container Device Interface for NVIDIA" "nvidia-ctk cdi generate";
      };
    })
    (service {
      path = [ "services" "thermald" ];
      title = "thermald";
      units = _: pkgs: { "thermald.service" = unit "Thermal daemon" "${pkgs.thermald}/bin/thermald"; };
    })
  ];

  options.hardware = {
    enableRedistributableFirmware = flag false "Whether firmware that may be passed on is installed.";
    enableAllFirmware = flag false "Whether all firmware is installed.";
    firmware = of (types.listOf types.package) [ ] "Firmware packages.";
    cpu.amd.updateMicrocode = flag false "Whether AMD's microcode is updated.";
    cpu.intel.updateMicrocode = flag false "Whether Intel's microcode is updated.";
    graphics = {
      enable = flag false "Whether graphics are accelerated.";
      enable32Bit = flag false "Whether 32-bit programs are accelerated too.";
      extraPackages = of (types.listOf types.package) [ ] "Further drivers.";
    };
    amdgpu = {
      opencl.enable = flag false "Whether OpenCL runs on AMD cards.";
      initrd.enable = flag false "Whether the driver loads in the first stage.";
    };
    nvidia = {
      open = of (types.nullOr types.bool) null "Whether the open kernel modules are used.";
      modesetting.enable = flag true "Whether the kernel sets the mode.";
      nvidiaSettings = flag true "Whether the settings program is installed.";
      package = lib.mkOption {
        type = types.package;
        default = config.boot.kernelPackages.nvidiaPackages.stable;
        defaultText = lib.literalExpression "config.boot.kernelPackages.nvidiaPackages.stable";
        description = "Driver to use.";
      };
      powerManagement.enable = flag false "Whether the card's memory survives suspending.";
      powerManagement.finegrained = flag false "Whether an idle card is switched off.";
      prime = {
        offload.enable = flag false "Whether the card works on demand.";
        sync.enable = flag false "Whether the card does all the work.";
        intelBusId = of types.str "" "Bus address of the Intel card.";
        nvidiaBusId = of types.str "" "Bus address of the NVIDIA card.";
      };
    };
  };
  options.services.xserver = {
    enable = flag false "Whether X runs.";
    videoDrivers = texts [ "modesetting" "fbdev" ] "Drivers of the graphics.";
    xkb.layout = of types.str "us" "Keyboard layout.";
    xkb.variant = of types.str "" "Variant of the layout.";
    dpi = maybe types.int "Dots per inch.";
  };

  config = {
    hardware.graphics.extraPackages = lib.mkIf config.hardware.graphics.enable [ pkgs.mesa ];
    hardware.firmware =
      lib.optional config.hardware.cpu.amd.updateMicrocode pkgs.microcode-amd
      ++ lib.optional config.hardware.cpu.intel.updateMicrocode pkgs.microcode-intel;
    boot.extraModulePackages = lib.mkIf hasNvidia [ config.hardware.nvidia.package ];
    assertions = [
      {
        assertion = hasNvidia -> config.hardware.nvidia.open != null;
        message = "You must configure `hardware.nvidia.open` on NVIDIA driver versions >= 560.";
      }
    ];
  };
}
