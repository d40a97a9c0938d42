import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { preflightCheckNames } from '../../src/shared/contract';
import { startSimHosts, sudoHostsMissing, type SimHosts } from '../hosts/sim-hosts';
import { Door } from './support/door';
import { hostState } from './support/host-state';
import { programFile } from './support/machine';
import { forgetOwnFleet, writeOwnFleet } from './support/own-fleet';
import * as shapes from './support/shapes';
import { expect, test } from './support/test';

const missing = sudoHostsMissing() ?? (programFile('nix') === null ? 'Nix is not installed' : null);
if (missing !== null) console.log(`preflight: skipped, because ${missing}`);

test.describe.configure({ mode: 'serial' });
test.skip(missing !== null, missing ?? '');

const stamp = `pre${randomBytes(5).toString('hex')}`;
const HOSTS = ['alpha', 'beta', 'gamma', 'delta'] as const;
let sim: SimHosts;
let door: Door;
let config: string;

/** Two hosts; gamma is beta's address with alpha's key, delta is a port on which nobody listens. */
test.beforeAll(async () => {
  sim = await startSimHosts({ names: ['alpha', 'beta'], user: { name: 'deploy', password: 'geheim' } });
  door = new Door();
  writeOwnFleet(door, stamp, Object.fromEntries(HOSTS.map((host) => [host, { revision: '1' }])));
  const sudoers = join(sim.root('alpha'), 'etc/sudoers');
  writeFileSync(
    sudoers,
    readFileSync(sudoers, 'utf8').replace(/^deploy .*$/m, 'deploy ALL=(ALL:ALL) NOPASSWD: ALL'),
  );
  chmodSync(sudoers, 0o440);
  const ssh = readFileSync(sim.sshConfig, 'utf8');
  const [alpha, beta] = sim.hosts.map(({ address, hostKey }) => ({ address, hostKey }));
  const swapped = join(door.dir, 'swapped_known_hosts');
  writeFileSync(swapped, `${beta?.address} ${alpha?.hostKey}\n`);
  const gamma = ssh.slice(ssh.indexOf('Host beta')).replace('Host beta', 'Host gamma');
  config = join(door.dir, 'ssh_config');
  writeFileSync(
    config,
    `${ssh}${gamma.replace(sim.knownHosts, swapped)}Host delta\n  HostName 127.0.0.1\n  Port 1\n`,
  );
});
test.afterAll(async () => {
  const end = await door?.end().catch((error: unknown) => error);
  await sim?.down();
  forgetOwnFleet(stamp);
  if (end instanceof Error) throw end;
});

/** A command of root in the namespaces of a host. */
function inside(host: string, ...argv: string[]): void {
  const outer = readFileSync(join(sim.dir, host, 'pid'), 'utf8').trim();
  const [first = ''] = readFileSync(`/proc/${outer}/task/${outer}/children`, 'utf8').split(' ');
  const words = ['--target', first, '--mount', '--pid', '--root', '--wd=/', '--', ...argv];
  execFileSync('nsenter', words, { stdio: 'ignore' });
}

async function lights(
  hosts: readonly string[],
  code: number,
): Promise<Record<string, Record<string, string>>> {
  const answer = shapes.preflight.parse(
    await door.json(['--ssh-config', config, 'preflight', ...hosts], { code }),
  );
  expect(answer.hosts.map(({ host }) => host)).toEqual(hosts);
  for (const { ok, checks } of answer.hosts) {
    expect(checks.map(({ name }) => name)).toEqual(preflightCheckNames);
    expect(ok).toBe(checks.every(({ state }) => state !== 'red'));
  }
  return Object.fromEntries(
    answer.hosts.map(({ host, checks }) => [
      host,
      Object.fromEntries(checks.map((one) => [one.name, one.state])),
    ]),
  );
}

test('hosts that are ready, of which one will ask for a password; nothing is changed', async () => {
  const before = ['alpha', 'beta'].map((host) => hostState(sim.root(host)));
  const { alpha, beta } = await lights(['alpha', 'beta'], 0);
  const all = Object.fromEntries(preflightCheckNames.map((name) => [name, 'green']));
  expect(alpha).toEqual(all);
  expect(beta).toEqual({ ...all, sudo: 'amber' });
  expect(['alpha', 'beta'].map((host) => hostState(sim.root(host)))).toEqual(before);
});

test('a red light for each thing that keeps a deploy from a host', async () => {
  mkdirSync(join(sim.root('beta'), 'boot'));
  inside('beta', 'mount', '-t', 'tmpfs', '-o', 'size=64k', 'boot', '/boot');
  // Somebody else switches: the lock is held as switch-to-configuration holds it.
  inside(
    'alpha',
    'sh',
    '-c',
    'mkdir -p /run/nixos; flock /run/nixos/switch-to-configuration.lock sleep 600 >/dev/null 2>&1 </dev/null & while ! grep -q FLOCK /proc/locks; do sleep 0.05; done',
  );
  const found = await lights(HOSTS, 3);
  const red = Object.entries(found).map(([host, checks]) => [
    host,
    Object.keys(checks).filter((name) => checks[name] === 'red'),
  ]);
  expect(Object.fromEntries(red)).toEqual({
    alpha: ['switch'],
    beta: ['boot'],
    gamma: ['host-key'],
    delta: ['reach'],
  });
  inside('alpha', 'sh', '-c', 'kill $(pidof sleep)');
});

test('a deploy leaves out those that are not ready, and builds nothing for them', async () => {
  const beta = hostState(sim.root('beta'));
  const words = ['--ssh-config', config, 'deploy', '--yes'];
  const { hosts } = shapes.deploy.parse(await door.json([...words, ...HOSTS], { code: 1 }));
  expect(hosts).toMatchObject([
    { host: 'alpha', outcome: 'switched' },
    { host: 'beta', outcome: 'failed', to: null, reason: expect.stringContaining('beta is not ready: Only') },
    { host: 'gamma', outcome: 'failed', to: null, reason: expect.stringContaining('key') },
    { host: 'delta', outcome: 'skipped', to: null, away: true },
  ]);
  expect(hostState(sim.root('alpha')).profile).toBe(hosts[0]?.to);
  expect(hostState(sim.root('beta'))).toEqual(beta);
  const built = readdirSync('/nix/store').filter(
    (name) => name.includes(stamp) && name.includes('nixos-system'),
  );
  expect(built.filter((name) => !name.includes('-alpha-') && !name.endsWith('.drv'))).toEqual([]);

  // Whoever says so goes on without the look, as far as it goes.
  const blind = shapes.deploy.parse(await door.json([...words, '--no-preflight', 'beta'], { code: 1 }));
  expect(blind.hosts).toMatchObject([
    { outcome: 'failed', to: expect.any(String), reason: expect.stringContaining('sudo wants the password') },
  ]);
});
