import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { onlyLeft, pidsOf } from '../terminal-door/support/cut-off';
import { Door, kill } from '../terminal-door/support/door';
import {
  hostState,
  practiceRoot,
  practiceSshConfig,
  verifyClosure,
  workingTree,
} from '../terminal-door/support/host-state';
import { forgetOwnFleet, writeOwnFleet } from '../terminal-door/support/own-fleet';
import * as shapes from '../terminal-door/support/shapes';

const KILLS = 40;
const HOST = 'alpha';
const DEPLOY = ['--json', 'deploy', HOST, '--yes'];
/** An activation that was begun goes on without us, and goes back when nobody acknowledges it; how long that may take. */
const SETTLED_MS = 60_000;

const stamp = `long${randomBytes(5).toString('hex')}`;
let door: Door;
beforeEach(() => {
  door = new Door();
});
afterEach(async () => {
  await door.end();
  forgetOwnFleet(stamp);
});

/** Waits until the host boots what it runs: then no activation is under way. */
async function settled(root: string): Promise<ReturnType<typeof hostState>> {
  const until = Date.now() + SETTLED_MS;
  for (;;) {
    const state = hostState(root);
    if (state.running === state.profile || Date.now() > until) return state;
    await pause(50);
  }
}

it(`${KILLS} deploys cut off at random instants leave the old system or the new one, and the next goes through`, async () => {
  const revise = (revision: number): void =>
    writeOwnFleet(door, stamp, { [HOST]: { revision: `r${revision}`, megabytes: 8, seconds: 0.3 } });
  revise(0);
  door.commitAll();
  await door.json(['practice', 'up', HOST]);
  const root = practiceRoot(door, HOST);
  const config = practiceSshConfig(door);
  await door.json(DEPLOY.slice(1));
  revise(1);
  const began = Date.now();
  await door.json(DEPLOY.slice(1));
  const whole = Date.now() - began;

  const steps: Record<string, number> = {};
  for (let round = 2; round < KILLS + 2; round += 1) {
    revise(round);
    const before = { tree: workingTree(door), host: hostState(root), pids: pidsOf(door) };
    const running = door.start(DEPLOY);
    await pause(whole * Math.random());
    kill(running.pid);
    await running.answer;

    const about = `round ${round}`;
    expect(workingTree(door), about).toEqual(before.tree);
    expect(await onlyLeft(door, before.pids, SETTLED_MS), about).toEqual([]);
    const after = await settled(root);
    expect(after.running, about).toBe(after.profile);
    const isOld = after.running === before.host.running;
    expect(isOld || after.running.endsWith(`r${round}.${stamp}`), `${about}: ${after.running}`).toBe(true);
    verifyClosure(config, HOST, after.running);

    const { runs } = shapes.runs.parse(await door.json(['runs']));
    expect(
      runs.filter((run) => run.state === 'running'),
      about,
    ).toEqual([]);
    const cut = runs[0]?.state === 'interrupted' ? runs[0] : undefined;
    if (cut !== undefined) expect(cut.advice, about).toMatch(/deploy again/i);
    const step = `${cut?.step ?? 'before the run'}, ${isOld ? 'old' : 'new'} system`;
    steps[step] = (steps[step] ?? 0) + 1;

    const [next] = shapes.deploy.parse(await door.json(DEPLOY.slice(1))).hosts;
    expect(next?.outcome, about).toBe(isOld ? 'switched' : 'unchanged');
    expect(hostState(root), about).toMatchObject({ running: next?.to, profile: next?.to });
  }
  console.log('cut off in:', steps);
  expect(Object.keys(steps).length, 'the instants met several steps').toBeGreaterThan(2);
});
