import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { bundleForNode, removeBundle, startChild } from '../../process/testing';
import { type Home, TEMPORARY_PREFIX } from '../../state';
import { temporaryHome } from '../../state/testing';
import { createKeychain, cryptoInThisThread, type Keychain } from '../index';

const OLD = 'correct horse battery';
const NEW = 'staple of the new one';
const TOKEN = { kind: 'token', subject: 'cache' } as const;

function keychainOf(home: Home): Keychain {
  const keychain = createKeychain({
    home,
    env: { PATH: process.env['PATH'] },
    helperFile: '/nonexistent',
    workFactor: 4,
  });
  onTestFinished(() => keychain.close());
  return keychain;
}

async function vaultWith(value: string) {
  const { home, env } = await temporaryHome();
  const keychain = keychainOf(home);
  await keychain.createVault(OLD);
  await keychain.set(TOKEN, value);
  await keychain.set(TOKEN, value);
  const file = join(home.data, 'vault.age');
  return { home, env, keychain, file, copy: `${file}.previous` };
}

async function opens(file: string, passphrase: string): Promise<boolean> {
  const bytes = await readFile(file).catch(() => null);
  if (bytes === null) return false;
  return cryptoInThisThread.unseal({ bytes, passphrase }).then(
    () => true,
    () => false,
  );
}

describe('another passphrase for the vault', () => {
  it('opens it and its copy, and the old one nothing any more', async () => {
    const { home, keychain, file, copy } = await vaultWith('kept');
    const left = join(home.data, `${TEMPORARY_PREFIX}left-by-a-kill`);
    await writeFile(left, await readFile(copy));
    const others = join(home.data, `${TEMPORARY_PREFIX}of-somebody-else`);
    await writeFile(others, 'under way');
    await keychain.changePassphrase(OLD, NEW);

    expect(await keychain.get(TOKEN)).toBe('kept');
    for (const one of [file, copy]) {
      expect(await opens(one, NEW), one).toBe(true);
      expect(await opens(one, OLD), one).toBe(false);
    }
    expect(await opens(left, OLD)).toBe(false);
    expect(await readFile(others, 'utf8')).toBe('under way');
    const fresh = keychainOf(home);
    await expect(fresh.unlock(OLD)).rejects.toMatchObject({ code: 'wrong-passphrase' });
    await fresh.unlock(NEW);
    expect(await fresh.get(TOKEN)).toBe('kept');
    // What is stored from now on is under the new one, its copy too.
    await keychain.set(TOKEN, 'later');
    expect((await opens(file, OLD)) || (await opens(copy, OLD))).toBe(false);
  });

  it('is set by whoever knows the present one, and locks the vault of other processes', async () => {
    const { home, keychain, file } = await vaultWith('kept');
    const other = keychainOf(home);
    await other.unlock(OLD);
    const before = await readFile(file);
    const refusals: readonly (readonly [present: string, next: string, code: string])[] = [
      ['not this one', NEW, 'wrong-passphrase'],
      [OLD, 'short', 'wrong-type'],
      [OLD, OLD, 'wrong-type'],
    ];
    for (const [present, next, code] of refusals) {
      await expect(keychain.changePassphrase(present, next)).rejects.toMatchObject({ code });
    }
    expect(await readFile(file)).toEqual(before);
    expect(await opens(`${file}.previous`, OLD), 'a refusal costs nothing').toBe(true);

    await keychain.changePassphrase(OLD, NEW);
    expect(await other.status()).toMatchObject({
      state: 'locked',
      message: expect.stringContaining('no longer the one it was opened with') as string,
    });
    await expect(other.get(TOKEN)).rejects.toMatchObject({ code: 'vault-locked' });
  });

  it('without a vault is refused', async () => {
    const { home } = await temporaryHome();
    await expect(keychainOf(home).changePassphrase(OLD, NEW)).rejects.toMatchObject({
      code: 'keychain-absent',
    });
  });

  describe('when its writer is killed', () => {
    let child: string;
    beforeAll(async () => {
      child = await bundleForNode(new URL('../testing/keychain-child.ts', import.meta.url));
    });
    afterAll(() => removeBundle(child));

    it('is the old one or the new one, and what is inside is whole', async () => {
      const { home, env, file, copy } = await vaultWith('there all along');
      let present = OLD;
      for (let kill = 0; kill < 6; kill += 1) {
        const writer = startChild(child, ['/nonexistent', 'passphrases', '100000', present], env);
        await writer.line();
        await writer.line();
        let told = 1;
        const reading = (async () => {
          for (;;) told = Number((await writer.line()).split(' ')[1]);
        })().catch(() => undefined);
        await sleep(Math.random() * 40);
        writer.process.kill('SIGKILL');
        await writer.ended;
        await reading;

        const next: string[] = [];
        for (const round of [told, told + 1]) {
          if (await opens(file, `${present}${round}`)) next.push(`${present}${round}`);
        }
        expect(next, `after ${told} changes`).toHaveLength(1);
        // The one before opens nothing of ours, however far the change came.
        const before = next[0]?.endsWith(`${told}`) === true ? told - 1 : told;
        const gone = `${present}${before === 0 ? '' : before}`;
        expect((await opens(copy, gone)) && !(await opens(file, gone)), gone).toBe(false);
        present = next[0] ?? '';
        const keychain = keychainOf(home);
        await keychain.unlock(present);
        expect(await keychain.get(TOKEN)).toBe('there all along');
        await keychain.close();
      }
    }, 120_000);
  });
});
