import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  createReadStream,
  createWriteStream,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { pipeline } from 'node:stream/promises';
import { decryptStream, encryptStream, parseIdentities, parseRecipient } from '../src/main/age';
import type { Bench, Pair } from './harness';
import { summarize } from './statistics';

const MEGABYTES = 100;
/** So much is read and written at a time, and so much waits to be written. */
const PIECE_BYTES = 1024 * 1024;
/** Finer than what is looked for. */
const RESOLUTION_MS = 5;

let folder: string | undefined;
const delays: number[] = [];

/** Runs a work and notes how long others waited for the thread meanwhile. */
async function watched(work: Promise<void>): Promise<void> {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  await work;
  delay.disable();
  delays.push(delay.percentile(99) / 1e6);
}

/** One large file through age, from disk to disk. */
export const bench: Bench = {
  async prepare() {
    let version: string;
    try {
      version = `age ${execFileSync('age', ['--version'], { encoding: 'utf8' }).trim()}`;
    } catch {
      return 'age is missing';
    }
    folder = mkdtempSync(join(tmpdir(), 'snowfleet-bench-age-'));
    const path = (name: string): string => join(folder ?? '', name);
    const plain = path('plain');
    writeFileSync(plain, randomBytes(MEGABYTES * 1e6));
    execFileSync('age-keygen', ['-o', path('key')], { stdio: 'pipe' });
    const identities = await parseIdentities(readFileSync(path('key')));
    const recipient = parseRecipient(identities[0]?.recipient.text ?? '');
    const from = (file: string) => createReadStream(file, { highWaterMark: PIECE_BYTES });
    const to = (name: string) => createWriteStream(path(name), { highWaterMark: 4 * PIECE_BYTES });
    const common = { peer: version, aim: 2, work: { amount: MEGABYTES, unit: 'MB' } };

    const pairs: Pair[] = ([false, true] as const).flatMap((armor) => {
      const words = armor ? ', armored' : '';
      const sealed = path(armor ? 'sealed-text' : 'sealed');
      execFileSync('age', [...(armor ? ['-a'] : []), '-r', recipient.text, '-o', sealed, plain]);
      return [
        {
          ...common,
          name: `encrypt ${MEGABYTES} MB${words}`,
          ours: () => watched(pipeline(encryptStream(from(plain), [recipient], { armor }), to('ours.age'))),
          theirs() {
            execFileSync('age', [
              ...(armor ? ['-a'] : []),
              '-r',
              recipient.text,
              '-o',
              path('theirs.age'),
              plain,
            ]);
          },
        },
        {
          ...common,
          name: `decrypt ${MEGABYTES} MB${words}`,
          ours: () => watched(pipeline(decryptStream(from(sealed), identities), to('ours'))),
          theirs() {
            execFileSync('age', ['-d', '-i', path('key'), '-o', path('theirs'), sealed]);
          },
        },
      ];
    });
    return pairs;
  },
  figures: async () =>
    delays.length === 0
      ? []
      : [
          {
            name: `event-loop delay meanwhile, p99`,
            unit: 'ms',
            aim: 50,
            summary: summarize(delays),
            note: 'of the thread that encrypts and decrypts; each run counts once',
          },
        ],
  close() {
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  },
};
