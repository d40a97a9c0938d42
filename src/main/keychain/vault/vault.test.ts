import { spawn, spawnSync } from 'node:child_process';
import { mkdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { bundleForNode, removeBundle, startChild } from '../../process/testing';
import type { Home } from '../../state';
import { temporaryHome } from '../../state/testing';
import { createKeychain, cryptoInThisThread, type Keychain, type KeychainOptions } from '../index';

const PASSPHRASE = 'correct horse battery';
const TOKEN = { kind: 'token', subject: 'cache' } as const;
const vaultFile = (home: Home): string => join(home.data, 'vault.age');

const missing = ['age', 'script'].filter((name) => spawnSync(name, ['--version']).error !== undefined);

/** age asks for a passphrase at a terminal only, which script(1) makes. */
function decryptWithAge(file: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn('script', ['-qec', `age -d ${file}`, '/dev/null'], {
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    let shown = '';
    child.stdout.on('data', (chunk: Buffer) => {
      const isFirst = !shown.includes('passphrase');
      shown += chunk.toString();
      if (isFirst && shown.includes('passphrase')) child.stdin.write(`${PASSPHRASE}\n`);
    });
    child.once('error', reject);
    child.once('close', () => resolve(shown));
  });
}

/** Without any keychain of the desktop, and with cheap scrypt. */
function keychainOf(home: Home, options: Partial<KeychainOptions> = {}): Keychain {
  const keychain = createKeychain({
    home,
    env: { PATH: process.env['PATH'] },
    helperFile: '/nonexistent',
    workFactor: 4,
    ...options,
  });
  onTestFinished(() => keychain.close());
  return keychain;
}

async function vaultWith(values: Readonly<Record<string, string>>) {
  const { home, env } = await temporaryHome();
  const keychain = keychainOf(home);
  await keychain.createVault(PASSPHRASE);
  for (const [subject, value] of Object.entries(values))
    await keychain.set({ kind: 'token', subject }, value);
  return { home, env, keychain };
}

describe('the vault', () => {
  it('stands in for a keychain, by the user’s choice alone', async () => {
    const { home } = await temporaryHome();
    const keychain = keychainOf(home);
    await expect(keychain.set(TOKEN, 'x')).rejects.toMatchObject({ code: 'keychain-absent' });
    await expect(stat(vaultFile(home))).rejects.toMatchObject({ code: 'ENOENT' });
    await expect(keychain.createVault('short')).rejects.toMatchObject({ code: 'wrong-type' });

    await keychain.createVault(PASSPHRASE);
    expect(await keychain.status()).toEqual({
      backend: 'vault',
      state: 'ready',
      message: 'The vault is open.',
      hint: '',
    });
    await expect(keychain.createVault(PASSPHRASE)).rejects.toMatchObject({ code: 'usage' });
    const value = 'geheim ✓\nzweite Zeile';
    expect(await keychain.set(TOKEN, value)).toMatchObject({ backend: 'vault' });
    expect(await keychain.get(TOKEN)).toBe(value);
    expect((await stat(vaultFile(home))).mode & 0o777).toBe(0o600);

    await keychain.lock();
    expect(await keychain.status()).toMatchObject({
      state: 'locked',
      message: 'The vault is locked. 1 credential is stored in it.',
    });
    await expect(keychain.get(TOKEN)).rejects.toMatchObject({ code: 'vault-locked' });
    await expect(keychain.set(TOKEN, 'y')).rejects.toMatchObject({ code: 'vault-locked' });
    expect(await keychain.list()).toHaveLength(1);
    await keychain.unlock(PASSPHRASE);
    expect(await keychain.get(TOKEN)).toBe(value);
  });

  it('is an age file, with no clear value in it or beside it', async () => {
    const { home } = await vaultWith({ cache: 'only inside' });
    for (const file of [vaultFile(home), `${vaultFile(home)}.previous`]) {
      const bytes = await readFile(file, 'latin1');
      expect(bytes).toMatch(/^age-encryption\.org\/v1\n-> scrypt \S+ 4\n/);
      expect(bytes).not.toContain('only inside');
    }
  });

  it.skipIf(missing.length > 0)(
    `is opened by the age program too${missing.map((n) => ` (no ${n})`).join('')}`,
    async () => {
      const { home } = await vaultWith({ cache: 'only inside' });
      expect(await decryptWithAge(vaultFile(home))).toContain('"only inside"');
    },
  );

  it('does not open by a wrong passphrase, and stays as it is', async () => {
    const { home, keychain } = await vaultWith({ cache: 'kept' });
    const before = await readFile(vaultFile(home));
    const other = keychainOf(home);
    await expect(other.unlock('wrong horse battery')).rejects.toMatchObject({ code: 'wrong-passphrase' });
    expect(await other.status()).toMatchObject({ state: 'locked' });
    await expect(other.set(TOKEN, 'x')).rejects.toMatchObject({ code: 'vault-locked' });
    expect(await readFile(vaultFile(home))).toEqual(before);
    expect(await keychain.get(TOKEN)).toBe('kept');
  });

  it('asks whoever sits there, once for many at a time, and not again after a refusal', async () => {
    const { home } = await vaultWith({ cache: 'asked for' });
    let asked = 0;
    const willing = keychainOf(home, {
      askPassphrase: async () => {
        asked += 1;
        await sleep(20);
        return asked === 1 ? 'wrong the first time' : PASSPHRASE;
      },
    });
    const many = await Promise.all([willing.get(TOKEN), willing.get(TOKEN), willing.get(TOKEN)]);
    expect(many).toEqual(['asked for', 'asked for', 'asked for']);
    expect(asked).toBe(2);

    let refused = 0;
    const unwilling = keychainOf(home, {
      askPassphrase: async () => {
        refused += 1;
        return null;
      },
    });
    for (let time = 0; time < 2; time += 1) {
      await expect(unwilling.get(TOKEN)).rejects.toMatchObject({ code: 'vault-locked' });
    }
    expect(refused).toBe(1);
  });

  it.each([
    ['cut off in the header', (size: number) => Math.min(40, size)],
    ['cut off in the middle', (size: number) => size - 30],
    ['cut off by one byte', (size: number) => size - 1],
    ['empty', () => 0],
  ])('%s is damaged: left as it is, with the copy from before', async (_what, lengthOf) => {
    const { home } = await vaultWith({ first: 'before', second: 'after' });
    const file = vaultFile(home);
    await truncate(file, lengthOf((await stat(file)).size));
    const broken = await readFile(file);
    const keychain = keychainOf(home);
    await expect(keychain.unlock(PASSPHRASE)).rejects.toMatchObject({
      code: 'vault-damaged',
      hint: expect.stringContaining(`${file}.previous`) as string,
    });
    await expect(keychain.set(TOKEN, 'x')).rejects.toMatchObject({
      code: expect.stringMatching(/^vault-/) as string,
    });
    expect(await readFile(file)).toEqual(broken);

    // What the hint says helps.
    await writeFile(file, await readFile(`${file}.previous`));
    await keychain.unlock(PASSPHRASE);
    expect(await keychain.get({ kind: 'token', subject: 'first' })).toBe('before');
  });

  it('garbled where the passphrase is checked is damaged, not “wrong passphrase”', async () => {
    const { home } = await vaultWith({ first: 'a', second: 'b' });
    const bytes = await readFile(vaultFile(home));
    // The body of the scrypt stanza is the third line.
    const at = bytes.indexOf('\n', bytes.indexOf('\n') + 1) + 3;
    bytes[at] = bytes[at] === 0x41 ? 0x42 : 0x41;
    await writeFile(vaultFile(home), bytes);
    await expect(keychainOf(home).unlock(PASSPHRASE)).rejects.toMatchObject({ code: 'vault-damaged' });
  });

  it('that was opened and holds something else is damaged', async () => {
    const { home } = await temporaryHome();
    await mkdir(home.data, { recursive: true });
    for (const content of [{ format: 2, canary: '', entries: {} }, 'text', { entries: [] }]) {
      const bytes = await cryptoInThisThread.seal({
        content: content as never,
        passphrase: PASSPHRASE,
        workFactor: 4,
      });
      await writeFile(vaultFile(home), bytes);
      await expect(keychainOf(home).unlock(PASSPHRASE)).rejects.toMatchObject({ code: 'vault-damaged' });
    }
  });

  it('that vanished, or is another one, is told of and never taken for an empty one', async () => {
    const { home } = await vaultWith({ cache: 'gone' });
    await rm(vaultFile(home));
    const keychain = keychainOf(home);
    expect(await keychain.status()).toMatchObject({
      backend: 'vault',
      state: 'changed',
      message: 'The vault is gone, and with it the credential on the list.',
    });
    await expect(keychain.get(TOKEN)).rejects.toMatchObject({ code: 'keychain-changed' });

    await keychain.createVault('another passphrase');
    expect(await keychain.status()).toMatchObject({
      state: 'changed',
      message: 'The credential on the list lies in another vault than the one that is there now.',
    });
    await expect(keychain.get(TOKEN)).rejects.toMatchObject({ code: 'keychain-changed' });
    await expect(keychain.set(TOKEN, 'x')).rejects.toMatchObject({ code: 'keychain-changed' });
    for (const { id } of await keychain.list()) expect(await keychain.delete(id)).toBe(true);
    await keychain.set(TOKEN, 'anew');
    expect(await keychain.get(TOKEN)).toBe('anew');
  });

  it('does not keep in its copy what was forgotten', async () => {
    const { home, keychain } = await vaultWith({ cache: 'forgotten', other: 'kept' });
    const [entry] = await keychain.list();
    expect(await keychain.delete(entry?.id ?? '')).toBe(true);
    for (const file of [vaultFile(home), `${vaultFile(home)}.previous`]) {
      const content = await cryptoInThisThread.unseal({
        bytes: await readFile(file),
        passphrase: PASSPHRASE,
      });
      expect(Object.keys(content.entries)).toHaveLength(1);
      expect(content.entries).not.toHaveProperty(entry?.id ?? '');
    }
  });
});

describe('the vault and several processes', () => {
  let child: string;
  beforeAll(async () => {
    child = await bundleForNode(new URL('../testing/keychain-child.ts', import.meta.url));
  });
  afterAll(() => removeBundle(child));

  it('sees what another process has stored, and loses nothing to it', async () => {
    const { home, env, keychain } = await vaultWith({});
    const { ended } = startChild(child, ['/nonexistent', 'child', '5', PASSPHRASE], env);
    for (let round = 1; round <= 5; round += 1) {
      await keychain.set({ kind: 'token', subject: `parent-${round}` }, `${round}`);
    }
    expect(await ended).toBe(0);
    expect(await keychain.get({ kind: 'token', subject: 'child' })).toBe('value 5 of child');
    const fresh = keychainOf(home);
    await fresh.unlock(PASSPHRASE);
    for (let round = 1; round <= 5; round += 1) {
      expect(await fresh.get({ kind: 'token', subject: `parent-${round}` })).toBe(`${round}`);
    }
  });

  it('holds the old value or the new one when its writer is killed', async () => {
    const { home, env } = await vaultWith({ steady: 'there all along' });
    for (let round = 0; round < 5; round += 1) {
      const writer = startChild(child, ['/nonexistent', `round-${round}`, '100000', PASSPHRASE], env);
      await writer.line();
      await writer.line();
      let told = 1;
      const reading = (async () => {
        for (;;) told = Number((await writer.line()).split(' ')[1]);
      })().catch(() => undefined);
      await sleep(5 + Math.random() * 60);
      writer.process.kill('SIGKILL');
      await writer.ended;
      await reading;

      const keychain = keychainOf(home);
      await keychain.unlock(PASSPHRASE);
      expect(await keychain.get({ kind: 'token', subject: 'steady' })).toBe('there all along');
      const value = await keychain.get({ kind: 'token', subject: `round-${round}` });
      const stored = Number(/^value (\d+) of/.exec(value ?? '')?.[1]);
      // What was told is there; the one under way may be.
      expect([told, told + 1]).toContain(stored);
      expect(await keychain.status()).toMatchObject({ state: 'ready' });
      await keychain.close();
    }
  }, 120_000);
});
