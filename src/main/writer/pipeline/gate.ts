/** Lets so many pieces of work run at once, in the order they came. */
export interface Gate {
  run<T>(work: () => Promise<T>): Promise<T>;
  setLimit(limit: number): void;
}

/** A gate that lets `first` at once through to begin with. */
export function createGate(first: number): Gate {
  let limit = first;
  let running = 0;
  const waiting: (() => void)[] = [];
  const admit = (): void => {
    while (running < limit && waiting.length > 0) {
      running += 1;
      waiting.shift()!();
    }
  };
  return {
    async run(work) {
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
        admit();
      });
      try {
        return await work();
      } finally {
        running -= 1;
        admit();
      }
    },
    setLimit(next) {
      limit = next;
      admit();
    },
  };
}
