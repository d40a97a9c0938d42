# Toy packages: the names and versions of versions.nix, each a derivation that builds at once. A name that
# is not in the list is a missing attribute, as it is in nixpkgs.
{ lib, system }:
let
  build = import ./build.nix { inherit system; };

  toy =
    attribute: entry:
    let
      described = if builtins.isString entry then { version = entry; } else entry;
      inherit (described) version;
      pname = described.pname or attribute;
      programs = described.programs or [ pname ];
      derived = build "${pname}-${version}" { inherit pname version programs; } ''
        echo '@nix {"action":"setPhase","phase":"unpackPhase"}' >&2
        echo "unpacking $pname-$version"
        mkdir -p "$out/share/doc/$pname"
        echo "$pname $version, a practice stand-in" > "$out/share/doc/$pname/README"
        echo '@nix {"action":"setPhase","phase":"buildPhase"}' >&2
        for program in $programs; do
          echo "building $program"
          mkdir -p "$out/bin"
          printf '#!/bin/sh\necho "%s %s (practice stand-in: it does nothing)"\n' \
            "$program" "$version" > "$out/bin/$program"
          chmod 755 "$out/bin/$program"
        done
        echo '@nix {"action":"setPhase","phase":"installPhase"}' >&2
        echo "installed $pname-$version"
      '';
      package = derived // {
        inherit pname version;
        meta = {
          description = described.description or "${pname}, as a practice stand-in";
          mainProgram = if programs == [ ] then pname else builtins.head programs;
          platforms = [ system ];
        };
        override = _: package;
        overrideAttrs = _: package;
      };
    in
    package;

  toys = builtins.mapAttrs toy (import ./versions.nix);

  kernelSet = kernel: {
    inherit kernel;
    nvidiaPackages = lib.genAttrs [ "stable" "production" "latest" "beta" ] (_: toys.nvidia-x11);
    nvidia_x11 = toys.nvidia-x11;
  };

  sets = {
    linuxPackages = kernelSet toys.linux_6_12;
    linuxPackages_latest = kernelSet toys.linux_6_17;
    kdePackages = builtins.mapAttrs toy (import ./kde-versions.nix);
    nerd-fonts = lib.genAttrs [ "fira-code" "jetbrains-mono" "hack" ] (
      name:
      toy name {
        pname = "nerd-fonts-${name}";
        version = "3.4.0";
        programs = [ ];
      }
    );
  };

  pkgs =
    toys
    // sets
    // {
      inherit lib pkgs;
      stdenv.hostPlatform = {
        inherit system;
        isx86_64 = lib.hasPrefix "x86_64" system;
        isAarch64 = lib.hasPrefix "aarch64" system;
        isLinux = true;
        isDarwin = false;
      };
      inherit system;
      practiceBuild = build;
      writeText =
        name: text:
        build name { inherit text; } ''printf '%s' "$text" > "$out"'';
      writeShellScriptBin =
        name: text:
        build name { inherit name text; } ''
          mkdir -p "$out/bin"
          printf '#!/bin/sh\n%s\n' "$text" > "$out/bin/$name"
          chmod 755 "$out/bin/$name"
        '';
    };
in
pkgs
