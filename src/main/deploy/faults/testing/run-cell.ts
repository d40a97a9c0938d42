import { setTimeout as sleep } from 'node:timers/promises';
import type { HostResult } from '../../../../shared/contract';
import type { Bench, Stand } from './bench';
import { cellName, expectedEnd, type Cell } from './cells';
import { killApp } from './kill-app';
import { writeFaultFleet } from './fleet';
import type { Truth } from './lane';
import { placeOf } from './place';
import { isSecond, LIMITS, limitsFor, prepareFault, strike } from './strike';

/** Longest that a run may go on after its fault has struck. */
const RUN_MS = 120_000;

/** What a cell has shown. */
export interface CellResult {
  readonly cell: Cell;
  readonly end: 'old' | 'new';
  readonly outcome: string;
  readonly evidence: string;
}

/**
 * Tries one fault on a host that runs and boots one system, and proves from inside the host that it struck, where
 * the host ended, that what it boots is proven, that nothing goes on there, and that deploying again completes.
 * Throws when any of that is not so.
 */
export function runCell(bench: Bench, cell: Cell, change?: (stand: Stand) => void): Promise<CellResult> {
  return bench.with(async (stand) => {
    change?.(stand);
    try {
      return await tryCell(cell, stand);
    } catch (error) {
      throw new Error(`${cellName(cell)}: ${error instanceof Error ? error.message : String(error)}`, {
        cause: error,
      });
    } finally {
      await restore(stand);
      if (change !== undefined) await makeWhole(stand);
    }
  });
}

async function tryCell(cell: Cell, stand: Stand): Promise<CellResult> {
  const { lane, app } = stand;
  const before = await baseline(stand);
  revise(stand);
  const place = placeOf(cell, lane);
  await prepareFault(cell, stand);
  place?.prepare();
  // A connection that is still open from before would be no step connect, and shows its key no more.
  if (cell.step === 'connect' || cell.step === 'preflight') await lane.killSessions();
  const { run, result, states, evidence } =
    cell.fault === 'app-killed'
      ? await killApp(cell, stand, place)
      : await struck(cell, stand, () =>
          app.deploy(lane.name, limitsFor(cell), { preflight: cell.step === 'preflight' }),
        );
  await lane.until('nothing is activated there any more', async () => !(await lane.isActivating()));
  const after = await lane.truth();
  const end = endOf(before, after, stand.revision);
  const expected = expectedEnd(cell);
  check(
    expected === 'either' || end === expected,
    `the host ended on the ${end} system, not the ${expected} one`,
  );
  const struckBy = evidence();
  checkTold(cell, result?.outcome === 'unknown' ? await app.toldLater(run) : result, end);
  if (end === 'new' && cell.fault !== 'another-deploy') {
    check(/ acknowledged\n/.test(states), 'it boots a system that nobody has acknowledged');
  }
  const left = (await lane.processes()).filter((line) => /sleep 1000|snowfleet/.test(line));
  check(left.length === 0, `there is still: ${left.join('; ')}`);

  await restore(stand);
  const again = await (await app.deploy(lane.name, LIMITS)).result;
  check(
    again.outcome === 'switched' || again.outcome === 'unchanged',
    `deploying again came out as ${again.outcome}: ${again.reason}`,
  );
  check(endOf(before, await lane.truth(), stand.revision) === 'new', 'deploying again did not complete');
  return { cell, end, outcome: result?.outcome ?? 'nothing', evidence: struckBy };
}

async function struck(
  cell: Cell,
  stand: Stand,
  begin: () => ReturnType<Stand['app']['deploy']>,
): Promise<{ run: string; result: HostResult; states: string; evidence: () => string }> {
  const { going, evidence } = await strike(cell, stand, placeOf(cell, stand.lane), begin);
  const result = await Promise.race([going.result, tooLate()]);
  const states = stand.lane.states(going.run);
  return { run: going.run, result, states, evidence: () => evidence(result, states) };
}

async function tooLate(): Promise<never> {
  await sleep(RUN_MS, undefined, { ref: false });
  throw new Error('it never came so far that the run ended');
}

/** A host that runs, boots and has as its profile one and the same system, which is ours. */
export async function baseline(stand: Stand): Promise<Truth> {
  const { lane, app } = stand;
  if (stand.revision === 0) {
    revise(stand);
    const { outcome, reason } = await (await app.deploy(lane.name, LIMITS)).result;
    check(outcome === 'switched', `the first deploy came out as ${outcome}: ${reason}`);
  }
  const truth = await lane.truth();
  check(
    truth.running === truth.profile && truth.running === truth.bootEntry,
    `the host is not whole to begin with: ${JSON.stringify(truth)}`,
  );
  return truth;
}

/** From now on `app` deploys another system. */
export function revise(stand: Stand): void {
  stand.revision += 1;
  writeFaultFleet(stand.fleet, stand.lane.name, nameOf(stand.revision));
  stand.lane.mark('revision', nameOf(stand.revision));
}

const STAMP = `${process.pid}x${Date.now().toString(36)}`;
/** Ends in a letter, so that no revision is the beginning of another. */
export const nameOf = (revision: number): string => `${STAMP}r${revision}e`;

/** Old or new in all three; throws where the host is between. */
function endOf(before: Truth, after: Truth, revision: number): 'old' | 'new' {
  const { running, profile, bootEntry } = after;
  check(
    running === profile && profile === bootEntry,
    `the host is between two systems: ${JSON.stringify(after)}`,
  );
  if (running === before.running) return 'old';
  check(running.endsWith(nameOf(revision)), `the host runs neither the old nor the new system: ${running}`);
  return 'new';
}

/** What was told must be what is so. Nothing may be told where the app was killed before anything was activated. */
function checkTold(cell: Cell, result: HostResult | null, end: 'old' | 'new'): void {
  if (result === null) {
    check(['connect', 'preflight', 'copy'].includes(cell.step), 'the runs tell no outcome');
    check(end === 'old', 'nothing was told, and yet the host has changed');
    return;
  }
  const { outcome, reason } = result;
  const told = `${outcome} was told (${reason ?? ''}), and the host ended on the ${end} system`;
  if (isSecond(cell)) {
    check(outcome === 'failed', told);
    return;
  }
  switch (outcome) {
    case 'switched':
    case 'units-failed':
    case 'unchanged':
      check(end === 'new', told);
      break;
    case 'failed':
    case 'rolled-back':
    case 'skipped':
      check(end === 'old', told);
      break;
    case 'unknown':
      check(false, told);
  }
}

/** Takes back whatever a fault was made of, and waits for what is under way. */
export async function restore({ lane, app, other, revision }: Stand): Promise<void> {
  await lane.plug();
  if (!lane.isUp()) await lane.start();
  lane.demandPassword(false);
  app.password = null;
  await lane.clear();
  lane.mark('revision', nameOf(revision));
  // What a mutated script leaves would go on for ever.
  if (await lane.isActivating()) await lane.settle();
  await app.idle();
  await other.idle();
  await lane.unmount();
  app.restoreScripts();
  other.restoreScripts();
}

/** What a script without one of its promises has left is made good by a restart and another system. */
async function makeWhole(stand: Stand): Promise<void> {
  const { lane, app } = stand;
  await lane.stop();
  await lane.start();
  revise(stand);
  const { outcome, reason } = await (await app.deploy(lane.name, LIMITS)).result;
  check(outcome === 'switched', `the host could not be made whole: ${outcome}: ${reason}`);
}

function check(isSo: boolean, words: string): asserts isSo {
  if (!isSo) throw new Error(words);
}
