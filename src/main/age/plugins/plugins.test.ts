import { chmodSync, copyFileSync } from 'node:fs';
import { delimiter } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { encodeBech32 } from '../format/bech32';
import type { Stanza } from '../format/header';
import { decrypt, encrypt, newIdentity, parseRecipient, readHeader, stanzaMatches } from '../index';
import { missingForAge, type Workshop, workshop } from '../testing/command';
import { converse } from './conversation';

const FAKE = fileURLToPath(new URL('../testing/fake-plugin.mjs', import.meta.url));
const RECIPIENT = encodeBech32('age1fake', Buffer.from('somebody'));
const IDENTITY = encodeBech32('AGE-PLUGIN-FAKE-', Buffer.from('somebody'));
const missing = missingForAge();

let shop: Workshop;
beforeEach(() => {
  shop = workshop();
  copyFileSync(FAKE, shop.path('age-plugin-fake'));
  chmodSync(shop.path('age-plugin-fake'), 0o755);
  vi.stubEnv('PATH', [shop.folder, process.env['PATH']].join(delimiter));
});
afterEach(() => {
  vi.unstubAllEnvs();
  shop.remove();
});

describe('recipients of a plugin', () => {
  it.skipIf(missing !== null)(
    `are encrypted to by the plugin, beside others, as the age program does it${missing === null ? '' : ` (${missing})`}`,
    async () => {
      const own = await newIdentity('ssh-ed25519');
      const recipient = parseRecipient(RECIPIENT);
      expect(recipient).toMatchObject({ kind: 'plugin', plugin: 'fake' });
      const ours = await encrypt(Buffer.from('by a plugin'), [recipient, own.recipient]);
      const { stanzas } = await readHeader(ours);
      expect(stanzas.map(({ type }) => type)).toEqual(['ssh-ed25519', 'fake']);
      expect(stanzas.map((stanza) => stanzaMatches(stanza, recipient))).toEqual(['no', 'anonymous']);
      expect((await decrypt(ours, [own])).toString()).toBe('by a plugin');
      expect(shop.age(['-d', '-i', shop.write('key', `${IDENTITY}\n`)], ours).toString()).toBe('by a plugin');
    },
  );

  it.each([
    ['dies', 'no such token'],
    ['refuses', 'the token is full'],
    ['babbles', 'does not speak as a plugin does'],
  ])('are refused with the plugin’s own words when it %s', async (mode, words) => {
    vi.stubEnv('FAKE_PLUGIN', mode);
    await expect(encrypt(Buffer.from('x'), [parseRecipient(RECIPIENT)])).rejects.toMatchObject({
      code: 'bad-recipient',
      message: expect.stringContaining(words) as string,
    });
  });

  it('stay apart where the plugin says so', async () => {
    vi.stubEnv('FAKE_PLUGIN', 'apart');
    const recipient = parseRecipient(RECIPIENT);
    expect((await readHeader(await encrypt(Buffer.from('x'), [recipient]))).stanzas).toHaveLength(1);
    const { recipient: other } = await newIdentity('x25519');
    await expect(encrypt(Buffer.from('x'), [recipient, other])).rejects.toMatchObject({
      code: 'mixed-recipients',
    });
  });

  it('are not waited for without end', async () => {
    vi.stubEnv('FAKE_PLUGIN', 'silent');
    const done: Stanza = { type: 'done', args: [], body: new Uint8Array(0) };
    await expect(
      converse(shop.path('age-plugin-fake'), 'recipient-v1', [done], () => 'ok', 300),
    ).rejects.toThrow('did not answer within 0.3 s');
  });
});
