import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { processesOf } from '../../support/processes';
import type { Door, Event, Running } from './door';
import { commandsWith } from './machine';

/** Where a deploy is cut off: the moment is seen on the machine, not guessed. */
export type Moment = 'build' | 'copy';

const SEE_MS = 20_000;

/** Does `act` in the middle of `moment` of a running deploy. `root` is the host's `/`. Throws when it never came. */
export async function actDuring(
  running: Running,
  moment: Moment,
  seen: { readonly stamp: string; readonly root: string },
  act: () => void | Promise<void>,
): Promise<void> {
  for await (const event of running.events()) {
    if (!begins(event, moment)) continue;
    const until = Date.now() + SEE_MS;
    while (!isUnderWay(moment, seen)) {
      if (Date.now() > until) throw new Error(`no ${moment} was seen under way`);
      await pause(5);
    }
    await act();
    return;
  }
  const { stdout, stderr } = await running.answer;
  throw new Error(`the deploy ended before its ${moment}\n${stdout.slice(-2000)}\n${stderr}`);
}

function begins({ data }: Event, moment: Moment): boolean {
  return data?.kind === 'stage' && data.stage === moment && data.state === 'running';
}

function isUnderWay(moment: Moment, { stamp, root }: { stamp: string; root: string }): boolean {
  switch (moment) {
    case 'build':
      // The builder names the stamp in the command it waits for.
      return commandsWith(`# ${stamp}`).length > 0;
    case 'copy':
      // A path that arrives grows under its own name, and counts only once the host's database knows it.
      return readdirSync(join(root, 'nix/store')).some(
        (name) => name.includes(stamp) && !name.endsWith('.lock'),
      );
  }
}

/** Processes of the door's home, as they are while nothing is under way. */
export function pidsOf(door: Door): number[] {
  return processesOf(door.home)
    .map(({ pid }) => pid)
    .toSorted((a, b) => a - b);
}

/** Waits until only `pids` are left of the door's processes; answers the command lines of those that stayed. */
export async function onlyLeft(door: Door, pids: readonly number[], ms: number): Promise<string[]> {
  const until = Date.now() + ms;
  for (;;) {
    const left = processesOf(door.home).filter(({ pid }) => !pids.includes(pid));
    if (left.length === 0 || Date.now() > until) return left.map(({ pid, command }) => `${pid} ${command}`);
    await pause(50);
  }
}
