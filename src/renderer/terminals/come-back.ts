import type { Terminal } from '../../shared/contract';
import { getState } from './store';

/** A window that is only reloaded, or has lost its connection for a moment, takes its terminal again within this. */
const WAIT_MS = 1500;

const waiting = new Map<number, ReturnType<typeof setTimeout>>();

/**
 * Sees to it that a terminal which another window has taken comes back when no window shows it any more. `terminal` is
 * what the core says of it now, and `take` asks for it.
 */
export function mayComeBack(pane: number, terminal: Terminal | undefined, take: () => void): void {
  const isFree = terminal?.shown === false && getState().elsewhere.has(pane);
  if (!isFree) {
    clearTimeout(waiting.get(pane));
    waiting.delete(pane);
    return;
  }
  if (waiting.has(pane)) return;
  const timer = setTimeout(() => {
    waiting.delete(pane);
    take();
  }, WAIT_MS);
  waiting.set(pane, timer);
}
