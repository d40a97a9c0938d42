import { setTimeout as pause } from 'node:timers/promises';
import { kill, type Door } from './door';

const FILE = 'hosts/p510/default.nix';
const GESTURE = ['--json', 'enable', 'p510', 'virtualization.podman'];

/** What a series of cut-off gestures showed. */
export interface KillSeries {
  /** Kills after which the file had its old bytes, its new bytes, or anything else. */
  readonly old: number;
  readonly new: number;
  /** How each round that broke a promise did it. */
  readonly broken: string[];
}

/**
 * Cuts off `count` gestures with SIGKILL at random instants and goes on with the next command each time: the file
 * must have its old or its new bytes, and `undo` must end at the old ones, whichever it was.
 */
export async function killGestures(door: Door, count: number): Promise<KillSeries> {
  const before = door.read(FILE);
  const began = Date.now();
  await door.json(GESTURE.slice(1));
  const whole = Date.now() - began;
  const after = door.read(FILE);
  await door.json(['undo']);
  const series = { old: 0, new: 0, broken: [] as string[] };
  for (let round = 0; round < count; round += 1) {
    const running = door.start(GESTURE);
    // Starting takes the first half; writing is near the end.
    await pause(whole * (0.4 + 0.7 * Math.random()));
    kill(running.pid);
    await running.answer;
    const now = door.read(FILE);
    if (now === before) series.old += 1;
    else if (now === after) series.new += 1;
    else series.broken.push(`round ${round}: the file is neither old nor new:\n${now}`);

    const undo = await door.run(['--json', 'undo']);
    if (undo.code !== 0) series.broken.push(`round ${round}: undo says ${undo.stdout}${undo.stderr}`);
    const undone = door.read(FILE);
    if (undone !== before) {
      series.broken.push(`round ${round}: undo (exit ${undo.code}) left other bytes:\n${undone}`);
      door.write(FILE, before);
    }
  }
  return series;
}
