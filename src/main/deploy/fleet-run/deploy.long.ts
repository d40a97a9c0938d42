import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { simHostsMissing, startSimHosts, type SimHosts } from '../../../../e2e/hosts/sim-hosts';
import { startSlowLine, type SlowLine } from '../../../../e2e/hosts/slow-line';
import type { JobEvent } from '../../../shared/contract';
import { awayHosts } from '../../../shared/deploys';
import type { HostSpec } from '../testing/fleet';
import { Operator } from '../testing/operator';

const missing = simHostsMissing();
if (missing !== null) console.warn(`skipped: runs of many hosts (${missing})`);

const GOOD = ['one', 'two', 'three'];
const HOSTS = ['away', 'ill', ...GOOD, 'slow'];
const good = (revision: string): HostSpec => ({ revision, behaviour: 'good', packages: ['hello-1.0'] });

/** Real sshd, real Nix. One host is off, one gets ill of its new system, one is at the end of a slow line. */
describe.skipIf(missing !== null)('a run of six hosts', () => {
  let sim: SimHosts;
  let line: SlowLine;
  let ada: Operator;
  beforeAll(async () => {
    sim = await startSimHosts({ names: HOSTS });
    const slow = sim.hosts.find(({ name }) => name === 'slow');
    if (!slow) throw new Error('there is no slow host');
    await sim.slow('slow', '8mbit');
    line = await startSlowLine({ host: slow.address, port: slow.port }, 100);
    const sshConfig = join(sim.dir, 'slow_config');
    const plain = readFileSync(sim.sshConfig, 'utf8');
    // What stands first counts.
    writeFileSync(sshConfig, `Host slow\n  HostName 127.0.0.1\n  Port ${line.port}\n\n${plain}`);
    appendFileSync(sim.knownHosts, `[127.0.0.1]:${line.port} ${slow.hostKey}\n`);
    ada = new Operator(sim, sshConfig);
    await sim.stop('away');
  });
  afterAll(async () => {
    await ada?.end();
    await line?.close();
    await sim?.down();
  });

  it('brings the three that can to their new systems while the slow one is still copied to', async () => {
    for (const host of HOSTS) ada.declare({ [host]: good('1') });
    const health = '[ { unit = "sshd.service"; } { port = 22; } { command = "exit 3"; feature = "a.b"; } ]';
    ada.declare({ ill: { ...good('1'), health }, slow: { ...good('1'), ballast: 2_000_000 } });
    const before = ada.truth('ill');
    const order: string[] = [];
    const listen = (event: JobEvent): void => {
      if (event.type !== 'data') return;
      const { data } = event;
      if (data.kind === 'host-result') order.push(data.result.host);
      if (
        data.kind === 'stage' &&
        data.host === 'slow' &&
        data.stage === 'copy' &&
        data.state !== 'waiting'
      ) {
        order.push(`slow: copy ${data.state}`);
      }
    };
    const results = await ada.deploy({ hosts: HOSTS, limits: { health: 1 } }, listen);

    for (const host of [...GOOD, 'slow']) {
      const { to } = results.get(host) ?? {};
      expect(results.get(host)).toMatchObject({ outcome: 'switched', generation: 2 });
      expect(ada.truth(host)).toEqual({ running: to, boots: to });
    }
    const copied = order.indexOf('slow: copy done');
    expect(order.indexOf('slow: copy running')).toBeGreaterThanOrEqual(0);
    for (const host of GOOD) expect(order.indexOf(host), order.join('\n')).toBeLessThan(copied);

    expect(results.get('ill')).toMatchObject({
      outcome: 'rolled-back',
      reason: expect.stringContaining('Health checks failed: command exit 3 ends with exit code 3 (a.b)'),
      health: [{ state: 'ok' }, { state: 'ok' }, { state: 'bad' }],
    });
    expect(ada.truth('ill')).toEqual(before);
    expect(results.get('away')).toMatchObject({ outcome: 'skipped', away: true, generation: null });
  });

  it('offers the host that was away, until it has been deployed to', async () => {
    const remembered = async (): Promise<readonly string[]> =>
      awayHosts((await ada.deploys.runs()).runs, ada.fleet).flatMap(({ hosts }) => hosts);
    expect(await remembered()).toEqual(['away']);
    await sim.start('away');
    expect((await ada.deploy({ hosts: ['away'] })).get('away')).toMatchObject({ outcome: 'switched' });
    expect(await remembered()).toEqual([]);
  });

  it('touches no other host when the canary does not come out well', async () => {
    const others = ['one', 'two'];
    const before = others.map((host) => ada.truth(host));
    ada.declare({ three: { ...good('2'), behaviour: 'fails' }, one: good('2'), two: good('2') });
    const results = await ada.deploy({ hosts: [...others, 'three'], waves: { canary: 'three' } });
    expect(results.get('three')).toMatchObject({ outcome: 'rolled-back' });
    for (const host of others) {
      expect(results.get(host)).toMatchObject({
        outcome: 'skipped',
        reason: expect.stringContaining('The canary three did not come out well.'),
      });
    }
    expect(others.map((host) => ada.truth(host))).toEqual(before);
  });
});
