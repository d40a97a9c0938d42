import { expect, it } from 'vitest';
import { temporaryHome } from '../state/testing';
import { createKeychain } from './index';
import { bundleWithPackages } from './testing/bundle';
import { missingForKeyring, startDesktop } from './testing/desktop';

const HELPER = new URL('./secret-service/helper.ts', import.meta.url);
/** What nobody may be made to wait for longer than, whatever the keychain does. */
const LONGEST_MS = 10_000;

it.skipIf(missingForKeyring() !== null)(
  'a prompt that nobody answers is waited for under 10 s, by the limit that users have',
  async () => {
    const { home } = await temporaryHome();
    const helper = await bundleWithPackages(HELPER);
    const desktop = await startDesktop();
    const keychain = createKeychain({ home, env: desktop.env, helperFile: helper.file });
    try {
      await desktop.startKeyring('login');
      await keychain.set({ kind: 'ssh-password', subject: 'p510' }, 'hidden');
      await desktop.silencePrompts();
      const waits: number[] = [];
      for (let round = 0; round < 3; round += 1) {
        await desktop.lockKeyring();
        const started = performance.now();
        await expect(keychain.unlock()).rejects.toMatchObject({
          code: 'keychain-timeout',
          message: 'The prompt for the keyring was not answered.',
        });
        waits.push(performance.now() - started);
        await desktop.killKeyring();
        await desktop.startKeyring('login');
        expect(await keychain.get({ kind: 'ssh-password', subject: 'p510' })).toBe('hidden');
      }
      console.log(`waited for ${waits.map((ms) => `${(ms / 1000).toFixed(2)} s`).join(', ')}`);
      expect(Math.max(...waits)).toBeLessThan(LONGEST_MS);
    } finally {
      await keychain.close();
      await desktop.stop();
      helper.remove();
    }
  },
);
