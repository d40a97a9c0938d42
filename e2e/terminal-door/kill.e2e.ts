import { randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { actDuring, onlyLeft, pidsOf, type Moment } from './support/cut-off';
import { Door, kill } from './support/door';
import {
  goneWithin,
  hostState,
  practiceRoot,
  practiceSshConfig,
  verifyClosure,
  workingTree,
} from './support/host-state';
import { killGestures } from './support/kill-gesture';
import { programFile } from './support/machine';
import { forgetOwnFleet, writeOwnFleet, type OwnHost } from './support/own-fleet';
import * as shapes from './support/shapes';
import { expect, test } from './support/test';

const HOST = 'alpha';
const withoutNix = programFile('nix') === null;
if (withoutNix) console.log('kill: deploys are skipped, because Nix is not installed');

const SLOW: Record<Moment, OwnHost> = {
  build: { revision: '2', seconds: 3 },
  copy: { revision: '2', megabytes: 80 },
};

for (const moment of ['build', 'copy'] as const) {
  test(`killed in the middle of the ${moment}: everything is as before, and the next deploy goes through`, async () => {
    test.skip(withoutNix, 'Nix is not installed');
    const stamp = `kill${randomBytes(5).toString('hex')}`;
    const door = new Door();
    try {
      writeOwnFleet(door, stamp, { [HOST]: SLOW[moment] });
      door.commitAll();
      // Work that is in hand: one file staged, one changed and not staged.
      door.write('notes.nix', '{ staged = true; }\n');
      door.git('add', 'notes.nix');
      door.write('notes.nix', '{ staged = true; changed = true; }\n');
      await door.json(['practice', 'up', HOST]);
      const root = practiceRoot(door, HOST);
      const before = { tree: workingTree(door), host: hostState(root), pids: pidsOf(door) };

      const running = door.start(['--json', 'deploy', HOST, '--yes']);
      await actDuring(running, moment, { stamp, root }, () => kill(running.pid));
      expect((await running.answer).code).toBeNull();

      expect(workingTree(door)).toEqual(before.tree);
      expect(hostState(root)).toEqual(before.host);
      expect(await goneWithin(`# ${stamp}`, 10_000), 'no builder goes on').toEqual([]);
      expect(await onlyLeft(door, before.pids, 10_000), 'no process goes on').toEqual([]);

      const told = shapes.runs.parse(await door.json(['runs'])).runs;
      expect(told).toMatchObject([
        { state: 'interrupted', step: moment, hosts: [{ host: HOST, outcome: null }] },
      ]);
      expect(told[0]?.advice).toMatch(/Nothing was activated on alpha.*Deploy again/);
      expect((await door.run(['runs'])).stderr).toContain('Deploy again');

      const again = shapes.deploy.parse(await door.json(['deploy', HOST, '--yes']));
      expect(again.hosts).toMatchObject([{ outcome: 'switched', from: before.host.running, generation: 2 }]);
      const system = again.hosts[0]?.to ?? '';
      expect(hostState(root)).toMatchObject({ running: system, profile: system });
      expect(verifyClosure(practiceSshConfig(door), HOST, system)).toBeGreaterThan(2);
      expect(workingTree(door)).toEqual(before.tree);
      expect(shapes.runs.parse(await door.json(['runs'])).runs.map((run) => run.state)).toEqual([
        'done',
        'interrupted',
      ]);
    } finally {
      await door.end();
      forgetOwnFleet(stamp);
    }
  });
}

test('killed while it writes a gesture: old or new bytes, and the next command goes on', async ({ door }) => {
  const series = await killGestures(door, 10);
  expect(series.broken).toEqual([]);
  expect(series.old + series.new).toBe(10);
  // Half-written files go when the folder is next written to; none may be taken for a module.
  const left = readdirSync(join(door.fleet, 'hosts/p510')).filter((name) => name.endsWith('.nix'));
  expect(left.toSorted()).toEqual(['default.nix', 'hardware-configuration.nix']);
});
