import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a system's activation does in tests; real code runs it on a real host. */
export type Behaviour =
  | 'good'
  /** Exit 1 after it has switched. */
  | 'fails'
  /** Exit 1 before anything has changed, and from then on whatever is activated does the same. */
  | 'jams'
  /** Switched, one unit failed: exit 4. */
  | 'units'
  /** Switched, but nobody is let in any more. */
  | 'shuts-out'
  /** Switched, and the host goes down. */
  | 'dies'
  /** Takes three seconds. */
  | 'slow';

export interface HostSpec {
  readonly revision: string;
  readonly behaviour: Behaviour;
  readonly packages: readonly string[];
  /** Bytes that cannot be compressed, so that the system takes its time on a slow line. */
  readonly ballast?: number;
  /** `snowfleet.health` of the host, as Nix text. */
  readonly health?: string;
}

const SCRIPT = `#!/bin/sh
# Activation of a test system; the file behaviour says what it does.
system=$(dirname "$(dirname "$(readlink -f "$0")")")
behaviour=$(cat "$system/behaviour")
echo "$1 $system" >>/root/activations
case $1 in
dry-activate)
  echo "would restart the following units: demo.service, sshd.service" >&2
  echo "would activate the configuration..." >&2
  exit 0 ;;
boot) exit 0 ;;
switch | test) ;;
*) exit 1 ;;
esac
[ "$behaviour" = jams ] && touch /root/jammed
[ -e /root/jammed ] && { echo "nothing can be activated here" >&2; exit 1; }
echo "activating the configuration..." >&2
keys=/root/.ssh/authorized_keys
[ "$behaviour" = slow ] && sleep 3
ln -sfn "$system" /run/current-system
case $behaviour in
good | slow) [ -e "$keys.away" ] && mv "$keys.away" "$keys" ;;
fails) echo "the activation script failed" >&2; exit 1 ;;
units) echo "warning: the following units failed: demo.service" >&2; exit 4 ;;
shuts-out) mv "$keys" "$keys.away" ;;
dies) kill -TERM 1; sleep 1 ;;
esac
exit 0
`;

/**
 * Writes a flake of hosts without inputs, whose systems are a few files each. Builders use the machine's own tools,
 * so Nix must not sandbox.
 */
export function writeFleet(dir: string, hosts: Readonly<Record<string, HostSpec>>, stamp: string): void {
  mkdirSync(dir, { recursive: true });
  writeFileSync(join(dir, 'switch.sh'), SCRIPT);
  const attributes = Object.entries(hosts).map(
    ([name, spec]) =>
      `    ${name} = system { host = "${name}"; revision = "${spec.revision}"; behaviour = "${spec.behaviour}"; packages = [ ${spec.packages
        .map((one) => `"${one}"`)
        .join(' ')} ]; ballast = ${spec.ballast ?? 0}; health = ${spec.health ?? '[ ]'}; };`,
  );
  writeFileSync(
    join(dir, 'flake.nix'),
    `{
  outputs = { self }: let
    make = name: env: script: derivation ({
      inherit name; system = "x86_64-linux"; builder = "/bin/sh"; args = [ "-e" "-c" script ];
      PATH = "/bin:/usr/bin"; stamp = "${stamp}"; preferLocalBuild = true;
    } // env);
    package = name: make name { } "mkdir -p $out/bin; echo $name > $out/bin/$name";
    system = { host, revision, behaviour, packages, ballast, health }: {
      config.snowfleet.health = health;
      config.system.build.toplevel = make "nixos-system-\${host}-25.11.\${revision}" {
        inherit behaviour revision; packages = map package packages; script = ./switch.sh;
        ballast = if ballast == 0 then "" else make "ballast" { inherit ballast revision; } "head -c $ballast /dev/urandom > $out";
      } ''
        mkdir -p $out/bin $out/sw
        if [ -n "$ballast" ]; then ln -s $ballast $out/ballast; fi
        for package in $packages; do ln -s $package $out/sw/; done
        printf 25.11.$revision > $out/nixos-version
        echo $behaviour > $out/behaviour
        cat $script > $out/bin/switch-to-configuration
        chmod +x $out/bin/switch-to-configuration
      '';
    };
  in { nixosConfigurations = {
${attributes.join('\n')}
  }; };
}
`,
  );
}
