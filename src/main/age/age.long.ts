import { createHash, randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream, readFileSync, rmSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { pipeline } from 'node:stream/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isAppError } from '../../shared/contract';
import {
  decrypt,
  decryptStream,
  type DecryptWith,
  encrypt,
  encryptStream,
  type Identity,
  newIdentity,
  parseIdentities,
  parseRecipient,
  readHeader,
} from './index';
import { missingForAge, type Workshop, workshop } from './testing/command';
import { everyHarm } from './testing/harm';

/** A program that knows post-quantum keys, where the machine's own does not. */
const PROGRAM = process.env['SNOWFLEET_AGE_PROGRAM'] ?? 'age';
const PASSPHRASE = { kind: 'passphrase', passphrase: 'correct horse battery', workFactor: 4 } as const;
const CHUNK = 64 * 1024;
const missing = missingForAge();

/** Every bit of every byte of every kind of header. */
describe('an age file that was harmed at any bit', () => {
  let shop: Workshop;
  beforeAll(() => {
    shop = workshop();
  });
  afterAll(() => shop.remove());
  const rsa = async (): Promise<Identity[]> => parseIdentities(readFileSync(shop.sshKey('harmed', 'rsa')));

  it.each<[string, boolean, () => Promise<DecryptWith>]>([
    ['x25519', false, async () => [await newIdentity('x25519')]],
    ['ssh-ed25519', false, async () => [await newIdentity('ssh-ed25519')]],
    ['ssh-rsa', false, rsa],
    ['post-quantum', false, async () => [await newIdentity('post-quantum')]],
    ['a passphrase', false, async () => [PASSPHRASE]],
    ['x25519, armored', true, async () => [await newIdentity('x25519')]],
    ['ssh-ed25519, armored', true, async () => [await newIdentity('ssh-ed25519')]],
  ])('or byte is refused: %s', async (_kind, armor, keysOf) => {
    const keys = await keysOf();
    const to = keys.flatMap((key) => (key.kind === 'passphrase' ? [] : [key.recipient]));
    const whole = await encrypt(Buffer.from('content'), to.length > 0 ? to : PASSPHRASE, { armor });
    let count = 0;
    for (const { name, file } of everyHarm(whole, { bits: [0, 1, 2, 3, 4, 5, 6, 7] })) {
      // A blank at either end of an armor is nothing, and a line may end as on Windows.
      if (armor && file.toString('latin1').trim() === whole.toString('latin1').trim()) continue;
      const error = await decrypt(file, keys).then(
        () => null,
        (reason: unknown) => reason,
      );
      expect(isAppError(error), `${name}: ${String(error)}`).toBe(true);
      expect((error as { code: string }).code, name).toMatch(
        /^(age-damaged|age-unsupported|no-identity|wrong-passphrase)$/,
      );
      count += 1;
    }
    console.log(`${_kind}: ${count} harms, all refused`);
  });
});

describe.skipIf(missing !== null)(`beside ${PROGRAM}${missing === null ? '' : ` (${missing})`}`, () => {
  let shop: Workshop;
  let version = '';
  beforeAll(() => {
    shop = workshop(PROGRAM);
    version = shop.age(['--version']).toString().trim();
    console.log(`age ${version}`);
  });
  afterAll(() => shop.remove());

  const newKey = async (kind: string): Promise<{ file: string; recipient: string }> => {
    if (kind.startsWith('ssh-')) {
      const file = shop.sshKey(`${kind}-${Date.now()}`, kind === 'ssh-rsa' ? 'rsa' : 'ed25519');
      return { file, recipient: readFileSync(`${file}.pub`, 'utf8').trim() };
    }
    const file = shop.ageKey(`${kind}-${Date.now()}`, kind === 'post-quantum' ? ['-pq'] : []);
    return { file, recipient: /age1\w+/.exec(readFileSync(file, 'utf8'))?.[0] ?? '' };
  };

  it.each(['x25519', 'ssh-ed25519', 'ssh-rsa', 'post-quantum'])(
    '%s: both ways at every length about a chunk’s end',
    async (kind) => {
      if (kind === 'post-quantum' && /^v?1\.[012]\b/.test(version)) {
        return console.log(
          `age ${version} knows no post-quantum keys; name a newer one by SNOWFLEET_AGE_PROGRAM`,
        );
      }
      const { file, recipient } = await newKey(kind);
      const identities = await parseIdentities(readFileSync(file));
      const to = [parseRecipient(recipient)];
      expect(identities[0]?.recipient.text).toBe(to[0]?.text);
      for (const base of [0, CHUNK, 2 * CHUNK, 16 * CHUNK]) {
        for (const more of [-17, -16, -15, -1, 0, 1, 15, 16, 17]) {
          if (base + more < 0) continue;
          const plain = randomBytes(base + more);
          for (const armor of [false, true]) {
            const ours = await encrypt(plain, to, { armor });
            expect(shop.age(['-d', '-i', file], ours).equals(plain)).toBe(true);
            const theirs = shop.age([...(armor ? ['-a'] : []), '-r', recipient], plain);
            expect((await decrypt(theirs, identities)).equals(plain)).toBe(true);
            expect(await readHeader(theirs)).toMatchObject({ armored: armor });
          }
        }
      }
    },
  );

  it('a passphrase under the program’s own work factor opens here', async () => {
    shop.write('plain', 'only there');
    const { passphrase } = PASSPHRASE;
    await shop.ageAtTerminal(['-p', '-o', shop.path('theirs.age'), shop.path('plain')], passphrase);
    const theirs = shop.read('theirs.age');
    expect((await decrypt(theirs, [{ kind: 'passphrase', passphrase }])).toString()).toBe('only there');
    await expect(decrypt(theirs, [{ kind: 'passphrase', passphrase: 'other' }])).rejects.toMatchObject({
      code: 'wrong-passphrase',
    });
  });

  it('a gigabyte goes through in bounded memory, and others have the thread meanwhile', async () => {
    const { file, recipient } = await newKey('x25519');
    const identities = await parseIdentities(readFileSync(file));
    const [sent, received] = [createHash('sha256'), createHash('sha256')];
    const block = randomBytes(1024 * 1024);
    async function* plain(): AsyncGenerator<Uint8Array> {
      for (let mega = 0; mega < 1024; mega += 1) {
        block.writeUInt32BE(mega);
        const piece = Buffer.from(block);
        sent.update(piece);
        yield piece;
      }
    }
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    const big = shop.path('big.age');
    await pipeline(encryptStream(plain(), [parseRecipient(recipient)]), createWriteStream(big));
    let most = 0;
    for await (const piece of decryptStream(createReadStream(big), identities)) {
      received.update(piece);
      most = Math.max(most, process.memoryUsage().rss);
    }
    delay.disable();
    expect(received.digest('hex')).toBe(sent.digest('hex'));
    rmSync(big);
    console.log(
      `memory at most ${Math.round(most / 1e6)} MB; event loop p99 ${(delay.percentile(99) / 1e6).toFixed(1)} ms, most ${(delay.max / 1e6).toFixed(1)} ms`,
    );
    expect(most).toBeLessThan(600e6);
  });
});
