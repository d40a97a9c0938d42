import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Pair } from '../harness';
import { ACTIVATION_SECONDS, createHostsWorld, hostsMissing } from './world';

const MANY = 20;
const run = promisify(execFile);

/** What somebody writes who wants no tool: everything over one connection of OpenSSH, nothing proven. */
const BARE = `set -eu
nix --extra-experimental-features 'nix-command flakes' build --out-link "$4" "path:$1#nixosConfigurations.$2.config.system.build.toplevel"
system=$(readlink "$4")
export NIX_SSHOPTS="-F $3"
ssh -F "$3" -o ControlPersist=5 "$2" true
nix --extra-experimental-features nix-command copy --no-check-sigs --to "ssh-ng://$2" "$system"
ssh -F "$3" "$2" "sudo nix-env -p /nix/var/nix/profiles/system --set $system && sudo $system/bin/switch-to-configuration switch"
ssh -F "$3" -O exit "$2" 2>/dev/null
`;

/** Deploys to one host beside a script, and to many beside one; a sentence where there can be none. */
export async function createHosts(): Promise<string | { pairs: readonly Pair[]; close(): Promise<void> }> {
  const missing = hostsMissing();
  if (missing !== null) return missing;
  const one = ['host1', 'host2', 'host3', 'host4'] as const;
  const world = await createHostsWorld(one.length + MANY, one.slice(0, 2));
  const many = world.names.slice(one.length);
  const shared = join(world.fleet, '..', 'one_connection');
  writeFileSync(
    shared,
    `ControlMaster auto\nControlPath ${join(world.fleet, '..', 'master')}\nInclude ${world.sshConfig}\n`,
  );
  const first = many[0] as string;
  const beside = (ours: string, theirs: string): Pick<Pair, 'peer' | 'ours' | 'theirs' | 'rounds'> => ({
    peer: 'a bare script: nix build, nix copy, switch over one SSH connection',
    ours: async () => {
      world.revise([ours]);
      await world.deploy([ours]);
    },
    theirs: async () => {
      world.revise([theirs]);
      await run('sh', ['-c', BARE, 'bare', world.fleet, theirs, shared, join(world.fleet, '..', 'result')], {
        env: world.env,
      });
    },
    rounds: 7,
  });
  return {
    pairs: [
      {
        name: 'one host, deployed and confirmed',
        ...beside(one[0], one[1]),
        aim: 1.1,
        note: `an evaluation of seconds, 10 of 50 packages new, 2 MB to copy, and an activation that takes ${ACTIVATION_SECONDS} s. The script looks at nothing first, compares nothing, waits for nobody and cannot go back.`,
      },
      {
        name: 'one host with next to nothing to evaluate',
        ...beside(one[2], one[3]),
        note: 'shows what looking, comparing and a new login for the acknowledgement cost, whatever is deployed.',
      },
      {
        name: `${MANY} hosts, deployed and confirmed`,
        peer: 'one host',
        ours: async () => {
          world.revise(many);
          await world.deploy(many);
        },
        theirs: async () => {
          world.revise([first]);
          await world.deploy([first]);
        },
        rounds: 5,
        aim: 3,
        note: 'All hosts are simulated on this machine, whose processors also build for each of them and run their part.',
      },
    ],
    close: () => world.close(),
  };
}
