import { readFileSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createKeychain, type Keychain } from '../../keychain';
import type { Home } from '../../state';
import { temporaryHome } from '../../state/testing';
import { decrypt, encrypt, Identities, parseIdentities, parseRecipient } from '../index';
import { missingForAge, workshop } from '../testing/command';

const VAULT = 'correct horse battery';
const missing = missingForAge();

async function vaultAt(home: Home): Promise<Keychain> {
  const keychain = createKeychain({
    home,
    env: { PATH: process.env['PATH'] },
    helperFile: '/nonexistent',
    workFactor: 4,
  });
  onTestFinished(() => keychain.close());
  const isThere = (await keychain.status()).backend === 'vault';
  await (isThere ? keychain.unlock(VAULT) : keychain.createVault(VAULT));
  return keychain;
}

async function identitiesAt(home: Home) {
  const keychain = await vaultAt(home);
  return { keychain, identities: new Identities({ home, keychain, workFactor: 4 }) };
}

describe('identities in the keychain', () => {
  it('are made, open what is for them in another process too, and are forgotten', async () => {
    const { home } = await temporaryHome();
    const { identities } = await identitiesAt(home);
    expect(await identities.list()).toEqual([]);
    const files = new Map<string, Buffer>();
    for (const kind of ['x25519', 'ssh-ed25519', 'post-quantum'] as const) {
      const made = await identities.create(`my ${kind}`, kind);
      expect(made).toMatchObject({
        name: `my ${kind}`,
        keys: [{ kind }],
        encrypted: false,
        backend: 'vault',
      });
      files.set(made.name, await encrypt(Buffer.from(kind), [parseRecipient(made.keys[0]!.recipient)]));
    }
    await expect(identities.create('my x25519', 'x25519')).rejects.toMatchObject({ code: 'usage' });

    const { identities: later } = await identitiesAt(home);
    const listed = await later.list();
    expect(listed.map(({ name, state }) => [name, state])).toEqual([
      ['my post-quantum', 'closed'],
      ['my ssh-ed25519', 'closed'],
      ['my x25519', 'closed'],
    ]);
    expect(listed[1]?.keys[0]?.recipient).toMatch(/^ssh-ed25519 \S+ my ssh-ed25519$/);
    const { identities: all, closed } = await later.all();
    expect(closed).toEqual([]);
    for (const [name, file] of files) expect(`my ${(await decrypt(file, all)).toString()}`).toBe(name);
    expect((await later.list()).map(({ state }) => state)).toEqual(['open', 'open', 'open']);

    expect(await later.forget('my x25519')).toBe(true);
    expect(await later.forget('my x25519')).toBe(false);
    expect((await identities.list()).map(({ name }) => name)).toEqual(['my post-quantum', 'my ssh-ed25519']);
  });

  it('are locked by hand and stay so; a locked keychain is told of', async () => {
    const { home } = await temporaryHome();
    const { keychain, identities } = await identitiesAt(home);
    await identities.create('one', 'x25519');
    await identities.create('two', 'x25519');
    expect((await identities.lock('one')).map(({ state }) => state)).toEqual(['locked', 'open']);
    const { identities: all, closed } = await identities.all();
    expect(all).toHaveLength(1);
    expect(closed).toMatchObject([{ name: 'one', asks: false, reason: { code: 'passphrase-needed' } }]);
    expect(await identities.unlock('one')).toMatchObject({ state: 'open' });

    identities.forgetOpened();
    await keychain.lock();
    expect((await identities.all()).closed).toMatchObject([
      { name: 'one', reason: { code: 'vault-locked' } },
      { name: 'two', reason: { code: 'vault-locked' } },
    ]);
    expect((await identities.list()).map(({ state, keys }) => [state, keys.length])).toEqual([
      ['closed', 1],
      ['closed', 1],
    ]);
    await expect(identities.unlock('three')).rejects.toMatchObject({ code: 'bad-identity' });
  });

  it('that came there as any credential are known once they were opened, and anew when replaced', async () => {
    const { home } = await temporaryHome();
    const { keychain, identities } = await identitiesAt(home);
    const set = async (value: string) => keychain.set({ kind: 'age-identity', subject: 'by hand' }, value);
    const { identities: other } = await identitiesAt((await temporaryHome()).home);
    for (const name of ['a', 'b']) {
      const { keys } = await other.create(name, 'x25519');
      const [whole] = await parseIdentities(await other.export(name, VAULT), { passphrase: VAULT });
      await set(`# ${name}\n${(await import('../keys/identity')).nativeIdentityText(whole!)}`);
      expect(await identities.list()).toMatchObject([{ name: 'by hand', keys, encrypted: false }]);
    }
    await set('nonsense');
    expect(await identities.list()).toMatchObject([{ name: 'by hand', keys: [] }]);
    expect((await identities.all()).closed).toMatchObject([{ reason: { code: 'bad-identity' } }]);
  });
});

describe.skipIf(missing !== null)(
  `identities of other programs${missing === null ? '' : ` (${missing})`}`,
  () => {
    it('come in with their passphrase, and go out for a backup that the age program opens', async () => {
      const shop = workshop();
      onTestFinished(() => shop.remove());
      const { home } = await temporaryHome();
      const { identities } = await identitiesAt(home);
      const key = shop.sshKey('id_ed25519', 'ed25519', 'of the key');
      const content = readFileSync(key);
      await expect(identities.import('mine', content)).rejects.toMatchObject({ code: 'passphrase-needed' });
      await expect(identities.import('mine', content, 'wrong')).rejects.toMatchObject({
        code: 'wrong-passphrase',
      });
      expect(await identities.list()).toEqual([]);
      const kept = await identities.import('mine', content, 'of the key');
      const recipient = readFileSync(`${key}.pub`, 'utf8').trim();
      expect(kept).toMatchObject({ encrypted: true, state: 'open', keys: [{ kind: 'ssh-ed25519' }] });
      expect(parseRecipient(kept.keys[0]!.recipient).text).toBe(parseRecipient(recipient).text);

      const { identities: later } = await identitiesAt(home);
      expect((await later.all()).closed).toMatchObject([{ name: 'mine', asks: true }]);
      expect(await later.list()).toMatchObject([{ state: 'locked', keys: kept.keys }]);
      await expect(later.unlock('mine', 'wrong')).rejects.toMatchObject({ code: 'wrong-passphrase' });
      expect(await later.unlock('mine', 'of the key')).toMatchObject({ state: 'open' });
      const theirs = shop.age(['-r', recipient], Buffer.from('for me'));
      expect((await decrypt(theirs, (await later.all()).identities)).toString()).toBe('for me');

      for (const kind of ['x25519', 'ssh-ed25519'] as const) {
        const made = await later.create(kind, kind);
        const backup = shop.write(`${kind}.age`, await later.export(kind, 'of the backup'));
        const inside = shop.path(`${kind}.key`);
        await shop.ageAtTerminal(['-d', '-o', inside, backup], 'of the backup');
        const ours = await encrypt(Buffer.from(kind), [parseRecipient(made.keys[0]!.recipient)]);
        expect(shop.age(['-d', '-i', inside], ours).toString()).toBe(kind);
        const again = await later.import(`${kind} again`, shop.read(`${kind}.age`), 'of the backup');
        expect(again).toMatchObject({ encrypted: true, keys: made.keys });
      }
    });
  },
);
