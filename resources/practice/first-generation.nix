# The small system a practice host has before anybody deploys to it: three registered store paths.
# `path` is where the builder finds mkdir, ln, cat and chmod.
{ host, path }:
let
  build =
    name: attributes: script:
    derivation (
      {
        inherit name;
        system = builtins.currentSystem;
        builder = "/bin/sh";
        args = [
          "-euc"
          script
        ];
        PATH = path;
        preferLocalBuild = true;
        allowSubstitutes = false;
      }
      // attributes
    );
  etc = build "etc-${host}" { inherit host; } ''
    mkdir -p "$out"
    echo "$host" >"$out/hostname"
    echo "This is the practice host $host, on the system it came with." >"$out/motd"
  '';
  software = build "system-path" { inherit host; } ''
    mkdir -p "$out/bin"
    printf '#!/bin/sh\necho "%s is a Snowfleet practice host"\n' "$host" >"$out/bin/practice-about"
    chmod 755 "$out/bin/practice-about"
  '';
in
build "nixos-system-${host}-25.11.practice"
  {
    inherit etc software;
    activation = ./switch-to-configuration;
  }
  ''
    mkdir -p "$out/bin"
    ln -s "$etc" "$out/etc"
    ln -s "$software" "$out/sw"
    printf 25.11.practice >"$out/nixos-version"
    printf %s "$system" >"$out/system"
    cat "$activation" >"$out/bin/switch-to-configuration"
    chmod 755 "$out/bin/switch-to-configuration"
  ''
