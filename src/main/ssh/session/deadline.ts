/** A time limit that stands still while a person is asked. */
export interface Deadline {
  /** Aborted, with `timeout` as reason, when the time is up. */
  readonly signal: AbortSignal;
  readonly hasPassed: boolean;
  /** Runs the work outside the limit. */
  pausedFor<T>(work: Promise<T>): Promise<T>;
  clear(): void;
}

export function createDeadline(ms: number): Deadline {
  const controller = new AbortController();
  let left = ms;
  let since = performance.now();
  let pauses = 0;
  let timer: NodeJS.Timeout | undefined;
  let isClear = false;

  const run = (): void => {
    since = performance.now();
    timer = setTimeout(() => controller.abort(new Error('timeout')), left);
  };
  run();
  return {
    signal: controller.signal,
    get hasPassed() {
      return controller.signal.aborted;
    },
    async pausedFor(work) {
      if (pauses++ === 0) {
        clearTimeout(timer);
        left = Math.max(0, left - (performance.now() - since));
      }
      try {
        return await work;
      } finally {
        if (--pauses === 0 && !isClear) run();
      }
    },
    clear() {
      isClear = true;
      clearTimeout(timer);
    },
  };
}
