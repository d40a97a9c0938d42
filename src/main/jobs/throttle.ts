/** Calls `work` at most once in `ms`: at once for the first call, later ones together at the end of the span. */
export interface Throttle {
  call(): void;
  /** Forgets a call that still waits; the span begins anew. */
  drop(): void;
}

/** A throttle around `work`; its timer keeps no process alive. */
export function createThrottle(ms: number, work: () => void): Throttle {
  let last = -Infinity;
  let timer: NodeJS.Timeout | undefined;
  const run = (): void => {
    timer = undefined;
    last = performance.now();
    work();
  };
  return {
    call: () => {
      if (timer !== undefined) return;
      const wait = last + ms - performance.now();
      if (wait <= 0) return run();
      timer = setTimeout(run, wait);
      timer.unref();
    },
    drop: () => {
      clearTimeout(timer);
      timer = undefined;
      last = performance.now();
    },
  };
}
