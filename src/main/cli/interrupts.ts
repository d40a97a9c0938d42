import type { Interrupts } from './follow-job';

/** Ctrl-C and its like, for whoever listens last; with nobody listening, `signal` aborts. */
export interface ProcessInterrupts extends Interrupts {
  readonly signal: AbortSignal;
  /** Gives the signals back to the process. */
  release(): void;
}

/** Presses of Ctrl-C after which we stop being polite. */
const PATIENCE = 3;

export function listenForInterrupts(): ProcessInterrupts {
  const listeners: (() => void)[] = [];
  const abort = new AbortController();
  let presses = 0;
  const onSignal = (): void => {
    presses++;
    const listener = listeners.at(-1);
    if (listener !== undefined) listener();
    else if (abort.signal.aborted || presses >= PATIENCE) process.exit(130);
    else abort.abort();
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return {
    signal: abort.signal,
    onInterrupt(listener) {
      listeners.push(listener);
      return () => void listeners.splice(listeners.indexOf(listener), 1);
    },
    release() {
      process.off('SIGINT', onSignal);
      process.off('SIGTERM', onSignal);
    },
  };
}
