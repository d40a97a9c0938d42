# disko: the layout of disks with disko's option names, and the file systems, swap and encrypted devices that NixOS
# learns from it. Nothing is ever formatted: there are no scripts.
{ config, lib, ... }:
let
  inherit (import ../declare.nix lib) flag maybe of text texts;
  inherit (lib) types;
  cfg = config.disko;

  required =
    type: description:
    lib.mkOption { inherit type description; };
  kind = name: lib.mkOption {
    type = types.enum [ name ];
    default = name;
    description = "What it is.";
  };
  absolute = types.strMatching "/.*";
  hooks = lib.genAttrs [
    "preCreateHook"
    "postCreateHook"
    "preMountHook"
    "postMountHook"
    "preUnmountHook"
    "postUnmountHook"
  ] (_: of types.lines "" "Shell commands to run.");
  mount = {
    mountpoint = of (types.nullOr absolute) null "Where it is mounted.";
    mountOptions = texts [ "defaults" ] "Options of mount.";
  };
  more = texts [ ] "Further arguments of the tool that makes it.";
  zfsOptions = of (types.attrsOf types.str) { } "Properties.";

  swapfile.options = {
    size = required (types.strMatching "([0-9]+[KMGTP])?") "Its size.";
    path = text "swapfile" "Its path.";
    priority = maybe types.int "Its priority.";
    options = texts [ "defaults" ] "Options.";
  };
  swapfiles = of (types.attrsOf (types.submodule swapfile)) { } "Swap files.";

  # What may stand on a device. Which one is told by `type`.
  contents = {
    bcachefs = {
      filesystem = required types.str "Name of the file system.";
      label = text "" "Label.";
      extraFormatArgs = more;
    };
    btrfs = mount // {
      extraArgs = more;
      swap = swapfiles;
      subvolumes = of (types.attrsOf (
        types.submodule (
          { name, ... }:
          {
            options = mount // {
              name = text name "Name.";
              type = kind "btrfs_subvol";
              extraArgs = more;
              swap = swapfiles;
            };
          }
        )
      )) { } "Subvolumes.";
    };
    filesystem = mount // {
      format = required types.str "File system.";
      extraArgs = more;
    };
    gpt = {
      efiGptPartitionFirst = flag true "Whether the EFI entry comes first in a hybrid table.";
      partitions = of (types.attrsOf (types.submodule partition)) { } "Partitions.";
    };
    luks = {
      name = required types.str "Name of the opened device.";
      keyFile = of (types.nullOr absolute) null "File with the key.";
      passwordFile = of (types.nullOr absolute) null "File with the password while formatting.";
      askPassword = of types.bool false "Whether the password is asked for.";
      settings = of (types.attrsOf types.anything) { } "Settings of boot.initrd.luks.devices.";
      additionalKeyFiles = of (types.listOf absolute) [ ] "Further keys.";
      initrdUnlock = flag true "Whether it is opened in the first stage.";
      extraFormatArgs = more;
      extraOpenArgs = more;
      content = content;
    };
    lvm_pv.vg = required types.str "Volume group.";
    mdraid.name = required types.str "Name of the array.";
    swap = {
      discardPolicy = of (types.nullOr (types.enum [ "once" "pages" "both" ])) null "How free pages are told.";
      extraArgs = more;
      mountOptions = texts [ "defaults" ] "Options.";
      priority = maybe types.int "Its priority.";
      randomEncryption = flag false "Whether it is encrypted with a new key at every start.";
      resumeDevice = flag false "Whether hibernation uses it.";
    };
    table = {
      format = of (types.enum [ "gpt" "msdos" ]) "gpt" "Kind of table.";
      partitions = of (types.listOf (types.submodule oldPartition)) [ ] "Partitions.";
    };
    zfs.pool = required types.str "Pool.";
  };
  contentModules = lib.mapAttrs (
    name: options:
    types.submodule {
      options = hooks // { device = text "" "Device."; } // options // { type = kind name; };
    }
  ) contents;
  contentType = lib.mkOptionType {
    name = "subtype";
    description = "one of ${lib.concatStringsSep ", " (builtins.attrNames contents)}";
    check = given: builtins.isAttrs given && contents ? ${toString (given.type or "")};
    merge =
      loc: definitions:
      contentModules.${(lib.head definitions).value.type}.merge loc definitions;
  };
  content = of (types.nullOr contentType) null "What stands on it.";

  size = types.either (types.enum [ "100%" ]) (types.strMatching "[0-9]+[KMGTP]?");
  partition =
    { name, ... }:
    {
      options = {
        name = text name "Name.";
        type = of types.str "8300" "Kind of partition.";
        label = text name "Label.";
        device = text "/dev/disk/by-partlabel/${name}" "Device.";
        uuid = maybe types.str "UUID.";
        priority = of types.int 1000 "Order of creation.";
        size = of size "0" "Size.";
        start = text "0" "Start.";
        end = text "-0" "End.";
        alignment = of types.int 0 "Alignment.";
        attributes = of (types.listOf types.int) [ ] "GPT attributes.";
        hybrid = of (types.nullOr types.attrs) null "Entry in a hybrid table.";
        content = content;
      };
    };
  oldPartition.options = {
    name = maybe types.str "Name.";
    part-type = of (types.enum [ "primary" "logical" "extended" ]) "primary" "Kind.";
    fs-type = maybe types.str "File system in the table.";
    start = text "0%" "Start.";
    end = text "100%" "End.";
    flags = texts [ ] "Flags.";
    bootable = flag false "Whether it is bootable.";
    content = content;
  };

  disk =
    { name, ... }:
    {
      options = hooks // {
        name = text name "Name.";
        type = kind "disk";
        device = required absolute "Device.";
        destroy = flag true "Whether it may be wiped.";
        imageName = text name "Name of an image.";
        imageSize = of (types.strMatching "[0-9]+[KMGTP]?") "2G" "Size of an image.";
        content = content;
      };
    };
  group =
    { name, ... }:
    {
      options = hooks // {
        name = text name "Name.";
        type = kind "lvm_vg";
        lvs = of (types.attrsOf (
          types.submodule (
            { name, ... }:
            {
              options = hooks // {
                name = text name "Name.";
                size = required types.str "Size.";
                priority = of types.int 1000 "Order of creation.";
                lvm_type = maybe types.str "Kind.";
                pool = maybe types.str "Thin pool.";
                extraArgs = more;
                content = content;
              };
            }
          )
        )) { } "Volumes.";
      };
    };
  array =
    { name, ... }:
    {
      options = hooks // {
        name = text name "Name.";
        type = kind "mdadm";
        level = of types.int 1 "RAID level.";
        metadata = of (types.enum [ "1" "1.0" "1.1" "1.2" "default" "ddf" "imsm" ]) "default" "Metadata.";
        extraArgs = more;
        content = content;
      };
    };
  dataset =
    { name, ... }:
    {
      options = hooks // mount // {
        name = text name "Name.";
        type = of (types.enum [ "zfs_fs" "zfs_volume" ]) "zfs_fs" "Kind.";
        options = zfsOptions;
        size = maybe types.str "Size of a volume.";
        extraArgs = more;
        content = content;
      };
    };
  pool =
    { name, ... }:
    {
      options = hooks // mount // {
        name = text name "Name.";
        type = kind "zpool";
        mode = of (types.oneOf [
          (types.enum [ "" "mirror" "raidz" "raidz1" "raidz2" "raidz3" ])
          types.attrs
        ]) "" "How disks are put together.";
        options = zfsOptions;
        rootFsOptions = zfsOptions;
        datasets = of (types.attrsOf (types.submodule dataset)) { } "Datasets.";
      };
    };
  nodev =
    { name, ... }:
    {
      options = hooks // mount // {
        type = kind "nodev";
        fsType = required types.str "File system.";
        device = text "none" "Device.";
        mountpoint = of (types.nullOr absolute) name "Where it is mounted.";
      };
    };

  fileSystem = given: lib.optional (given.mountpoint or null != null) {
    fileSystems.${given.mountpoint} = {
      inherit (given) device fsType options;
    };
  };
  # What NixOS learns from something on a device.
  found =
    device: one:
    if one == null then
      [ ]
    else
      {
        gpt = lib.concatMap (part: found part.device part.content) (builtins.attrValues one.partitions);
        table = lib.concatMap (part: found "/dev/disk/by-partlabel/${toString part.name}" part.content) one.partitions;
        filesystem = fileSystem {
          inherit (one) mountpoint;
          inherit device;
          fsType = one.format;
          options = one.mountOptions;
        };
        btrfs =
          fileSystem {
            inherit (one) mountpoint;
            inherit device;
            fsType = "btrfs";
            options = one.mountOptions;
          }
          ++ lib.concatMap (
            volume:
            fileSystem {
              inherit (volume) mountpoint;
              inherit device;
              fsType = "btrfs";
              options = volume.mountOptions ++ [ "subvol=${volume.name}" ];
            }
          ) (builtins.attrValues one.subvolumes);
        luks =
          lib.optional one.initrdUnlock {
            boot.initrd.luks.devices.${one.name} = {
              inherit device;
            }
            // lib.optionalAttrs (one.keyFile != null) { inherit (one) keyFile; }
            // one.settings;
          }
          ++ found "/dev/mapper/${one.name}" one.content;
        swap =
          [
            {
              swapDevices = [
                (
                  { inherit device; }
                  // lib.optionalAttrs (one.priority != null) { inherit (one) priority; }
                  // lib.optionalAttrs one.randomEncryption { randomEncryption.enable = true; }
                )
              ];
            }
          ]
          ++ lib.optional one.resumeDevice { boot.resumeDevice = device; };
      }
      .${one.type} or [ ];

  findings =
    lib.concatMap (one: found one.device one.content) (builtins.attrValues cfg.devices.disk)
    ++ lib.concatMap (one: found "/dev/md/${one.name}" one.content) (builtins.attrValues cfg.devices.mdadm)
    ++ lib.concatMap (
      one: lib.concatMap (lv: found "/dev/${one.name}/${lv.name}" lv.content) (builtins.attrValues one.lvs)
    ) (builtins.attrValues cfg.devices.lvm_vg)
    ++ lib.concatMap (
      one:
      fileSystem {
        inherit (one) device mountpoint fsType;
        options = one.mountOptions;
      }
    ) (builtins.attrValues cfg.devices.nodev)
    ++ lib.concatMap (
      one:
      fileSystem {
        inherit (one) mountpoint;
        device = one.name;
        fsType = "zfs";
        options = one.mountOptions ++ lib.optional ((one.rootFsOptions.mountpoint or "") != "legacy") "zfsutil";
      }
      ++ lib.concatMap (
        set:
        if set.type == "zfs_fs" then
          fileSystem {
            inherit (set) mountpoint;
            device = "${one.name}/${set.name}";
            fsType = "zfs";
            options = set.mountOptions ++ lib.optional ((set.options.mountpoint or "") != "legacy") "zfsutil";
          }
        else
          found "/dev/zvol/${one.name}/${set.name}" set.content
      ) (builtins.attrValues one.datasets)
    ) (builtins.attrValues cfg.devices.zpool);
  these = path: map (lib.getAttrFromPath path) (lib.filter (lib.hasAttrByPath path) findings);
in
{
  _file = ./disko.nix;
  key = toString ./disko.nix;
  options.disko = {
    devices = {
      disk = of (types.attrsOf (types.submodule disk)) { } "Disks.";
      lvm_vg = of (types.attrsOf (types.submodule group)) { } "Volume groups.";
      mdadm = of (types.attrsOf (types.submodule array)) { } "Arrays.";
      zpool = of (types.attrsOf (types.submodule pool)) { } "ZFS pools.";
      nodev = of (types.attrsOf (types.submodule nodev)) { } "File systems without a device.";
    };
    enableConfig = flag true "Whether NixOS learns of the layout.";
    rootMountPoint = text "/mnt" "Where it is mounted for installing.";
    checkScripts = flag false "Whether scripts are checked.";
    testMode = flag false "Whether it is for tests.";
    memSize = of types.int 1024 "Memory for making images.";
    imageBuilder = of (types.attrsOf types.anything) { } "How images are made.";
    tests = of (types.attrsOf types.anything) { } "Tests.";
  };

  config = lib.mkIf cfg.enableConfig {
    fileSystems = lib.mkMerge (these [ "fileSystems" ]);
    swapDevices = lib.mkMerge (these [ "swapDevices" ]);
    boot.initrd.luks.devices = lib.mkMerge (
      these [
        "boot"
        "initrd"
        "luks"
        "devices"
      ]
    );
    boot.resumeDevice = lib.mkMerge (
      these [
        "boot"
        "resumeDevice"
      ]
    );
  };
}
