import { create } from 'zustand';
import type { DesktopEdit } from '../../../shared/contract';
import type { DesktopModel } from '../../../shared/desktop';
import { api, client, gestureTaken, notifyFailure, queries } from '../../app';
import { setDesktopState, useDesktopState } from '../desktop-store';
import { withEdits } from './with-edit';

/** A value that somebody is dragging: drawn, and not yet written. */
interface Trial {
  readonly host: string;
  readonly edits: readonly DesktopEdit[];
  /** What will have been done, for the live region and the toast. */
  readonly done: string;
}

interface TrialState {
  readonly trial: Trial | null;
  /** Gestures on their way. */
  readonly writing: number;
  /** Hosts that the last gestures of a host changed too. */
  readonly also: Readonly<Record<string, readonly string[]>>;
}

export const useTrial = create<TrialState>(() => ({ trial: null, writing: 0, also: {} }));

/** Keys may be pressed again within this time, in milliseconds, before what they did is written. */
const SETTLES = 500;

let settling: ReturnType<typeof setTimeout> | undefined;
let queue: Promise<void> = Promise.resolve();

/** Draws edits without writing them. Others in their place are kept first. */
export function tryEdits(
  host: string,
  written: DesktopModel,
  edits: readonly DesktopEdit[],
  done: string,
): void {
  const { trial } = useTrial.getState();
  if (trial && targetOf(trial.edits) !== targetOf(edits)) void keepTrial();
  clearTimeout(settling);
  const { writing } = useTrial.getState();
  const before = useDesktopState.getState().tried;
  const base = writing > 0 && before ? before : written;
  useTrial.setState({ trial: { host, edits, done } });
  setDesktopState({ tried: withEdits(base, edits) });
}

/** Writes what is tried once no more keys come. */
export function keepSoon(): void {
  clearTimeout(settling);
  settling = setTimeout(() => void keepTrial(), SETTLES);
}

/** Writes what is tried as one gesture. */
export function keepTrial(): Promise<void> {
  clearTimeout(settling);
  const { trial } = useTrial.getState();
  if (!trial) return Promise.resolve();
  useTrial.setState({ trial: null });
  return takeEdits(trial.host, trial.edits, trial.done).then(() => undefined);
}

/** Draws edits at once and writes them as one gesture. */
export function drawAndTake(
  host: string,
  written: DesktopModel,
  edits: readonly DesktopEdit[],
  done: string,
): void {
  tryEdits(host, written, edits, done);
  void keepTrial();
}

/** Back to what is written. */
export function dropTrial(): void {
  clearTimeout(settling);
  if (useTrial.getState().trial === null) return;
  useTrial.setState({ trial: null });
  if (useTrial.getState().writing === 0) setDesktopState({ tried: null });
}

/**
 * Edits a host's desktop as one gesture, after those before. True where it is written; a refusal is a line on the page, and
 * the picture is again what is written.
 */
export function takeEdits(host: string, edits: readonly DesktopEdit[], done: string): Promise<boolean> {
  useTrial.setState(({ writing }) => ({ writing: writing + 1 }));
  const where = useDesktopState.getState().hostAlone ? 'host' : 'place';
  const taken = queue.then(async () => {
    try {
      const result = await client.desktop.edit({ host, edits: [...edits], where });
      const others = result.alsoHosts;
      useTrial.setState(({ also }) => ({ also: { ...also, [host]: others } }));
      gestureTaken(result, done, others.length === 0 ? undefined : `also on ${others.join(', ')}`);
      await queries.invalidateQueries({ queryKey: api.desktop.read.key() });
      return true;
    } catch (error) {
      notifyFailure(`Change the desktop of ${host}`)(error);
      return false;
    } finally {
      useTrial.setState(({ writing }) => ({ writing: writing - 1 }));
      const { trial, writing } = useTrial.getState();
      if (trial === null && writing === 0) setDesktopState({ tried: null });
    }
  });
  queue = taken.then(() => undefined);
  return taken;
}

/** What edits are of; those of the same targets replace each other while they are tried. */
const targetOf = (edits: readonly DesktopEdit[]): string => edits.map(targetOfOne).join('\n');

function targetOfOne(edit: DesktopEdit): string {
  switch (edit.kind) {
    case 'option':
      return `option ${edit.key}`;
    case 'monitor':
      return `monitor ${edit.output}`;
    case 'bezier':
    case 'animation':
    case 'bar':
      return `${edit.kind} ${edit.name}`;
    case 'add':
      return `add ${edit.line.value}`;
    case 'change':
    case 'remove':
      return `${edit.kind} ${edit.at.file}:${edit.at.line}`;
  }
}
