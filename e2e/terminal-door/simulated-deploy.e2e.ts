import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { simHostsMissing, startSimHosts, type SimHosts } from '../hosts/sim-hosts';
import { actDuring } from './support/cut-off';
import { Door } from './support/door';
import { hostState, verifyClosure } from './support/host-state';
import { programFile } from './support/machine';
import { forgetOwnFleet, writeOwnFleet } from './support/own-fleet';
import * as shapes from './support/shapes';
import { expect, test } from './support/test';

const missing = simHostsMissing() ?? (programFile('nix') === null ? 'Nix is not installed' : null);
if (missing !== null) console.log(`simulated-deploy: skipped, because ${missing}`);

test.describe.configure({ mode: 'serial' });
test.skip(missing !== null, missing ?? '');

const stamp = `sim${randomBytes(5).toString('hex')}`;
let sim: SimHosts;
let bundled: Door;
let own: Door;

test.beforeAll(async () => {
  sim = await startSimHosts({ names: ['p510', 'alpha', 'beta'] });
  bundled = Door.bundled();
  own = new Door();
});
test.afterAll(async () => {
  // Each goes, whatever the others say.
  const ends = await Promise.allSettled([bundled?.end(), own?.end()]);
  await sim?.down();
  forgetOwnFleet(stamp);
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
});

const state = (host: string): ReturnType<typeof hostState> => hostState(sim.root(host));

async function deploy(
  door: Door,
  host: string,
  words: readonly string[] = [],
  code = 0,
): Promise<shapes.Deployed['hosts'][number]> {
  const { hosts } = shapes.deploy.parse(
    await door.json(['--ssh-config', sim.sshConfig, ...words, 'deploy', host, '--yes'], { code }),
  );
  const [one] = hosts;
  if (one === undefined) throw new Error('no outcome');
  return one;
}

/** Deploys, proves it on the host, and goes back; answers the system that was deployed. */
async function thereAndBack(
  door: Door,
  host: string,
  words: readonly string[],
  paths: number,
): Promise<string> {
  const reach = ['--ssh-config', sim.sshConfig, ...words];
  const first = state(host);
  const done = await deploy(door, host, words);
  expect(done).toMatchObject({ outcome: 'switched', from: first.running, generation: 2 });
  const system = done.to ?? '';
  expect(state(host)).toEqual({
    running: system,
    profile: system,
    generations: ['system-1-link', 'system-2-link'],
  });
  expect(verifyClosure(sim.sshConfig, host, system)).toBeGreaterThanOrEqual(paths);

  const { generations } = shapes.generations.parse(await door.json([...reach, 'generations', host]));
  expect(generations).toMatchObject([
    { number: 2, path: system, current: true },
    { number: 1, path: first.running, current: false },
  ]);
  const back = shapes.deploy.parse(await door.json([...reach, 'rollback', host, '--yes']));
  expect(back.hosts).toMatchObject([{ outcome: 'switched', from: system, to: first.running, generation: 1 }]);
  expect(state(host)).toMatchObject({ running: first.running, profile: first.running });
  return system;
}

test('the bundled fleet, with stand-in inputs', async () => {
  const system = await thereAndBack(bundled, 'p510', ['--stand-in'], 10);
  expect(await deploy(bundled, 'p510', ['--stand-in'])).toMatchObject({ outcome: 'switched', to: system });
  const before = state('p510');
  expect(await deploy(bundled, 'p510', ['--stand-in'])).toMatchObject({ outcome: 'unchanged', to: system });
  expect(state('p510')).toEqual(before);
});

test('a fleet of other making, in git', async () => {
  writeOwnFleet(own, stamp, { alpha: { revision: '1' }, beta: { revision: '1' } });
  own.commitAll();
  await thereAndBack(own, 'alpha', [], 3);
});

test('several hosts at once exit with the highest', async () => {
  await sim.stop('beta');
  const result = shapes.deploy.parse(
    await own.json(['--ssh-config', sim.sshConfig, 'deploy', 'alpha', 'beta', '--yes'], { code: 1 }),
  );
  expect(result.hosts.find((one) => one.host === 'alpha')).toMatchObject({ outcome: 'switched' });
  expect(result.hosts.find((one) => one.host === 'beta')).toMatchObject({ outcome: 'skipped', away: true });
  expect(result.hosts.find((one) => one.host === 'beta')?.reason).toMatch(/beta/);
  await sim.start('beta');
});

test('the cable comes out in the middle of a copy: the old state remains', async () => {
  writeOwnFleet(own, stamp, { alpha: { revision: '2', megabytes: 120 }, beta: { revision: '1' } });
  const before = state('alpha');
  // As a user who wants to know soon would have it in the own configuration.
  const config = join(own.dir, 'ssh_config');
  writeFileSync(
    config,
    `ServerAliveInterval 1\nServerAliveCountMax 2\n${readFileSync(sim.sshConfig, 'utf8')}`,
  );
  const running = own.start(['--json', '--ssh-config', config, 'deploy', 'alpha', '--yes']);
  await actDuring(running, 'copy', { stamp: `tool-2.${stamp}`, root: sim.root('alpha') }, () =>
    sim.unplug('alpha'),
  );
  const answer = await running.answer;
  await sim.plug('alpha');
  expect(answer.code, answer.stderr).toBe(1);
  const last = shapes.deploy.parse(JSON.parse(answer.stdout.trimEnd().split('\n').at(-1) ?? ''));
  expect(last.hosts).toMatchObject([{ outcome: 'failed' }]);
  expect(last.hosts[0]?.reason).not.toBe('');
  expect(state('alpha')).toEqual(before);
  expect(await deploy(own, 'alpha')).toMatchObject({ outcome: 'switched', from: before.running });
});

test('the host goes down before it was confirmed, and comes back with the old system', async () => {
  writeOwnFleet(own, stamp, { alpha: { revision: '2' }, beta: { revision: '3', behaviour: 'dies' } });
  const before = state('beta');
  const running = own.start(['--json', '--ssh-config', sim.sshConfig, 'deploy', 'beta', '--yes']);
  for await (const { data } of running.events()) {
    if (data?.kind === 'stage' && data.stage === 'activate' && data.state === 'running') break;
  }
  await expect.poll(() => state('beta').running, { timeout: 20_000 }).not.toBe(before.running);
  expect(state('beta').profile).toBe(before.profile);
  await sim.stop('beta');
  await sim.start('beta');
  const answer = await running.answer;
  const last = shapes.deploy.parse(JSON.parse(answer.stdout.trimEnd().split('\n').at(-1) ?? ''));
  expect(last.hosts).toMatchObject([{ outcome: 'rolled-back', from: before.running }]);
  expect(last.hosts[0]?.reason).toContain('cut off on the host');
  expect(answer.code).toBe(5);
  expect(state('beta')).toEqual(before);
});
