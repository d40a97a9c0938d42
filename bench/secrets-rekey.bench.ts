import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openDoorWith, type Door } from './door';
import type { Bench } from './harness';
import { clientOf } from './secrets/client';
import { AGENIX_LOOP, makeWorld, RECIPIENTS, SECRETS, type World } from './secrets/world';
import { summarize } from './statistics';

const NEEDED = ['age', 'nix-instantiate', 'jq', 'ssh-keygen'];

let world: World | undefined;
let door: Door | undefined;
let hangUp: (() => void) | undefined;
const delays: number[] = [];

const isThere = (program: string): boolean => {
  try {
    execFileSync('which', [program], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};

/** Encrypting all secrets of a fleet anew, beside what `agenix -r` does. */
export const bench: Bench = {
  async prepare() {
    const missing = NEEDED.filter((program) => !isThere(program));
    if (missing.length > 0) return `${missing.join(', ')} is missing`;
    world = await makeWorld();
    const home = join(world.dir, 'home');
    mkdirSync(home);
    const { identity } = world;
    const ours = world.fleet('ours');
    const theirs = world.fleet('theirs');
    door = await openDoorWith(['--fleet', ours], home);
    const { client, close } = await clientOf(door.url);
    hangUp = close;
    const version = execFileSync('age', ['--version'], { encoding: 'utf8' }).trim();
    return [
      {
        name: `rekey of ${SECRETS} secrets for ${RECIPIENTS} keys`,
        peer: `agenix -r as a shell loop, age ${version}`,
        aim: 0.1,
        rounds: 5,
        work: { amount: SECRETS, unit: 'secrets' },
        note: 'Ours proves each file from the disk, syncs it and keeps the old one; the loop does not, and writes each plaintext to a temporary folder.',
        async ours() {
          await door?.begin();
          const { verified } = await client.secrets.rekey({ identities: [identity] });
          if (verified.length !== SECRETS) throw new Error(`${verified.length} were verified`);
          delays.push((await door?.observe())?.p99 ?? 0);
        },
        theirs() {
          execFileSync('sh', ['-c', AGENIX_LOOP, 'sh', identity], { cwd: theirs, stdio: 'pipe' });
        },
      },
    ];
  },
  figures: async () =>
    delays.length === 0
      ? []
      : [
          {
            name: 'event-loop delay while rekeying, p99',
            unit: 'ms',
            aim: 50,
            summary: summarize(delays),
            note: 'of the server while its threads encrypt',
          },
        ],
  async close() {
    hangUp?.();
    await door?.stop();
    world?.close();
  },
};
