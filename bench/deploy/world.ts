import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { createDeploys, type Deploys } from '../../src/main/deploy';
import { createJobs, type Jobs } from '../../src/main/jobs';
import { createNix } from '../../src/main/nix';
import { createSsh, type Ssh } from '../../src/main/ssh';
import { resolveHome } from '../../src/main/state';

const SIM = resolve('e2e/hosts/simhost.sh');
const run = promisify(execFile);

/** Seconds that activating a system takes: as long as a small change takes on a small NixOS host. */
export const ACTIVATION_SECONDS = 2;

/**
 * Additions, by the thousand, that evaluating a host costs whose flake is not next to nothing: seconds, and still less
 * than NixOS' own modules take (8 s for one host, NixOS/nix#8621).
 */
const THOUSANDS = 15_000;

/** Simulated hosts with a user who is not root, a fleet of them, and what deploys it. */
export interface HostsWorld {
  readonly names: readonly string[];
  readonly sshConfig: string;
  readonly fleet: string;
  /** NIX_CONFIG for programs beside. */
  readonly env: NodeJS.ProcessEnv;
  /** From now on these hosts have another system. */
  revise(names: readonly string[]): void;
  /** Deploys as the window and the command do. Throws unless every host is switched and confirmed. */
  deploy(names: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

/** Why there can be no hosts here, or null. */
export function hostsMissing(): string | null {
  return process.getuid?.() === 0 ? null : 'simulated hosts need root';
}

/** `laborious`: those whose evaluation takes its time. */
export async function createHostsWorld(
  count: number,
  laborious: readonly string[] = [],
): Promise<HostsWorld> {
  const dir = realpathSync(mkdtempSync(join(tmpdir(), 'snowfleet-bench-hosts-')));
  const names = Array.from({ length: count }, (_, index) => `host${index + 1}`);
  const hosts = join(dir, 'hosts');
  const fleet = join(dir, 'fleet');
  mkdirSync(fleet);
  const env = {
    ...process.env,
    NIX_CONFIG: 'sandbox = false\nbuild-users-group =\nsubstituters =',
    SSH_AUTH_SOCK: '',
  };
  await run('bash', [SIM, 'up', hosts, ...names], { env: { ...env, SIM_USER: 'deploy', SIM_PASSWORD: '' } });
  const home = resolveHome({ SNOWFLEET_HOME: join(dir, 'home') });
  const jobs: Jobs = createJobs({ home, version: '0.0.0' });
  const ssh: Ssh = createSsh({ home, env });
  const script = (name: string): string => readFileSync(resolve('resources/deploy', name), 'utf8');
  const sshConfig = join(hosts, 'ssh_config');
  const deploys: Deploys = createDeploys({
    home,
    jobs,
    nix: createNix({ home, env, standInDir: resolve('resources/stand-in'), standIn: false }),
    ssh,
    reach: async (host) => ({ host, source: 'ssh-config', destination: host, configFile: sshConfig }),
    scripts: async () => ({
      activate: script('activate.sh'),
      door: script('activation-door.sh'),
      health: script('health.sh'),
    }),
    preflightScript: async () => script('preflight.sh'),
    fleet: () => ({ dir: fleet, sourceVersion: async () => ({ commit: null, draft: null }) }),
  });
  const revisions = new Map(names.map((name) => [name, 0]));
  const stamp = `${process.pid}`;
  const revise = (which: readonly string[]): void => {
    for (const name of which) revisions.set(name, (revisions.get(name) ?? 0) + 1);
    writeFileSync(join(fleet, 'flake.nix'), flakeOf(revisions, stamp, laborious));
  };
  writeFileSync(join(fleet, 'switch.sh'), SWITCH);
  revise(names);
  return {
    names,
    sshConfig,
    fleet,
    env,
    revise,
    async deploy(which) {
      const { job } = await deploys.deploy({ hosts: [...which] });
      const result = await jobs.result<{ hosts: { host: string; outcome: string; reason?: string }[] }>(job);
      const bad = result.hosts.filter(({ outcome }) => outcome !== 'switched');
      if (bad.length > 0)
        throw new Error(bad.map((one) => `${one.host}: ${one.outcome}: ${one.reason}`).join('\n'));
    },
    async close() {
      await jobs.close();
      await ssh.close();
      execFileSync('bash', [SIM, 'down', hosts]);
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

const SWITCH = `#!/bin/sh
system=$(dirname "$(dirname "$(readlink -f "$0")")")
case $1 in
test | switch) sleep ${ACTIVATION_SECONDS}; ln -sfn "$system" /run/current-system ;;
esac
exit 0
`;

/** Each host: 40 packages that stay, and 10 with 200 kB each that are new with every revision. */
function flakeOf(
  revisions: ReadonlyMap<string, number>,
  stamp: string,
  laborious: readonly string[],
): string {
  const hosts = [...revisions].map(
    ([name, revision]) =>
      `    ${name} = ${laborious.includes(name) ? 'builtins.seq labour ' : ''}(host "${name}" "${stamp}r${revision}");`,
  );
  return `{
  outputs = { self }: let
    make = name: env: script: derivation ({
      inherit name; system = "${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-linux"; builder = "/bin/sh";
      args = [ "-e" "-c" script ]; PATH = "/bin:/usr/bin"; preferLocalBuild = true;
    } // env);
    thousand = builtins.genList (n: n) 1000;
    labour = builtins.foldl' (sum: n: builtins.foldl' builtins.add sum thousand) 0 (builtins.genList (n: n) ${THOUSANDS});
    kept = builtins.genList (n: make "kept-\${toString n}" { } "echo ${stamp} >$out") 40;
    changed = host: revision: builtins.genList (n:
      make "changed-\${toString n}-\${host}-\${revision}" { } "head -c 200000 /dev/urandom >$out") 10;
    host = name: revision: {
      config.system.build.toplevel = make "nixos-system-\${name}-25.11.\${revision}" {
        packages = kept ++ changed name revision; switch = ./switch.sh;
      } ''
        mkdir -p $out/bin
        printf '%s\\n' $packages >$out/packages
        printf 25.11 >$out/nixos-version
        cat $switch >$out/bin/switch-to-configuration
        chmod +x $out/bin/switch-to-configuration
      '';
    };
  in { nixosConfigurations = {
${hosts.join('\n')}
  }; };
}
`;
}
