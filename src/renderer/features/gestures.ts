import { create } from 'zustand';
import { toAppError } from '../../shared/carrier';
import type { Board, Change, ErrorShape } from '../../shared/contract';
import { judge, judgeOff, leafName, shortPath } from '../../shared/features';
import { applyChanges, announce, refusal } from '../app';
import { errorPlace } from '../ui';

/** Why the last gesture was not taken; it stays in the panel until the next one. */
export interface Refusal {
  readonly title: string;
  readonly reason: string;
  readonly place: string | null;
  readonly hint: string;
  /** The host and feature whose verdict this tells; null where the core refused. */
  readonly of: { readonly host: string; readonly path: string } | null;
}

interface BoardView {
  /** Feature whose consequences the panel shows while nothing is carried. */
  readonly selected: string | null;
  readonly refusal: Refusal | null;
  /** A gesture is on its way to the core. */
  readonly busy: boolean;
}

export const useBoardView = create<BoardView>(() => ({ selected: null, refusal: null, busy: false }));

export function selectFeature(path: string | null): void {
  useBoardView.setState({ selected: path, refusal: null });
}

function refuse(view: Refusal): void {
  useBoardView.setState({ refusal: view });
  announce(`${view.title}: ${view.reason}`);
}

function fromError(title: string, error: ErrorShape): Refusal {
  return { title, reason: error.message, place: errorPlace(error), hint: error.hint, of: null };
}

async function apply(changes: readonly Change[], done: string, failed: string): Promise<boolean> {
  useBoardView.setState({ refusal: null, busy: true });
  try {
    await applyChanges(changes, done);
    return true;
  } catch (error) {
    refuse(fromError(failed, toAppError(error).toShape()));
    return false;
  } finally {
    useBoardView.setState({ busy: false });
  }
}

/** Switches a feature on for a host, or says why not. What it needs joins the gesture in the core. */
export async function turnOn(board: Board, host: string, path: string): Promise<boolean> {
  const name = leafName(path);
  const verdict = judge(board, host, path);
  useBoardView.setState({ selected: path });
  if (verdict.verdict === 'on') {
    announce(`${name} is already on for ${host}`);
    return false;
  }
  if (verdict.verdict === 'refused') {
    refuse({
      title: `${host} refuses ${name}`,
      ...refusal(verdict),
      hint: 'Nothing was written.',
      of: { host, path },
    });
    return false;
  }
  return apply(
    [{ kind: 'enable', host, path }],
    `${name} is on for ${host}`,
    `${name} was not switched on for ${host}`,
  );
}

/** Switches a feature off for a host, refused while another that is on needs it. */
export async function turnOff(board: Board, host: string, path: string): Promise<boolean> {
  const name = leafName(path);
  const { refusedBy } = judgeOff(board, host, path);
  if (refusedBy.length > 0) {
    refuse({
      title: `${name} stays on for ${host}`,
      reason: `${refusedBy.map((other) => shortPath(other, board.featureRoots)).join(' and ')} needs it.`,
      place: null,
      hint: 'Turn that off first. Nothing was written.',
      of: null,
    });
    return false;
  }
  return apply(
    [{ kind: 'disable', host, path }],
    `${name} is off for ${host}`,
    `${name} was not switched off for ${host}`,
  );
}

/** One gesture that takes the clashing feature off and puts this one on. */
export async function swap(host: string, off: string, on: string): Promise<boolean> {
  return apply(
    [
      { kind: 'disable', host, path: off },
      { kind: 'enable', host, path: on },
    ],
    `${leafName(on)} instead of ${leafName(off)} on ${host}`,
    `${leafName(off)} was not swapped on ${host}`,
  );
}
