import { spawnSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Door } from './door';

/** What an own system does when it is activated. */
export type Behaviour =
  | 'good'
  /** Switched; the host goes down before anybody could ask. */
  | 'dies'
  /** Switched, but nobody is let in any more. */
  | 'shuts-out';

export interface OwnHost {
  readonly revision: string;
  readonly behaviour?: Behaviour;
  /** How long its one package takes to build. */
  readonly seconds?: number;
  /** Random bytes in the closure, for copies that take their time. */
  readonly megabytes?: number;
}

const SYSTEM = process.arch === 'arm64' ? 'aarch64-linux' : 'x86_64-linux';

const FLAKE = `{
  description = "machines that need no nixpkgs";

  outputs = { self }: {
    nixosConfigurations = builtins.mapAttrs (import ./machine.nix) (import ./machines.nix);
  };
}
`;

const MACHINE = `# A NixOS system in little: what a deploy looks at is there, built with the machine's own tools.
name: settings:
let
  run = what: variables: script: derivation ({
    name = what;
    system = "${SYSTEM}";
    builder = "/bin/sh";
    args = [ "-euc" script ];
    PATH = "/bin:/usr/bin";
    inherit (settings) stamp;
  } // variables);
  tool = run "tool-\${settings.revision}" { inherit (settings) seconds megabytes; } ''
    echo "compiling for $seconds s"
    test "$seconds" = 0 || sh -c "sleep $seconds # $stamp"
    mkdir -p "$out/bin"
    head -c "$((megabytes * 1000000))" /dev/urandom > "$out/data"
    printf '#!/bin/sh\\necho tool\\n' > "$out/bin/tool"
  '';
  etc = run "etc-\${settings.revision}" { inherit name; } ''
    mkdir -p "$out"
    echo "$name" > "$out/hostname"
  '';
in
{
  config.networking.hostName = name;
  config.system.build.toplevel = run "nixos-system-\${name}-25.11.\${settings.revision}"
    { inherit etc tool; inherit (settings) behaviour revision; switch = ./switch.sh; }
    ''
      mkdir -p "$out/bin"
      ln -s "$etc" "$out/etc"
      ln -s "$tool" "$out/sw"
      printf %s "25.11.$revision" > "$out/nixos-version"
      echo "$behaviour" > "$out/behaviour"
      cat "$switch" > "$out/bin/switch-to-configuration"
      chmod +x "$out/bin/switch-to-configuration"
    '';
}
`;

const SWITCH = `#!/bin/sh
# Activation of an own system; the file behaviour says what comes of it.
system=$(dirname "$(dirname "$(readlink -f "$0")")")
keys=/root/.ssh/authorized_keys
case $1 in
dry-activate) echo "would activate the configuration..." >&2; exit 0 ;;
boot) exit 0 ;;
switch | test) ;;
*) exit 1 ;;
esac
echo "activating the configuration..." >&2
[ ! -e "$keys.away" ] || mv "$keys.away" "$keys"
ln -sfn "$system" /run/current-system
case $(cat "$system/behaviour") in
shuts-out) mv "$keys" "$keys.away" ;;
dies) kill -TERM 1; sleep 5 ;;
esac
`;

/** Writes a fleet of our own making into the door's folder; `stamp` keeps its store paths apart from any other's. */
export function writeOwnFleet(door: Door, stamp: string, hosts: Readonly<Record<string, OwnHost>>): void {
  const machines = Object.entries(hosts).map(
    ([name, { revision, behaviour = 'good', seconds = 0, megabytes = 0 }]) =>
      `  ${name} = { revision = "${revision}.${stamp}"; behaviour = "${behaviour}"; seconds = ${seconds}; megabytes = ${megabytes}; stamp = "${stamp}"; };\n`,
  );
  door.write('flake.nix', FLAKE);
  door.write('machine.nix', MACHINE);
  door.write('switch.sh', SWITCH);
  writeFileSync(join(door.fleet, 'machines.nix'), `{\n${machines.join('')}}\n`);
}

/** Takes what was built under `stamp` out of this machine's store again, once its roots have gone with the door. */
export function forgetOwnFleet(stamp: string): void {
  const paths = readdirSync('/nix/store')
    .filter((name) => name.includes(stamp))
    .map((name) => `/nix/store/${name}`);
  if (paths.length === 0) return;
  // What a garbage collector of this machine holds back is its to decide.
  spawnSync('nix-store', ['--delete', ...paths], { stdio: 'ignore' });
}
