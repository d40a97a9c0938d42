import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DebianVm, SWITCH } from '../../../../../e2e/hosts/debian-vm/debian-vm';

/** What activating a system of this fleet comes to on a real systemd. */
export type DebianBehaviour =
  | 'good'
  /** Exit 1 after it has switched. */
  | 'fails'
  /** Its unit demo.service, which worked before, fails: exit 4. */
  | 'breaks-unit'
  /** Never ends, and ignores the first signal. */
  | 'hangs'
  /** Takes half a minute. */
  | 'slow'
  /** Restarts sshd, as a change of its settings does. */
  | 'restarts-sshd';

/** Writes a flake of the one host; `revision` ends the name of its system. */
export function writeDebianFleet(dir: string, revision: string, behaviour: DebianBehaviour): void {
  const { host } = DebianVm;
  const unit =
    behaviour === 'breaks-unit' ? 'Type=oneshot\nExecStart=/bin/false' : 'ExecStart=/bin/sleep infinity';
  mkdirSync(dir, { recursive: true });
  copyFileSync(SWITCH, join(dir, 'switch.sh'));
  writeFileSync(join(dir, 'demo.service'), `[Service]\n${unit}\n`);
  writeFileSync(
    join(dir, 'flake.nix'),
    `{
  outputs = { self }: {
    nixosConfigurations.${host}.config.system.build.toplevel = derivation {
      name = "nixos-system-${host}-25.11.${revision}"; system = "${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-linux";
      builder = "/bin/sh"; PATH = "/bin:/usr/bin"; preferLocalBuild = true;
      switch = ./switch.sh; unit = ./demo.service;
      args = [ "-e" "-c" ''
        mkdir -p $out/bin
        printf 25.11.${revision} >$out/nixos-version
        echo ${behaviour} >$out/behaviour
        cat $unit >$out/demo.service
        cat $switch >$out/bin/switch-to-configuration
        chmod +x $out/bin/switch-to-configuration
      '' ];
    };
  };
}
`,
  );
}
