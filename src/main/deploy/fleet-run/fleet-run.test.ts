import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { simHostsMissing, startSimHosts, type SimHosts } from '../../../../e2e/hosts/sim-hosts';
import { awayHosts } from '../../../shared/deploys';
import type { HostSpec } from '../testing/fleet';
import { Operator } from '../testing/operator';

const missing = simHostsMissing();
if (missing !== null) console.warn(`skipped: runs of several hosts (${missing})`);

const good: HostSpec = { revision: '1', behaviour: 'good', packages: ['hello-1.0'] };

/** Real sshd, real Nix; six hosts, one behind a slow line, are in deploy.long.ts. */
describe.skipIf(missing !== null)('a run of several hosts', () => {
  let sim: SimHosts;
  let ada: Operator;
  beforeAll(async () => {
    sim = await startSimHosts({ names: ['away', 'ill', 'one'] });
    ada = new Operator(sim);
    await sim.stop('away');
  });
  afterAll(async () => {
    await ada?.end();
    await sim?.down();
  });

  it('ends with the canary whose new system is not healthy, and remembers who was away', async () => {
    const health = '[ { unit = "sshd.service"; } { port = 22; } { command = "exit 3"; feature = "a.b"; } ]';
    ada.declare({ away: good, one: good, ill: { ...good, health } });
    const [ill, one] = [ada.truth('ill'), ada.truth('one')];
    const results = await ada.deploy({
      hosts: ['away', 'ill', 'one'],
      waves: { canary: 'ill' },
      limits: { health: 1 },
    });
    expect(results.get('ill')).toMatchObject({
      outcome: 'rolled-back',
      reason: expect.stringContaining('Health checks failed: command exit 3 ends with exit code 3 (a.b)'),
      health: [{ state: 'ok' }, { state: 'ok' }, { state: 'bad' }],
    });
    expect(results.get('one')).toMatchObject({
      outcome: 'skipped',
      reason: expect.stringContaining('The canary ill did not come out well.'),
    });
    expect([ada.truth('ill'), ada.truth('one')]).toEqual([ill, one]);
    expect(results.get('away')).toMatchObject({ outcome: 'skipped', away: true, generation: null });
    expect(awayHosts((await ada.deploys.runs()).runs, ada.fleet)).toMatchObject([{ hosts: ['away'] }]);
  });

  it('restarts a simulated host, whose boot id is its namespace’s, and knows it by that', async () => {
    const { running } = ada.truth('one');
    const deploying = ada.deploy({ hosts: ['one'], mode: 'boot', reboot: true });
    // Its process 1 is a sshd that ends; the firmware that starts it again is here.
    while (await sim.isUp('one')) await sleep(50);
    await sim.start('one');
    const result = (await deploying).get('one');
    expect(result).toMatchObject({
      outcome: 'switched',
      from: running,
      reason: 'It was restarted and came up with the new system.',
    });
    expect(ada.truth('one')).toEqual({ running: result?.to, boots: result?.to });
  });
});
