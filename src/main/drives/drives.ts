import { AppError, type Drive, type Drives, type DriveWish, toErrorShape } from '../../shared/contract';
import { judgeDrives, type Machine } from '../../shared/drives';
import { ejectDrive } from './eject';
import { needsOf, type Precious } from './needs';
import { readMachine } from './read-machine';
import { toldDrive } from './told-drive';
import { createStorageWatch, type StorageWatch } from './watch-storage';

export interface DrivesOptions {
  /** What must not be lost, asked each time. */
  readonly precious: () => Promise<Precious>;
  readonly readMachine?: () => Promise<Machine>;
  readonly watch?: StorageWatch;
  readonly eject?: (drive: Drive) => Promise<string>;
}

/** The drives of this machine, judged. */
export interface DriveList {
  list(wish: DriveWish): Promise<Drives>;
  /** Again whenever the answer would be another one; ends when `signal` is aborted. */
  watch(wish: DriveWish, signal: AbortSignal | undefined): AsyncGenerator<Drives>;
  eject(path: string): Promise<{ words: string }>;
  /** What drives are wanted for has changed: those who watch look again. */
  lookAgain(): void;
}

/** udev speaks once for a drive and once for each partition. */
const GATHER_MS = 150;

/** Opens nothing until it is asked. */
export function createDrives(options: DrivesOptions): DriveList {
  const { precious, readMachine: read = readMachine, eject = ejectDrive } = options;
  const storage = options.watch ?? createStorageWatch();
  const watchers = new Set<() => void>();

  const look = async (wish: DriveWish): Promise<Drive[]> => {
    const [machine, needs] = await Promise.all([read(), precious().then((known) => needsOf(wish, known))]);
    return judgeDrives(machine, needs).map(toldDrive);
  };

  const list = async (wish: DriveWish): Promise<Drives> => ({
    drives: await look(wish),
    live: 'once',
    problem: null,
    readAt: new Date().toISOString(),
  });

  async function* watch(wish: DriveWish, signal: AbortSignal | undefined): AsyncGenerator<Drives> {
    let drives: Drive[] = [];
    let told = '';
    let wake: () => void = () => undefined;
    let stale = true;
    let over = signal?.aborted === true;
    const ring = (): void => {
      stale = true;
      wake();
    };
    const end = (): void => {
      over = true;
      wake();
    };
    const leave = storage.attend(ring);
    watchers.add(ring);
    signal?.addEventListener('abort', end);
    try {
      for (;;) {
        if (over) return;
        if (!stale) {
          await new Promise<void>((resolve) => (wake = resolve));
          await new Promise((resolve) => setTimeout(resolve, GATHER_MS));
          continue;
        }
        stale = false;
        let problem: Drives['problem'] = null;
        try {
          drives = await look(wish);
        } catch (error) {
          problem = toErrorShape(error);
        }
        const { live } = storage;
        const text = JSON.stringify({ drives, problem, live });
        if (text === told) continue;
        told = text;
        yield { drives, live, problem, readAt: new Date().toISOString() };
      }
    } finally {
      signal?.removeEventListener('abort', end);
      watchers.delete(ring);
      leave();
    }
  }

  return {
    list,
    watch,
    async eject(path) {
      const drive = (await look({})).find((one) => one.path === path);
      if (drive === undefined) {
        throw new AppError('unknown-drive', `There is no drive ${path} here.`, {
          hint: 'It may be gone already. See which there are: snowfleet drives',
          detail: { drive: path },
        });
      }
      if (drive.verdict !== 'offered') {
        throw new AppError('drive-refused', `${path} is not let go: ${drive.words.join('. ')}.`, {
          hint: 'Only drives that are offered for images are let go from here.',
          detail: { drive: path, verdict: drive.verdict, reasons: drive.reasons },
        });
      }
      const words = await eject(drive);
      for (const ring of watchers) ring();
      return { words };
    },
    lookAgain() {
      for (const ring of watchers) ring();
    },
  };
}
