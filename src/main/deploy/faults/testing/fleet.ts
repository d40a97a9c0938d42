import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Activation of the systems of this fleet. It stops where a test asks for it (`hold NAME`, see lane.ts), obeys
 * `/etc/hold/do-ACTION-MOMENT`, and writes a boot entry that can be looked at.
 */
const SWITCH = `#!/bin/sh
system=$(dirname "$(dirname "$(readlink -f "$0")")")
obey() { # MOMENT: the old system, to which one goes back, does as it should
  case $system in *"$(cat /etc/hold/revision)") ;; *) return 0 ;; esac
  hold "$1"
  [ ! -e "/etc/hold/do-$1" ] || . "/etc/hold/do-$1"
}
action=$1
case $action in
dry-activate)
  obey dry
  exit 0 ;;
test)
  obey test-start
  echo "activating the configuration..." >&2
  ln -sfn "$system" /run/current-system
  obey test-middle ;;
boot)
  obey boot-start
  echo "$system" >/boot/entry.new && mv /boot/entry.new /boot/entry || exit 1
  obey boot-middle ;;
*) exit 1 ;;
esac
exit 0
`;

/** Writes a flake of one host, whose system carries `revision` in its name and bytes that make a copy take its time. */
export function writeFaultFleet(dir: string, host: string, revision: string): void {
  mkdirSync(dir, { recursive: true });
  writeFileSync(join(dir, 'switch.sh'), SWITCH);
  writeFileSync(
    join(dir, 'flake.nix'),
    `{
  outputs = { self }: let
    make = name: env: script: derivation ({
      inherit name; system = "${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-linux"; builder = "/bin/sh";
      args = [ "-e" "-c" script ]; PATH = "/bin:/usr/bin"; preferLocalBuild = true;
    } // env);
    payload = make "payload-${revision}" { } "mkdir -p $out; head -c 3000000 /dev/urandom >$out/data";
  in {
    nixosConfigurations."${host}".config.system.build.toplevel =
      make "nixos-system-${host}-25.11.${revision}" { inherit payload; switch = ./switch.sh; } ''
        mkdir -p $out/bin
        ln -s $payload $out/sw
        printf 25.11.${revision} >$out/nixos-version
        cat $switch >$out/bin/switch-to-configuration
        chmod +x $out/bin/switch-to-configuration
      '';
  };
}
`,
  );
}
