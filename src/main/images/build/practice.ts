import { rename, rm, statfs, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError } from '../../../shared/contract';
import type { JobStepSpec } from '../../jobs';
import { isCommandAbsent, runProcess } from '../../process';
import { asDiskFull } from '../../state';

/** The steps that make.sh tells of, with their share of the time. */
export const PRACTICE_STEPS: readonly JobStepSpec[] = [
  { id: 'packages', title: 'Get packages', weight: 10 },
  { id: 'unpack', title: 'Unpack packages', weight: 15 },
  { id: 'system', title: 'Put the system together', weight: 10 },
  { id: 'pack', title: 'Pack the system', weight: 50 },
  { id: 'loaders', title: 'Make the boot loaders', weight: 5 },
  { id: 'write', title: 'Write the image', weight: 5 },
  { id: 'checksums', title: 'Compute checksums', weight: 5 },
];

/** Bytes that are in use at most while it is made. */
export const PRACTICE_ROOM = 1024 ** 3;
/** Of make.sh: it cannot be made on this machine. */
const MISSING = 3;

export interface PracticeMaker {
  /** Folder `installer-images`. */
  readonly imagesDir: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

export interface PracticeWish {
  /** The name that its login prints. */
  readonly login: string;
  /** Public keys that may log in as root, one each. */
  readonly keys: readonly string[];
  /** File of the private key that it proves itself with. */
  readonly hostKey: string;
  /** Archive (tar) of the fleet; null carries none. */
  readonly fleet: string | null;
  /** Where packages are kept. */
  readonly cache: string;
  /** Folder that takes the image; what was there goes. */
  readonly into: string;
}

export interface PracticeHow {
  readonly signal: AbortSignal;
  readonly step: (id: string) => void;
  readonly log: (line: string) => void;
}

const script = ({ imagesDir }: PracticeMaker): string => join(imagesDir, 'practice', 'make.sh');

/** Why no practice image can be made on this machine; null where one can. */
export async function practiceMissing(maker: PracticeMaker): Promise<string | null> {
  try {
    const { code, stderr } = await runProcess(['bash', script(maker), '--check'], {
      env: maker.env,
      timeoutMs: 10_000,
    });
    return code === 0 ? null : stderr.trim().replaceAll('\n', ' ');
  } catch (error) {
    if (isCommandAbsent(error))
      return 'The practice image is made by a script for bash, which is not installed.';
    throw error;
  }
}

/**
 * Makes a practice image, and returns the name of its file in `into`. Throws `practice-unavailable` where it cannot be
 * made here, `disk-full`, `build-failed`, `cancelled`; nothing is left behind then.
 */
export async function makePracticeImage(
  maker: PracticeMaker,
  wish: PracticeWish,
  how: PracticeHow,
): Promise<string> {
  const { into } = wish;
  await needRoom(dirname(into));
  const keys = `${into}.keys`;
  const said: string[] = [];
  try {
    await rm(into, { recursive: true, force: true });
    await writeFile(keys, wish.keys.map((key) => `${key}\n`).join(''));
    const words = [
      ['bash', script(maker), into, wish.login],
      ['--key', keys, '--host-key', wish.hostKey, '--cache', wish.cache],
      wish.fleet === null ? [] : ['--fleet', wish.fleet],
    ].flat();
    const { code } = await runProcess(words, {
      env: maker.env,
      signal: how.signal,
      maxOutputBytes: 64 * 1024,
      onStdoutLine: (line) => {
        const step = /^@step (\w+)$/.exec(line)?.[1];
        if (step === undefined) how.log(line);
        else how.step(step);
      },
      onStderrLine: (line) => {
        said.push(line);
        how.log(line);
      },
    });
    if (code !== 0) throw explainMake(code, said);
    return `${wish.login}-practice.img`;
  } catch (error) {
    throw asDiskFull(error, into) ?? error;
  } finally {
    await rm(keys, { force: true });
    // Where it was killed, its own tidying did not happen.
    await rm(`${into}.making`, { recursive: true, force: true });
  }
}

/** Puts the next image in the place of the present one. */
export async function replaceBuilt(next: string, built: string): Promise<void> {
  await rm(built, { recursive: true, force: true });
  await rename(next, built);
}

async function needRoom(folder: string): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize >= PRACTICE_ROOM) return;
  throw new AppError('disk-full', `There is no room in ${folder} to make the image.`, {
    hint: `It needs ${PRACTICE_ROOM / 1024 ** 2} MiB while it is made. Free some space and build it again.`,
    detail: { dir: folder, needed: PRACTICE_ROOM, free: bavail * bsize },
  });
}

function explainMake(code: number | null, said: readonly string[]): AppError {
  const text = said.join('\n');
  if (/No space left on device|not enough free space/i.test(text)) {
    return new AppError('disk-full', 'The disk is full: the image was not made.', {
      hint: 'Free some space and build it again; what was begun is gone.',
      detail: { said: said.slice(-5) },
    });
  }
  const [first = 'The practice image was not made.', ...rest] = said.slice(-5);
  return code === MISSING
    ? new AppError('practice-unavailable', first, { hint: rest.join(' '), detail: { said } })
    : new AppError('build-failed', `The practice image was not made: ${said.at(-1) ?? `code ${code}`}`, {
        hint: 'The log has what its script said.',
        detail: { code, said: said.slice(-5) },
      });
}
