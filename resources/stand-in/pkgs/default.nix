# Toy packages: the names and versions of versions.nix, each a derivation that builds at once. A name that
# is not in the lists is a missing attribute, as it is in nixpkgs.
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
      package =
        derived
        // {
          inherit pname version;
          # Every output is the whole package.
          bin = package;
          lib = package;
          man = package;
          meta = {
            description = described.description or "${pname}, as a practice stand-in";
            mainProgram = if programs == [ ] then pname else builtins.head programs;
            platforms = [ system ];
          };
          passthru = { };
          override = _: package;
          overrideAttrs = _: package;
        };
    in
    package;

  toys = builtins.mapAttrs toy (import ./versions.nix);

  # Members of a set of packages: libraries and plugins, so without programs.
  members =
    prefix:
    lib.flip lib.genAttrs (
      name:
      toy name {
        pname = "${prefix}${name}";
        version = "1.0";
        programs = [ ];
      }
    );
  names = import ./sets.nix;
  extensions = lib.mapAttrs (publisher: members "vscode-extension-${publisher}-") (
    import ./vscode-extensions.nix
  );

  # A package that takes others in: they are inputs of what comes out.
  taking =
    package: set:
    let
      with' =
        choose:
        toysWith "${package.pname}-with-packages-${package.version}" package (
          if lib.isFunction choose then choose set else choose
        );
    in
    package
    // {
      withPackages = with';
      pkgs = set // {
        withPackages = with';
      };
    };
  toysWith =
    name: package: more:
    build name { inherit more package; } ''
      mkdir -p "$out"
      ln -s "$package/bin" "$out/bin" 2>/dev/null || mkdir -p "$out/bin"
      printf '%s\n' $more > "$out/packages"
    ''
    // {
      inherit (package) pname version meta;
      packages = more;
      override = _: toysWith name package more;
    };

  kernelSet =
    kernel:
    members "${kernel.pname}-" names.linuxPackages
    // {
      kernel = kernel // {
        kernelAtLeast = lib.versionAtLeast kernel.version;
        kernelOlder = lib.versionOlder kernel.version;
        modDirVersion = kernel.version;
        features = { };
      };
      nvidiaPackages = lib.genAttrs [
        "beta"
        "dc"
        "latest"
        "legacy_470"
        "legacy_535"
        "legacy_580"
        "production"
        "stable"
        "vulkan_beta"
      ] (_: toys.nvidia-x11 // { open = toys.nvidia-x11; });
      nvidia_x11 = toys.nvidia-x11;
      extend = _: kernelSet kernel;
    };
  kernelOf = version: toy "linux" { inherit version; pname = "linux"; programs = [ ]; };

  writers = import ./writers.nix { inherit lib build pkgs; };

  sets =
    lib.mapAttrs (set: members "${set}-") (removeAttrs names [ "linuxPackages" ])
    // rec {
      linuxPackages = kernelSet toys.linux_6_12;
      linuxPackages_6_12 = linuxPackages;
      linuxPackages_6_17 = kernelSet toys.linux_6_17;
      linuxPackages_latest = linuxPackages_6_17;
      linuxPackages_6_6 = kernelSet (kernelOf "6.6.116");
      linuxPackages_hardened = kernelSet (kernelOf "6.12.58-hardened1");
      linuxPackages_lqx = kernelSet (kernelOf "6.17.8-lqx1");
      linuxPackages_xanmod = kernelSet (kernelOf "6.12.58-xanmod1");
      linuxPackages_xanmod_latest = kernelSet (kernelOf "6.17.8-xanmod1");
      linuxPackages_zen = kernelSet (kernelOf "6.17.8-zen1");
      linuxKernel.packages = {
        linux_6_12 = linuxPackages;
        linux_6_17 = linuxPackages_6_17;
        linux_zen = linuxPackages_zen;
        linux_xanmod = linuxPackages_xanmod;
        linux_hardened = linuxPackages_hardened;
      };
      linuxPackagesFor = kernelSet;

      kdePackages =
        members "" names.kdePackages // builtins.mapAttrs toy (import ./kde-versions.nix);
      nerd-fonts = lib.genAttrs names.nerd-fonts (
        name:
        toy name {
          pname = "nerd-fonts-${name}";
          version = "3.4.0";
          programs = [ ];
        }
      );
      nvtopPackages = lib.genAttrs [
        "amd"
        "full"
        "intel"
        "nvidia"
      ] (_: toys.nvtop or (toy "nvtop" "3.2.0"));

      vimPlugins =
        members "vimplugin-" names.vimPlugins
        // rec {
          nvim-treesitter = toy "nvim-treesitter" {
            pname = "vimplugin-nvim-treesitter";
            version = "1.0";
            programs = [ ];
          } // {
            withAllGrammars = nvim-treesitter;
            withPlugins = _: nvim-treesitter;
            builtGrammars = lib.genAttrs [ ] lib.id;
          };
        };
      tmuxPlugins =
        members "tmuxplugin-" names.tmuxPlugins
        // {
          mkTmuxPlugin = given: toy given.pluginName { pname = "tmuxplugin-${given.pluginName}"; version = "1.0"; programs = [ ]; };
        };
      vscode-extensions = extensions;
      vscode-utils.extensionsFromVscodeMarketplace = map (
        extension:
        toy extension.name {
          pname = "vscode-extension-${extension.publisher}-${extension.name}";
          inherit (extension) version;
          programs = [ ];
        }
      );
      vscode-with-extensions = toys.vscode // {
        override = given: toysWith "vscode-with-extensions-${toys.vscode.version}" toys.vscode (given.vscodeExtensions or [ ]);
      };

      python3 = taking toys.python3 sets.python3Packages;
      python311 = taking (toys.python311 or toys.python3) sets.python311Packages;
      python314 = taking (toys.python314 or toys.python3) sets.python314Packages;
      python312 = taking (toys.python312 or toys.python3) sets.python312Packages;
      python313 = taking (toys.python313 or toys.python3) sets.python313Packages;
      emacs = taking toys.emacs sets.emacsPackages;
      emacs-nox = taking (toys.emacs-nox or toys.emacs) sets.emacsPackages;
      emacs-pgtk = taking (toys.emacs-pgtk or toys.emacs) sets.emacsPackages;
      emacsPackagesFor = package: (taking package sets.emacsPackages).pkgs // {
        emacsWithPackages = (taking package sets.emacsPackages).withPackages;
      };
      cudaPackages = members "cuda-" names.cudaPackages;

      nixos-artwork.wallpapers = members "nixos-wallpaper-" [
        "binary-black"
        "binary-blue"
        "binary-red"
        "binary-white"
        "catppuccin-frappe"
        "catppuccin-latte"
        "catppuccin-macchiato"
        "catppuccin-mocha"
        "dracula"
        "gear"
        "gnome-dark"
        "gradient-grey"
        "moonscape"
        "mosaic-blue"
        "nineish"
        "nineish-catppuccin-mocha"
        "nineish-dark-gray"
        "nineish-solarized-dark"
        "recursive"
        "ripple"
        "simple-blue"
        "simple-dark-gray"
        "simple-light-gray"
        "simple-red"
        "stripes"
        "stripes-logo"
        "waterfall"
        "watersplash"
      ];

      nur.repos = { };
    };

  pkgs =
    removeAttrs writers [ "stdenvMaker" ]
    // toys
    // sets
    // {
      inherit lib pkgs;
      stdenv = toy "stdenv" { pname = "stdenv-linux"; version = "1.0"; programs = [ ]; } // writers.stdenvMaker // {
        hostPlatform = {
          inherit system;
          isx86_64 = lib.hasPrefix "x86_64" system;
          isAarch64 = lib.hasPrefix "aarch64" system;
          isx86 = lib.hasPrefix "x86_64" system;
          isLinux = true;
          isDarwin = false;
        };
        isLinux = true;
        isDarwin = false;
        cc = toys.gcc // {
          cc = toys.gcc;
          libc = toys.gcc;
        };
        inherit system;
      };
      stdenvNoCC = pkgs.stdenv;
      inherit system;
      config = {
        allowUnfree = true;
        cudaSupport = false;
        rocmSupport = false;
      };
      pkgsi686Linux = pkgs;
      pkgsCross = { };
      unstable = pkgs;
      formats = import ./formats.nix { inherit lib; inherit (writers) writeText; };
      practiceBuild = build;
      extend = _: pkgs;
      appendOverlays = _: pkgs;
    };
in
pkgs
