# Making files, scripts and small packages, with the names and meanings of nixpkgs. What was written can be read
# back from the result: `text` of files and scripts, `buildCommand` of runCommand.
{
  lib,
  build,
  pkgs,
}:
let
  # What a derivation can take as an environment variable.
  environment = lib.filterAttrs (
    name: value:
    !(lib.elem name [
      "meta"
      "passthru"
    ])
    && !(builtins.isAttrs value && !(lib.isDerivation value))
    && !(lib.isFunction value)
  );

  binaries = packages: map (package: "${package}/bin") (lib.flatten packages);

  # The toys make nothing, so a script may find no result; it has an empty one then.
  runCommandWith =
    { name, derivationArgs ? { }, ... }:
    script:
    let
      inputs = (derivationArgs.nativeBuildInputs or [ ]) ++ (derivationArgs.buildInputs or [ ]);
    in
    build name (environment derivationArgs) ''
      export PATH="${lib.concatMapStrings (folder: folder + ":") (binaries inputs)}$PATH"
      ${script}
      [ -e "$out" ] || : > "$out"
    ''
    // {
      buildCommand = script;
      meta = derivationArgs.meta or { };
    }
    // derivationArgs.passthru or { };

  writeTextFile =
    {
      name,
      text,
      executable ? false,
      destination ? "",
      meta ? { },
      passthru ? { },
      derivationArgs ? { },
      ...
    }:
    build name { inherit text destination; passAsFile = [ "text" ]; } ''
      target="$out$destination"
      mkdir -p "$(dirname "$target")"
      cp "$textPath" "$target"
      ${lib.optionalString executable ''chmod 755 "$target"''}
    ''
    // {
      inherit text passthru;
      meta =
        lib.optionalAttrs (executable && lib.hasPrefix "/bin/" destination) {
          mainProgram = lib.removePrefix "/bin/" destination;
        }
        // derivationArgs.meta or { }
        // meta;
      override = _: writeTextFile { inherit name text executable destination; };
    }
    // passthru;

  script = name: text: writeTextFile {
    inherit name text;
    executable = true;
  };
  scriptIn =
    folder: name: text:
    writeTextFile {
      inherit name text;
      executable = true;
      destination = "${folder}/${name}";
    };

  shebang = "#!${pkgs.runtimeShell}\n";

  # A made-up package: it has a name, and an empty folder as its content.
  package =
    name: more:
    build name { } ''mkdir -p "$out/bin"''
    // {
      pname = lib.getName name;
      version = lib.getVersion name;
      meta = { };
    }
    // more;

  fetched =
    given@{
      name ? null,
      url ? null,
      urls ? [ ],
      ...
    }:
    let
      address = if url != null then url else lib.head (urls ++ [ "source" ]);
      plainName = lib.strings.sanitizeDerivationName (
        if name != null then name else if given ? repo then "source" else builtins.baseNameOf address
      );
    in
    build plainName { } ''mkdir -p "$out"'' // { inherit url; };

  made =
    given:
    let
      fixed = if lib.isFunction given then lib.fix given else given;
      pname = fixed.pname or (lib.getName fixed.name);
      version = fixed.version or (lib.getVersion (fixed.name or "0"));
      result =
        package (fixed.name or "${pname}-${version}") {
          inherit pname version;
          meta = {
            mainProgram = pname;
          }
          // fixed.meta or { };
          override = _: result;
          overrideAttrs = _: result;
        }
        // fixed.passthru or { };
    in
    result;

  linked =
    name: links:
    build name
      {
        names = lib.concatStringsSep "\n" (map (link: link.name) links);
        targets = lib.concatStringsSep "\n" (map (link: "${link.path}") links);
      }
      ''
        mkdir -p "$out"
        n=0
        printf '%s\n' "$names" | while IFS= read -r name; do
          n=$((n+1))
          [ -n "$name" ] || continue
          mkdir -p "$out/$(dirname "$name")"
          ln -s "$(printf '%s\n' "$targets" | sed -n "''${n}p")" "$out/$name"
        done
      '';

  joined =
    name: paths: more:
    build name { packages = paths; } ''
      mkdir -p "$out"
      for package in $packages; do
        [ -d "$package" ] && cp -rs "$package/." "$out/" 2>/dev/null || :
      done
    ''
    // {
      inherit paths;
      override = _: joined name paths more;
    }
    // more;
in
rec {
  runtimeShell = "${pkgs.bash}/bin/bash";

  inherit runCommandWith writeTextFile;
  runCommand =
    name: derivationArgs:
    runCommandWith { inherit name derivationArgs; };
  runCommandLocal = runCommand;
  runCommandCC = runCommand;

  writeText = name: text: writeTextFile { inherit name text; };
  writeTextDir =
    path: text:
    writeTextFile {
      inherit text;
      name = builtins.baseNameOf path;
      destination = "/${path}";
    };
  writeScript = script;
  writeScriptBin = scriptIn "/bin";
  writeShellScript = name: text: script name (shebang + text + "\n");
  writeShellScriptBin = name: text: scriptIn "/bin" name (shebang + text + "\n");
  writeShellApplication =
    {
      name,
      text,
      runtimeInputs ? [ ],
      runtimeEnv ? null,
      meta ? { },
      passthru ? { },
      bashOptions ? [
        "errexit"
        "nounset"
        "pipefail"
      ],
      inheritPath ? true,
      excludeShellChecks ? [ ],
      extraShellCheckFlags ? [ ],
      ...
    }:
    writeTextFile {
      inherit name meta;
      executable = true;
      destination = "/bin/${name}";
      text = lib.concatStrings (
        [ shebang ]
        ++ map (option: "set -o ${option}\n") bashOptions
        ++ lib.optionals (runtimeEnv != null) (
          lib.mapAttrsToList (key: value: ''
            ${lib.toShellVar key value}
            export ${key}
          '') runtimeEnv
        )
        ++ lib.optional (runtimeInputs != [ ]) ''

          export PATH="${lib.concatStringsSep ":" (binaries runtimeInputs)}${lib.optionalString inheritPath ":$PATH"}"
        ''
        ++ [
          "\n"
          text
          "\n"
        ]
      );
      passthru = passthru // {
        inherit excludeShellChecks extraShellCheckFlags runtimeInputs;
        script = text;
      };
    };
  writeStringReferencesToFile = text: writeText "references" "";

  concatTextFile =
    {
      name,
      files,
      ...
    }:
    runCommand name { inherit files; } ''cat $files > "$out"'';
  concatText = name: files: concatTextFile { inherit name files; };

  writers = {
    writeBash = writeShellScript;
    writeBashBin = writeShellScriptBin;
    writeDash = writeShellScript;
    writeDashBin = writeShellScriptBin;
    writePython3 = name: _: text: script name ("#!${pkgs.python3}/bin/python3\n" + text);
    writePython3Bin = name: _: text: scriptIn "/bin" name ("#!${pkgs.python3}/bin/python3\n" + text);
    writeText = writeText;
    writeJSON = name: value: writeText name (builtins.toJSON value);
    writeYAML = name: value: writeText name (builtins.toJSON value);
    writeTOML = name: value: (pkgs.formats.toml { }).generate name value;
  };

  linkFarm =
    name: entries:
    linked name (
      if builtins.isAttrs entries then lib.mapAttrsToList (name: path: { inherit name path; }) entries else entries
    )
    // {
      inherit entries;
    };
  linkFarmFromDrvs =
    name: drvs:
    linkFarm name (
      map (drv: {
        inherit (drv) name;
        path = drv;
      }) drvs
    );
  symlinkJoin =
    given@{
      paths,
      meta ? { },
      passthru ? { },
      postBuild ? "",
      ...
    }:
    joined (given.name or "${given.pname}-${given.version}") paths (
      { inherit meta passthru postBuild; }
      // lib.optionalAttrs (given ? pname) { inherit (given) pname; }
      // passthru
    );
  buildEnv =
    {
      name,
      paths,
      meta ? { },
      ...
    }:
    joined name paths { inherit meta; };
  buildFHSEnv = given: made ({ pname = given.name or given.pname; version = "1"; } // { inherit (given) meta; });
  mkShell =
    given@{
      name ? "nix-shell",
      packages ? [ ],
      inputsFrom ? [ ],
      shellHook ? "",
      ...
    }:
    package name {
      inherit packages shellHook;
      nativeBuildInputs = packages ++ (given.nativeBuildInputs or [ ]);
    };
  mkShellNoCC = mkShell;
  makeDesktopItem =
    given@{
      name,
      desktopName,
      exec ? null,
      icon ? null,
      categories ? [ ],
      ...
    }:
    writeTextFile {
      name = "${name}.desktop";
      destination = "/share/applications/${name}.desktop";
      text = lib.concatLines (
        [
          "[Desktop Entry]"
          "Type=${given.type or "Application"}"
          "Version=1.5"
          "Name=${desktopName}"
        ]
        ++ lib.optional (given ? comment) "Comment=${given.comment}"
        ++ lib.optional (exec != null) "Exec=${exec}"
        ++ lib.optional (icon != null) "Icon=${icon}"
        ++ lib.optional (given ? terminal) "Terminal=${lib.boolToString given.terminal}"
        ++ lib.optional (categories != [ ]) "Categories=${lib.concatStringsSep ";" categories};"
      );
    };
  makeAutostartItem = { name, package, ... }: package.overrideAttrs or package;

  replaceVars =
    source: replacements:
    runCommand (builtins.baseNameOf (toString source)) { inherit replacements; } ''cp ${source} "$out"'';
  substituteAll = given: runCommand (given.name or "substituted") { } ''cp ${given.src} "$out"'';
  makeWrapper = package "make-shell-wrapper-hook" { };
  makeBinaryWrapper = package "make-binary-wrapper-hook" { };
  wrapGAppsHook3 = package "wrap-gapps-hook" { };
  wrapGAppsHook4 = package "wrap-gapps-hook" { };
  autoPatchelfHook = package "auto-patchelf-hook" { };
  installShellFiles = package "install-shell-files" { };
  pkg-config = package "pkg-config-wrapper-0.29.2" { };
  emptyFile = runCommand "empty-file" { } '': > "$out"'';
  emptyDirectory = runCommand "empty-directory" { } ''mkdir -p "$out"'';

  fetchurl = fetched;
  fetchzip = fetched;
  fetchgit = given: fetched (given // { name = given.name or "source"; });
  fetchFromGitHub = fetched;
  fetchFromGitLab = fetched;
  fetchFromGitea = fetched;
  fetchFromSourcehut = fetched;
  fetchpatch = fetched;
  fetchpatch2 = fetched;
  fetchNpmDeps = fetched;

  stdenvMaker = {
    mkDerivation = made;
  };
  buildGoModule = made;
  buildNpmPackage = made;
  buildDotnetModule = made;
  rustPlatform.buildRustPackage = made;
  dockerTools = {
    buildImage = given: made { pname = given.name; version = given.tag or "latest"; };
    buildLayeredImage = given: made { pname = given.name; version = given.tag or "latest"; };
    pullImage = given: fetched { name = "docker-image"; };
  };
  callPackage =
    function: overrides:
    let
      f = if lib.isFunction function then function else import function;
      wanted = builtins.functionArgs f;
      result = f (builtins.intersectAttrs wanted pkgs // overrides);
    in
    if builtins.isAttrs result then result // { override = more: callPackage f (overrides // more); } else result;
  makeOverridable = f: given: f given // { override = more: makeOverridable f (given // more); };
  nixosOptionsDoc = _: {
    optionsJSON = emptyDirectory;
    optionsCommonMark = emptyFile;
  };
}
