# microvm.nix inside a machine.
{
  config,
  lib,
  pkgs,
  ...
}:
let
  inherit (import ../declare.nix lib) flag maybe of text texts;
  inherit (lib) types;
  required =
    type: description:
    lib.mkOption { inherit type description; };
  list = options: of (types.listOf (types.submodule { inherit options; })) [ ];
in
{
  _file = ./microvm-guest.nix;
  key = toString ./microvm-guest.nix;
  options.microvm = {
    guest.enable = flag true "Whether it is a MicroVM.";
    optimize.enable = flag true "Whether it is made small.";
    hypervisor = of (types.enum [
      "qemu"
      "cloud-hypervisor"
      "firecracker"
      "crosvm"
      "kvmtool"
      "stratovirt"
      "alioth"
      "vfkit"
    ]) "qemu" "What runs it.";
    cpu = maybe types.str "Processor to imitate.";
    vcpu = of types.ints.positive 1 "Processors.";
    mem = of types.ints.positive 512 "Megabytes of memory.";
    hugepageMem = flag false "Whether its memory is in huge pages.";
    hotplugMem = of types.ints.unsigned 0 "Megabytes that can be added.";
    hotpluggedMem = of types.ints.unsigned 0 "Megabytes that are added.";
    balloon = flag false "Whether memory can be taken back.";
    initialBalloonMem = of types.ints.unsigned 0 "Megabytes taken at first.";
    deflateOnOOM = flag true "Whether memory comes back when it runs out.";
    preStart = of types.lines "" "Commands to run before.";
    socket = maybe types.str "Control socket.";
    user = maybe types.str "User it runs as.";
    kernel = of types.package config.boot.kernelPackages.kernel "Kernel.";
    kernelParams = texts [ ] "Parameters of the kernel.";
    forwardPorts = list {
      from = of (types.enum [ "host" "guest" ]) "host" "Direction.";
      proto = of (types.enum [ "tcp" "udp" ]) "tcp" "Protocol.";
      host.address = text "" "Address on the host.";
      host.port = required types.port "Port on the host.";
      guest.address = text "" "Address of the guest.";
      guest.port = required types.port "Port of the guest.";
    } "Ports to pass on.";
    volumes = list {
      image = required types.str "File on the host.";
      serial = maybe types.str "Serial number.";
      direct = flag false "Whether the cache is passed by.";
      readOnly = flag false "Whether it is read only.";
      label = maybe types.str "Label.";
      mountPoint = required (types.nullOr types.path) "Where it is mounted.";
      size = required types.int "Megabytes.";
      autoCreate = flag true "Whether it is made when missing.";
      mkfsExtraArgs = texts [ ] "Further arguments of mkfs.";
      fsType = text "ext4" "File system.";
    } "Disks.";
    interfaces = list {
      type = required (types.enum [ "user" "tap" "macvtap" "bridge" ]) "Kind.";
      id = required types.str "Name on the host.";
      macvtap = of (types.attrsOf types.str) { } "What it hangs on.";
      bridge = maybe types.str "Bridge it joins.";
      mac = required types.str "Address.";
    } "Network interfaces.";
    shares = list {
      tag = required types.str "Name.";
      socket = maybe types.str "Socket.";
      source = required types.nonEmptyStr "Folder on the host.";
      securityModel = of (types.enum [ "passthrough" "none" "mapped" "mapped-file" ]) "none" "Owners of files.";
      mountPoint = required types.path "Where it is mounted.";
      proto = of (types.enum [ "9p" "virtiofs" ]) "9p" "Protocol.";
      readOnly = flag false "Whether it is read only.";
      cache = of (types.enum [ "auto" "always" "never" "metadata" ]) "auto" "What is kept.";
    } "Folders of the host.";
    devices = list {
      bus = required (types.enum [ "pci" "usb" ]) "Bus.";
      path = required types.str "Which device.";
      qemu.deviceExtraArgs = maybe types.str "Further arguments.";
    } "Devices passed on.";
    vsock.cid = maybe types.int "Address for the host.";
    storeOnDisk = flag true "Whether the store is a disk of its own.";
    writableStoreOverlay = maybe types.str "Where changes to the store go.";
    storeDiskType = of (types.enum [ "squashfs" "erofs" ]) "erofs" "File system of the store.";
    graphics.enable = flag false "Whether it shows a window.";
    qemu = {
      machine = text "microvm" "Machine model.";
      machineOpts = of (types.nullOr (types.attrsOf types.str)) null "Options of the model.";
      extraArgs = texts [ ] "Further arguments.";
      serialConsole = flag true "Whether there is a serial console.";
    };
    cloud-hypervisor.extraArgs = texts [ ] "Further arguments.";
    crosvm.extraArgs = texts [ ] "Further arguments.";
    virtiofsd = of (types.attrsOf types.anything) { } "Settings of virtiofsd.";
    prettyProcnames = flag true "Whether the process has a name.";
    binScripts = of (types.attrsOf types.lines) { } "Scripts.";
    declaredRunner = lib.mkOption {
      type = types.package;
      default = pkgs.practiceBuild "microvm-${config.microvm.hypervisor}-${config.networking.hostName}" { } ''mkdir -p "$out"'';
      description = "What starts it.";
    };
  };

  config = lib.mkIf config.microvm.guest.enable {
    fileSystems = lib.mkMerge (
      [
        {
          "/" = lib.mkDefault {
            device = "rootfs";
            fsType = "tmpfs";
            options = [ "size=50%,mode=0755" ];
          };
        }
      ]
      ++ map (share: {
        ${share.mountPoint} = {
          device = share.tag;
          fsType = share.proto;
        };
      }) config.microvm.shares
      ++ map (volume: {
        ${volume.mountPoint} = {
          device = if volume.label == null then volume.image else "/dev/disk/by-label/${volume.label}";
          inherit (volume) fsType;
        };
      }) (lib.filter (volume: volume.mountPoint != null) config.microvm.volumes)
    );
  };
}
