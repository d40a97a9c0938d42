# config.system.build.toplevel: a real derivation in the shape of a NixOS system, small enough to build in a
# second. Its activation (switch-to-configuration.sh) moves /run/current-system and reports units as NixOS does.
{
  config,
  lib,
  options,
  pkgs,
  ...
}:
let
  build = pkgs.practiceBuild;
  host = config.networking.hostName;
  inherit (config.system.nixos) version codeName;
  inherit (config.boot.kernelPackages) kernel;
  inherit (import ./plain.nix lib) settle;

  phase = name: ''echo '@nix {"action":"setPhase","phase":"${name}"}' >&2'';

  unitText =
    name: unit:
    lib.concatLines (
      [
        "[Unit]"
        "Description=${unit.description}"
        "X-Settings=${unit.fingerprint}"
      ]
      ++ lib.optional unit.reload "X-ReloadIfChanged=true"
      ++ [
        ""
        "[Service]"
        "ExecStart=${unit.exec}"
      ]
      ++ lib.optionals unit.started [
        ""
        "[Install]"
        "WantedBy=multi-user.target"
      ]
    );

  folder = import ./files.nix { inherit lib build; };

  units = folder "system-units" {
    texts = lib.mapAttrs unitText config.practice.units;
    before = ''
      ${phase "buildPhase"}
      echo "generated ${toString (builtins.length (builtins.attrNames config.practice.units))} units"
    '';
  };

  etcFiles = lib.filterAttrs (_: file: file.enable) config.environment.etc;
  byTarget = value: lib.mapAttrs' (_: file: lib.nameValuePair file.target (value file));
  etc = folder "etc" {
    texts = byTarget (file: file.text) (lib.filterAttrs (_: file: file.text != null) etcFiles);
    sources = byTarget (file: file.source) (
      lib.filterAttrs (_: file: file.text == null && file.source != null) etcFiles
    );
    more = { inherit units; };
    before = ''
      ${phase "installPhase"}
      mkdir -p "$out/systemd"
      ln -s "$units" "$out/systemd/system"
      echo "collected /etc"
    '';
  };

  installed = lib.unique (config.environment.systemPackages ++ config.fonts.packages);
  systemPath = build "system-path" { packages = installed; } ''
    ${phase "installPhase"}
    mkdir -p "$out/bin" "$out/share/doc"
    for package in $packages; do
      for folder in bin share/doc; do
        if [ -d "$package/$folder" ]; then
          for entry in "$package/$folder"/*; do
            name=''${entry##*/}
            # The first package that has a name keeps it.
            [ -e "$out/$folder/$name" ] || ln -s "$entry" "$out/$folder/$name"
          done
        fi
      done
    done
    echo "linked $(echo $packages | wc -w) packages"
  '';

  modules =
    build "linux-${kernel.version}-modules"
      { packages = config.boot.extraModulePackages; inherit kernel; }
      ''
        mkdir -p "$out/lib/modules"
        for package in $kernel $packages; do ln -sfn "$package" "$out/lib/modules/''${package##*/}"; done
      '';

  firmware = build "firmware" { packages = config.hardware.firmware ++ config.hardware.graphics.extraPackages; } ''
    mkdir -p "$out/lib/firmware"
    # One package can be asked for twice: a second plain link would be made inside of it.
    for package in $packages; do ln -sfn "$package" "$out/lib/firmware/''${package##*/}"; done
  '';

  initrd =
    build "initrd-linux-${kernel.version}"
      { text = toString (config.boot.initrd.availableKernelModules ++ config.boot.kernelModules); }
      ''
        mkdir -p "$out"
        printf '%s\n' "$text" > "$out/initrd"
      '';

  system =
    build "nixos-system-${host}-${config.system.nixos.label}"
      {
        inherit
          etc
          firmware
          initrd
          kernel
          modules
          systemPath
          version
          ;
        platform = config.nixpkgs.hostPlatform.system;
        kernelParams = toString config.boot.kernelParams;
        switch = builtins.readFile ./switch-to-configuration.sh;
      }
      ''
        ${phase "installPhase"}
        mkdir -p "$out/bin" "$out/specialisation"
        ln -s "$etc" "$out/etc"
        ln -s "$systemPath" "$out/sw"
        ln -s "$kernel" "$out/kernel"
        ln -s "$modules" "$out/kernel-modules"
        ln -s "$initrd/initrd" "$out/initrd"
        ln -s "$firmware/lib/firmware" "$out/firmware"
        printf '%s' "$kernelParams" > "$out/kernel-params"
        printf '%s' "$version" > "$out/nixos-version"
        printf '%s' "$platform" > "$out/system"
        printf 'systemd 1' > "$out/init-interface-version"
        printf '#!/bin/sh\nexec "%s/bin/switch-to-configuration" test\n' "$out" > "$out/activate"
        printf '#!/bin/sh\nexit 0\n' > "$out/init"
        printf '%s' "$switch" > "$out/bin/switch-to-configuration"
        chmod 755 "$out/activate" "$out/init" "$out/bin/switch-to-configuration"
        echo "assembled the system of ${host}"
      '';

  # NixOS reads nearly every option on its way to a system; this one reads few. So that a value of the wrong
  # type does not pass, everything somebody has set is looked at.
  wasSet = option: option.highestPrio < 1500;
  # These look at their own, are modules still, or are the result.
  apart = [
    [ "home-manager" "extraSpecialArgs" ]
    [ "home-manager" "sharedModules" ]
    [ "home-manager" "users" ]
    [ "microvm" "vms" ]
    [ "system" "build" ]
  ];
  met = options._module.touched or (lib.collect lib.isOption (removeAttrs options [ "_module" ]));
  settled =
    lib.all (option: lib.elem option.loc apart || !(wasSet option) || settle 8 option.value) (
      lib.filter (option: lib.head option.loc != "_module") met
    )
    && lib.all (user: user.practice.settled) (builtins.attrValues config.home-manager.users or { })
    && lib.all (vm: vm.config == null || vm.config.config.system.build.toplevel.drvPath != "") (
      builtins.attrValues config.microvm.vms or { }
    );

  failed = map (assertion: assertion.message) (lib.filter (assertion: !assertion.assertion) config.assertions);
  told = lib.foldr lib.warn system config.warnings;
in
{
  environment.etc = {
    "hostname".text = "${host}\n";
    "motd".text = config.users.motd;
    "os-release".text = ''
      ANSI_COLOR="0;38;2;126;186;228"
      ID=nixos
      NAME=NixOS
      PRETTY_NAME="NixOS ${version} (${codeName})"
      VERSION="25.11 (${codeName})"
      VERSION_CODENAME=${lib.toLower codeName}
      VERSION_ID="25.11"
    '';
    "NIXOS".text = "";
    "sysctl.d/60-nixos.conf".text = lib.concatLines (
      lib.mapAttrsToList (name: value: "${name}=${if value == false then "0" else toString value}") (
        lib.filterAttrs (_: value: value != null) config.boot.kernel.sysctl
      )
    );
    "fstab".text = lib.concatLines (
      lib.mapAttrsToList (
        place: entry: "${toString entry.device} ${place} ${entry.fsType} ${lib.concatStringsSep "," entry.options}"
      ) config.fileSystems
    );
  };

  system.build = {
    inherit etc units;
    toplevel =
      if failed == [ ] then
        assert settled;
        told
      else
        throw "\nFailed assertions:\n${lib.concatMapStringsSep "\n" (message: "- ${message}") failed}";
  };
}
