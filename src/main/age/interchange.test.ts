import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decrypt, encrypt, parseIdentities, parseRecipient, readHeader, stanzaMatches } from './index';
import { missingForAge, type Workshop, workshop } from './testing/command';

const missing = missingForAge();
const PASSPHRASE = 'correct horse battery';
const CHUNK = 64 * 1024;

describe.skipIf(missing !== null)(`beside the age program${missing === null ? '' : ` (${missing})`}`, () => {
  let shop: Workshop;
  const keys: Record<string, { file: string; recipient: string }> = {};
  beforeAll(() => {
    shop = workshop();
    const x25519 = shop.ageKey('x25519');
    const recipient = /age1\w+/.exec(readFileSync(x25519, 'utf8'))?.[0] ?? '';
    keys['x25519'] = { file: x25519, recipient };
    for (const type of ['ed25519', 'rsa'] as const) {
      const file = shop.sshKey(type, type);
      keys[`ssh-${type}`] = { file, recipient: readFileSync(`${file}.pub`, 'utf8') };
    }
  });
  afterAll(() => shop.remove());

  const kinds = ['x25519', 'ssh-ed25519', 'ssh-rsa'];
  const lengths = [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 5 * CHUNK + 77];

  it.each(kinds)('what is encrypted here for %s is opened there, and the other way', async (kind) => {
    const { file, recipient } = keys[kind]!;
    const [identity] = await parseIdentities(readFileSync(file));
    const to = parseRecipient(recipient);
    expect(identity?.recipient.text).toBe(to.text);
    for (const [at, length] of lengths.entries()) {
      const plain = randomBytes(length);
      const ours = await encrypt(plain, [to], { armor: at % 2 === 1 });
      expect(shop.age(['-d', '-i', file], ours).equals(plain), `${length} bytes of ours`).toBe(true);
      const theirs = shop.age([...(at % 2 === 0 ? ['-a'] : []), '-r', recipient.trim()], plain);
      expect((await decrypt(theirs, [identity!])).equals(plain), `${length} bytes of theirs`).toBe(true);
      const header = await readHeader(theirs);
      expect(header).toMatchObject({ armored: at % 2 === 0, plainBytes: length });
      expect(stanzaMatches(header.stanzas[0]!, to)).toBe(kind === 'x25519' ? 'anonymous' : 'matches');
    }
  });

  it('many recipients in one file are opened by each', async () => {
    const recipients = kinds.map((kind) => parseRecipient(keys[kind]!.recipient));
    const ours = await encrypt(Buffer.from('for all'), [...recipients, ...recipients]);
    expect((await readHeader(ours)).stanzas.map(({ type }) => type)).toEqual([
      'X25519',
      'ssh-ed25519',
      'ssh-rsa',
    ]);
    for (const kind of kinds)
      expect(shop.age(['-d', '-i', keys[kind]!.file], ours).toString()).toBe('for all');
  });

  it('what is under a passphrase here is opened there', async () => {
    const ours = await encrypt(Buffer.from('only here'), {
      kind: 'passphrase',
      passphrase: PASSPHRASE,
      workFactor: 10,
    });
    const file = shop.write('ours.age', ours);
    expect(await shop.ageAtTerminal(['-d', file], PASSPHRASE)).toContain('only here');
  });

  it.each(['ed25519', 'rsa'] as const)(
    'an SSH key (%s) with a passphrase opens what is for it',
    async (type) => {
      const file = shop.sshKey(`locked-${type}`, type, PASSPHRASE);
      const text = readFileSync(file);
      await expect(parseIdentities(text)).rejects.toMatchObject({ code: 'passphrase-needed' });
      await expect(parseIdentities(text, { passphrase: 'wrong' })).rejects.toMatchObject({
        code: 'wrong-passphrase',
      });
      const identities = await parseIdentities(text, { passphrase: PASSPHRASE });
      const theirs = shop.age(['-R', `${file}.pub`], Buffer.from('locked'));
      expect((await decrypt(theirs, identities)).toString()).toBe('locked');
    },
  );
});
