# Snowfleet as a package, for `callPackage`: the doors of browser and terminal, the desktop door on nixpkgs' Electron, and the
# helper that writes drives with its polkit action.
{
  lib,
  stdenv,
  buildNpmPackage,
  importNpmLock,
  nodejs_22,
  electron,
  makeWrapper,
  pkg-config,
  python3,
  libsecret,
  git,
  openssh,
  systemd,
  util-linux,
  xz,
  zstd,
  src ? lib.cleanSource ../..,
}:

let
  packageJson = lib.importJSON (src + "/package.json");
in
buildNpmPackage {
  pname = "snowfleet";
  inherit (packageJson) version;
  inherit src;
  nodejs = nodejs_22;

  # By the checksums of the lock file, so that no hash stands here that somebody must renew.
  npmDeps = importNpmLock { npmRoot = src; };
  npmConfigHook = importNpmLock.npmConfigHook;

  nativeBuildInputs = [
    makeWrapper
    pkg-config
    python3
  ];
  buildInputs = [ libsecret ];

  # Electron's own download; nixpkgs has it.
  env.ELECTRON_SKIP_BINARY_DOWNLOAD = "1";

  installPhase = ''
    runHook preInstall
    npm prune --omit=dev
    app=$out/lib/snowfleet
    mkdir -p $app $out/bin $out/libexec $out/share/polkit-1/actions
    cp -r package.json bin out resources fleet installer-images node_modules $app/

    # The helper runs by a Node of its own choice, whatever the path of who asks says.
    helper=$out/libexec/snowfleet-writer
    { echo '#!${nodejs_22}/bin/node' && cat out/main/writer-helper.cjs; } >$helper
    chmod 755 $helper
    rm $app/out/main/writer-helper.cjs.map 2>/dev/null || true
    substitute resources/polkit/org.snowfleet.write-drive.policy \
      $out/share/polkit-1/actions/org.snowfleet.write-drive.policy --replace-fail @helper@ $helper

    tools=${
      lib.makeBinPath [
        git
        openssh
        systemd
        util-linux
        xz
        zstd
      ]
    }
    makeWrapper ${nodejs_22}/bin/node $out/bin/snowfleet --add-flags $app/bin/snowfleet --suffix PATH : $tools
    makeWrapper ${electron}/bin/electron $out/bin/snowfleet-desktop --add-flags $app --suffix PATH : $tools
    runHook postInstall
  '';

  # Substitution would put another path into the first line of the helper.
  dontPatchShebangs = true;

  meta = {
    inherit (packageJson) description;
    license = lib.licenses.mit;
    mainProgram = "snowfleet";
    platforms = [
      "x86_64-linux"
      "aarch64-linux"
    ];
    broken = !stdenv.hostPlatform.isLinux;
  };
}
