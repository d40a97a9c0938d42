import { listenToUdev, type KernelMonitor } from './kernel-monitor';
import { storageSigns } from './storage-signs';

export interface StorageWatchOptions {
  /** Milliseconds between two looks at the signs. */
  readonly everyMs?: number;
  readonly signs?: () => Promise<string>;
  readonly listen?: (onNews: () => void) => KernelMonitor;
}

/** One watch of the machine's storage for all who want to know; it runs while somebody does. */
export interface StorageWatch {
  /** Called after something may have changed. Returns the leave function. */
  attend(listener: () => void): () => void;
  /** kernel: told by udev · asking: by looking each second. */
  readonly live: 'kernel' | 'asking';
}

const EVERY_MS = 1000;

/** Makes a watch; it does nothing until somebody attends. */
export function createStorageWatch(options: StorageWatchOptions = {}): StorageWatch {
  const { everyMs = EVERY_MS, signs = storageSigns, listen = listenToUdev } = options;
  const listeners = new Set<() => void>();
  let monitor: KernelMonitor | null = null;
  let timer: NodeJS.Timeout | undefined;
  let last: string | null = null;
  const tell = (): void => {
    for (const listener of listeners) listener();
  };
  // Also beside udev, which says nothing of mounts.
  const look = async (): Promise<void> => {
    const now = await signs().catch(() => null);
    if (listeners.size === 0) return;
    if (now !== null && last !== null && now !== last) tell();
    last = now ?? last;
    timer = setTimeout(() => void look(), everyMs);
  };
  return {
    attend(listener) {
      const own = (): void => listener();
      listeners.add(own);
      if (listeners.size === 1) {
        monitor = listen(tell);
        last = null;
        clearTimeout(timer);
        void look();
      }
      return () => {
        if (!listeners.delete(own) || listeners.size > 0) return;
        clearTimeout(timer);
        monitor?.stop();
        monitor = null;
      };
    },
    get live() {
      return monitor?.hears === true ? 'kernel' : 'asking';
    },
  };
}
