import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encrypt, parseRecipient } from '../src/main/age';
import { matrixOf, readSecretsInThisThread } from '../src/main/secrets';
import type { Bench } from './harness';
import { summarize } from './statistics';

const FILES = 1000;
const KEYS = 8;

let folder: string | undefined;
/** Milliseconds from rules and files on disk to the whole matrix. */
let matrix: (() => Promise<number>) | undefined;

/** Who can read which of a thousand secrets, beside reading their headers line by line in a shell. */
export const bench: Bench = {
  async prepare() {
    folder = mkdtempSync(join(tmpdir(), 'snowfleet-bench-matrix-'));
    const dir = folder;
    const keys = Array.from({ length: KEYS }, (_, index) => {
      execFileSync('ssh-keygen', [
        '-q',
        '-t',
        'ed25519',
        '-N',
        '',
        '-C',
        `root@h${index}`,
        '-f',
        join(dir, `h${index}`),
      ]);
      return execFileSync('cat', [join(dir, `h${index}.pub`)], { encoding: 'utf8' }).trim();
    });
    const recipients = keys.map((key) => parseRecipient(key));
    const bindings = keys.map((key, index) => `  h${index} = "${key}";`).join('\n');
    const rules = Array.from({ length: FILES }, (_, index) => `  "s${index}.age".publicKeys = all;`).join(
      '\n',
    );
    const all = keys.map((_, index) => `h${index}`).join(' ');
    writeFileSync(join(dir, 'secrets.nix'), `let\n${bindings}\n  all = [ ${all} ];\nin\n{\n${rules}\n}\n`);
    const content = await encrypt(Buffer.from('content'), recipients);
    for (let index = 0; index < FILES; index++) writeFileSync(join(dir, `s${index}.age`), content);
    const declares = keys.map((_, host) => ({ host: `h${host}`, secrets: [] }));
    const files = Array.from({ length: FILES }, (_, index) => join(dir, `s${index}.age`));
    let seconds = 1_700_000_000;
    matrix = async () => {
      // What was read before is kept while a file stays as it is: here each has changed.
      seconds += 1;
      for (const file of files) utimesSync(file, seconds, seconds);
      const started = performance.now();
      const { rules: read, files: seen } = await readSecretsInThisThread({ dir, declared: [] });
      const { secrets } = matrixOf({
        rules: read,
        files: seen,
        declares,
        evaluated: new Map(),
        hostKeys: [],
      });
      if (secrets.length !== FILES || secrets.some(({ state }) => state !== 'ok'))
        throw new Error('not every secret was read');
      return performance.now() - started;
    };
    return [
      {
        name: `who can read ${FILES} secrets × ${KEYS} keys`,
        peer: 'grep and sort on each header',
        work: { amount: FILES, unit: 'files' },
        rounds: 5,
        async ours() {
          await matrix?.();
        },
        theirs() {
          const loop = 'for f in *.age; do grep -a "^-> " "$f" | sort | uniq -c; done > /dev/null';
          execFileSync('sh', ['-c', loop], { cwd: dir });
        },
        note: 'the shell tells tags and counts; ours also compares them with rules and names whose they are',
      },
    ];
  },
  async figures(runs = 15) {
    if (matrix === undefined) return [];
    const times: number[] = [];
    for (let run = 0; run < runs; run++) times.push(await matrix());
    return [
      {
        name: `matrix of ${FILES} secrets, none of them read before`,
        unit: 'ms',
        aim: 300,
        summary: summarize(times),
      },
    ];
  },
  close() {
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  },
};
