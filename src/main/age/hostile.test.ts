import { execFileSync } from 'node:child_process';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { array, assert, asyncProperty, constantFrom, nat, string, tuple, uint8Array } from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { isAppError } from '../../shared/contract';
import { toBase64 } from './format/base64';
import { bothCiphers, joined } from './format/cipher';
import {
  decrypt,
  decryptStream,
  type DecryptWith,
  encrypt,
  type Identity,
  newIdentity,
  parseIdentities,
  parseRecipient,
  readHeader,
  sshRecipientOf,
} from './index';
import { everyHarm } from './testing/harm';
import { wireString } from '../ssh';

const PASSPHRASE = { kind: 'passphrase', passphrase: 'correct horse', workFactor: 4 } as const;

async function outcome(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'done';
  } catch (error) {
    if (!isAppError(error)) throw error;
    return error.code;
  }
}

/** A header with nothing behind it that could be opened. */
const headerOf = (...lines: readonly string[]): Buffer =>
  Buffer.from(['age-encryption.org/v1', ...lines, `--- ${toBase64(Buffer.alloc(32))}`, ''].join('\n'));

describe('an age file that was harmed', () => {
  it.each([
    ['for two keys', async () => Promise.all([newIdentity('x25519'), newIdentity('ssh-ed25519')])],
    ['under a passphrase', async () => [PASSPHRASE]],
  ])('%s is refused at whatever byte of its header or content', async (_what, keysOf) => {
    const keys: DecryptWith = await keysOf();
    const to = keys.some(({ kind }) => kind === 'passphrase')
      ? PASSPHRASE
      : (keys as readonly Identity[]).map(({ recipient }) => recipient);
    const whole = await encrypt(Buffer.from('content'), to);
    for (const { name, file } of everyHarm(whole, { bits: [0] })) {
      expect(await outcome(decrypt(file, keys.toReversed())), name).toMatch(
        /^(age-damaged|age-unsupported|no-identity|wrong-passphrase)$/,
      );
    }
  });

  it('shows by its length that it was cut off, and that it is empty', async () => {
    const { recipient } = await newIdentity('x25519');
    const folder = await mkdtemp(join(tmpdir(), 'snowfleet-age-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const file = join(folder, 'secret.age');
    await writeFile(file, await encrypt(Buffer.alloc(0), [recipient]));
    expect(await readHeader(file)).toMatchObject({ plainBytes: 0, armored: false });
    const long = await encrypt(randomBytes(100_000), [recipient], { armor: true });
    expect((await readHeader(long)).plainBytes).toBe(100_000);
    await writeFile(file, await encrypt(randomBytes(65_536), [recipient]));
    expect((await readHeader(file)).plainBytes).toBe(65_536);
    await truncate(file, (await readHeader(file)).payloadOffset + 20);
    expect((await readHeader(file)).plainBytes).toBe('damaged');
    await truncate(file, 0);
    await expect(readHeader(file)).rejects.toMatchObject({
      code: 'age-damaged',
      message: 'This is no whole age file: it is empty.',
    });
    await expect(readHeader(folder)).rejects.toMatchObject({ code: 'unreadable-file' });
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    await expect(readHeader(join(folder, 'pipe'))).rejects.toMatchObject({ code: 'unreadable-file' });
    await expect(readHeader(join(folder, 'absent'))).rejects.toMatchObject({ code: 'unreadable-file' });
  });

  it('whatever the bytes, is read or refused, and what is read is written again as it was', async () => {
    const word = string({ minLength: 1, maxLength: 8, unit: constantFrom(...'aX5~-/') });
    const stanza = tuple(array(word, { minLength: 1, maxLength: 3 }), uint8Array({ maxLength: 100 }));
    await assert(
      asyncProperty(
        array(stanza, { minLength: 1, maxLength: 4 }),
        nat(),
        nat(255),
        async (given, at, byte) => {
          const lines = given.flatMap(([args, body]) => {
            const text = toBase64(body);
            return [
              `-> ${args.join(' ')}`,
              ...(`${text}\n`.match(/.{64}|.{0,63}\n/g) ?? []).map((line) => line.trimEnd()),
            ];
          });
          const bytes = headerOf(...lines);
          const { stanzas, headerBytes } = await readHeader(bytes);
          expect(stanzas.map(({ type, args, body }) => [[type, ...args], Uint8Array.from(body)])).toEqual(
            given,
          );
          expect(Buffer.from(headerBytes).equals(bytes)).toBe(true);
          bytes[at % bytes.length] = byte;
          expect(await outcome(readHeader(bytes))).toMatch(/^(done|age-damaged|age-unsupported)$/);
        },
      ),
      { numRuns: 60 },
    );
    await assert(
      asyncProperty(uint8Array({ maxLength: 300 }), async (bytes) => {
        expect(await outcome(readHeader(bytes))).toMatch(/^age-(damaged|unsupported)$/);
      }),
      { numRuns: 100 },
    );
  });
});

describe('an age file that asks for too much', () => {
  it.each(['40', '21', '99999999999999999999'])(
    'a work factor of 2 to the %s is refused at once',
    async (factor) => {
      const file = headerOf(`-> scrypt ${toBase64(Buffer.alloc(16))} ${factor}`, toBase64(Buffer.alloc(32)));
      await expect(decrypt(file, [PASSPHRASE])).rejects.toMatchObject({
        code: 'age-unsupported',
        detail: { limit: 20 },
      });
    },
  );

  it('100,000 recipients, one endless line, or a header without end are refused', async () => {
    const key = await newIdentity('x25519');
    const many = headerOf(...Array.from({ length: 100_000 }, () => '-> a\n'));
    await expect(decrypt(many, [key])).rejects.toMatchObject({
      code: 'age-unsupported',
      detail: { limit: 4096 },
    });
    const line = headerOf(`-> a ${'b'.repeat(8_000_000)}`);
    await expect(readHeader(line)).rejects.toMatchObject({ code: 'age-unsupported' });
    const body = headerOf('-> a', ...Array.from({ length: 100_000 }, () => 'A'.repeat(64)));
    await expect(readHeader(body)).rejects.toMatchObject({ code: 'age-unsupported' });
    await expect(readHeader(Buffer.from('age-encryption.org/v2\nx'))).rejects.toMatchObject({
      message: 'This age file is not read: it says it is of version v2, and only v1 is known.',
    });
  });
});

describe('keys that cannot be used', () => {
  const wire = (...parts: readonly (string | Uint8Array)[]): string =>
    Buffer.concat(parts.map(wireString)).toString('base64');
  const weak = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey.export({ format: 'jwk' });
  const half = (text: string | undefined): Buffer => Buffer.from(text ?? '', 'base64url');

  it.each([
    ['', 'there is nothing'],
    ['hello', 'neither as an age key nor as an SSH key'],
    ['ecdsa-sha2-nistp256 AAAA', 'ssh-ed25519 key of the same host'],
    ['sk-ssh-ed25519@openssh.com AAAA', 'only signs'],
    ['ssh-dss AAAA', 'DSA'],
    ['ssh-ed25519-cert-v01@openssh.com AAAA', 'certificate'],
    ['ssh-ed25519 AAAA', 'cut off'],
    [`ssh-ed25519 ${wire('ssh-ed25519', Buffer.alloc(32, 2))}`, 'no point of the curve'],
    [`ssh-ed25519 ${wire('ssh-ed25519', Buffer.alloc(31))}`, 'no point of the curve'],
    [`ssh-rsa ${wire('ssh-rsa', half(weak.e), half(weak.n))}`, '1024 bits is too weak'],
    [`ssh-rsa ${wire('ssh-ed25519', Buffer.alloc(32, 1))} x`, 'says it is ssh-ed25519'],
    ['age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwk', 'checksum'],
    ['age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj me', 'takes none there'],
    ['AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX', 'which is secret'],
  ])('recipient “%s”: %s', (text, why) => {
    let error: unknown;
    try {
      parseRecipient(text);
    } catch (caught) {
      error = caught;
    }
    expect(error).toMatchObject({ code: 'bad-recipient', message: expect.stringContaining(why) as string });
    // Whoever pastes an identity there has it in no message.
    expect((error as Error).message).not.toMatch(/AGE-SECRET-KEY-1G/);
  });

  it('a plugin’s recipient is known, and without the plugin nothing is encrypted to it', async () => {
    const text = 'age1yubikey1qwt50d05nh5vutpdzmlg5wn80xq5negm4uj9ghv0snvdd3yysf5yw3rhl3t';
    const recipient = parseRecipient(text);
    expect(recipient).toMatchObject({ kind: 'plugin', plugin: 'yubikey' });
    await expect(encrypt(Buffer.from('x'), [recipient])).rejects.toMatchObject({
      code: 'bad-recipient',
      message: 'The program age-plugin-yubikey is not installed, and a recipient needs it.',
    });
  });

  it('a key of low order is refused: everybody could read what is for it', async () => {
    // y = 1, the neutral point.
    const blob = Buffer.concat(
      ['ssh-ed25519', Buffer.from([1, ...Array<number>(31).fill(0)])].map(wireString),
    );
    await expect(encrypt(Buffer.from('x'), [sshRecipientOf(blob)])).rejects.toMatchObject({
      code: 'bad-recipient',
    });
    await expect(encrypt(Buffer.from('x'), [])).rejects.toMatchObject({ code: 'bad-recipient' });
  });

  it.each(
    [
      ['', 'there is no key'],
      ['# nothing\n', 'there is no key'],
      ['AGE-SECRET-KEY-1QQQQ', 'line 1 is mistyped'],
      ['# a\nage1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj', 'line 2 is a recipient'],
      ['AGE-PLUGIN-YUBIKEY-1QGGQ5QGZQ', 'plugin'],
      ['#'.repeat(1024 * 1024 + 1), 'longer than a megabyte'],
      [
        '-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n',
        'no SSH private key',
      ],
    ].map(([text = '', why = '']) => ({ text, why })),
  )('identity $text: $why', async ({ text, why }) => {
    await expect(parseIdentities(text)).rejects.toMatchObject({
      code: 'bad-identity',
      message: expect.stringContaining(why) as string,
    });
  });
});

it('says who a file is for, where nobody here can read it', async () => {
  const [one, two, other] = await Promise.all(
    (['x25519', 'ssh-ed25519', 'ssh-ed25519'] as const).map(newIdentity),
  );
  const file = await encrypt(Buffer.from('x'), [one!.recipient, two!.recipient]);
  await expect(decrypt(file, [other!])).rejects.toMatchObject({
    code: 'no-identity',
    message: 'The identity at hand does not open the file. It is for 1 age key, 1 ssh-ed25519 key.',
  });
  await expect(decrypt(file, [])).rejects.toMatchObject({ code: 'no-identity' });
  await expect(decrypt(await encrypt(Buffer.from('x'), PASSPHRASE), [other!])).rejects.toMatchObject({
    code: 'passphrase-needed',
  });
  await expect(
    decrypt(await encrypt(Buffer.from('x'), PASSPHRASE), [{ kind: 'passphrase', passphrase: 'wrong' }]),
  ).rejects.toMatchObject({ code: 'wrong-passphrase' });
});

it.each([false, true])(
  'lets go of a source that it does not read to its end (armored: %s)',
  async (armor) => {
    const [one, other] = [await newIdentity('x25519'), await newIdentity('x25519')];
    const file = await encrypt(randomBytes(300_000), [one.recipient], { armor });
    let open = 0;
    async function* source(): AsyncGenerator<Uint8Array> {
      open += 1;
      try {
        for (let at = 0; at < file.length; at += 1000) yield file.subarray(at, at + 1000);
      } finally {
        open -= 1;
      }
    }
    await expect(async () => {
      for await (const _ of decryptStream(source(), [other])) throw new Error('given out');
    }).rejects.toMatchObject({ code: 'no-identity' });
    expect(open, 'refused').toBe(0);
    for await (const piece of decryptStream(source(), [one])) if (piece.length > 0) break;
    expect(open, 'left early').toBe(0);
  },
);

it('has the same cipher in script, for a runtime that offers none', async () => {
  const [native, script] = await bothCiphers();
  const [key, nonce] = [randomBytes(32), randomBytes(12)];
  for (const length of [0, 1, 63, 64, 65, 70_000]) {
    const plain = randomBytes(length);
    const sealed = joined(script.seal(key, nonce, plain));
    expect(joined(native.seal(key, nonce, plain)).equals(sealed)).toBe(true);
    expect(Buffer.from(script.open(key, nonce, sealed) ?? []).equals(plain)).toBe(true);
    sealed[0]! ^= 1;
    expect([native.open(key, nonce, sealed), script.open(key, nonce, sealed)]).toEqual([null, null]);
  }
});
