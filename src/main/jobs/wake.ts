import { watch } from 'node:fs';

/** Something to wait for between two looks at a file. */
export interface Wake {
  /** Resolves at the next change, after `ms` at the latest, or at once where one came since the last wait. */
  wait(ms: number): Promise<void>;
  /** A change has happened. */
  ring(): void;
  close(): void;
}

/** A wake that is rung by hand. */
export function createWake(): Wake {
  let rung = false;
  let resume: (() => void) | null = null;
  return {
    wait: (ms) => {
      if (rung) {
        rung = false;
        return Promise.resolve();
      }
      return new Promise((resolve) => {
        const done = (): void => {
          clearTimeout(timer);
          resume = null;
          rung = false;
          resolve();
        };
        const timer = setTimeout(done, ms);
        resume = done;
      });
    },
    ring: () => {
      rung = true;
      resume?.();
    },
    close: () => resume?.(),
  };
}

/** A wake that rings when something in `folder` changes; where that cannot be watched, only its time-out works. */
export function watchFolder(folder: string): Wake {
  const wake = createWake();
  try {
    const watcher = watch(folder, { persistent: false }, () => wake.ring());
    watcher.on('error', () => watcher.close());
    return {
      ...wake,
      close: () => {
        watcher.close();
        wake.close();
      },
    };
  } catch {
    return wake;
  }
}
