import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { writeFileAtomic } from '../../state';

/**
 * Closes an open vault by itself: when nobody has wanted anything of it for a while, and when any process of the same
 * home says so. An open one is kept by each process for itself, so they meet in a file, the mark, whose text says only
 * that it is another one than before.
 */
export interface VaultKeeper {
  /** Opens the vault by `work`, and watches over it from then on. */
  opening<T>(work: () => Promise<T>): Promise<T>;
  /** Before something is wanted of the vault: closes it first where that is due. Only a person keeps it open for longer. */
  wanted(by: 'a person' | 'nobody'): Promise<void>;
  /** Closes it in every process of this home; in this one at once, in others before they use it again or within seconds. */
  lockEverywhere(): Promise<void>;
  stop(): void;
}

export interface VaultKeeperOptions {
  /** Path of the mark. */
  readonly mark: string;
  readonly isOpen: () => boolean;
  /** Closes the vault in this process. */
  readonly close: () => void;
  /** How long it stays open unused, as set now; 0: for ever. */
  readonly minutes: () => Promise<number>;
  /** Milliseconds since 1970. A clock that goes on while the machine sleeps, so that a lid that is closed counts. */
  readonly now?: () => number;
  readonly lookMs?: number;
}

/** Where the setting cannot be read. */
const DEFAULT_MINUTES = 15;
const LOOK_MS = 2_000;

export function createVaultKeeper(options: VaultKeeperOptions): VaultKeeper {
  const { mark, isOpen, close, now = Date.now, lookMs = LOOK_MS } = options;
  let known = '';
  let last = 0;
  let timer: NodeJS.Timeout | undefined;

  const readMark = (): Promise<string> => readFile(mark, 'utf8').catch(() => '');
  const stop = (): void => {
    clearInterval(timer);
    timer = undefined;
  };
  const isDue = async (): Promise<boolean> => {
    if ((await readMark()) !== known) return true;
    const minutes = await options.minutes().catch(() => DEFAULT_MINUTES);
    // A clock that was set back begins the while anew.
    last = Math.min(last, now());
    return minutes > 0 && now() - last >= minutes * 60_000;
  };
  const look = async (): Promise<void> => {
    if (!isOpen()) return stop();
    if (!(await isDue())) return;
    stop();
    close();
  };

  return {
    async opening(work) {
      // Before it is open: whoever asks for it to be closed meanwhile is heard.
      known = await readMark();
      const result = await work();
      last = now();
      stop();
      timer = setInterval(() => void look(), lookMs);
      timer.unref();
      return result;
    },
    async wanted(by) {
      await look();
      if (by === 'a person') last = now();
    },
    async lockEverywhere() {
      stop();
      close();
      await writeFileAtomic(mark, randomUUID());
    },
    stop,
  };
}
