import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Home } from '../../state';
import { temporaryHome } from '../../state/testing';
import { createKeychain, type Keychain, type KeychainOptions } from '../index';
import { createVaultKeeper } from './keeper';

const PASSPHRASE = 'correct horse battery';
const TOKEN = { kind: 'token', subject: 'cache' } as const;
const MINUTE = 60_000;

/** A keeper over a vault that is only told of, by a clock of the test's own; it looks when it is told to. */
async function keeperWith(minutes: () => Promise<number>) {
  const { home } = await temporaryHome();
  const world = { open: false, now: 1_000_000 * MINUTE, closed: 0 };
  const keeper = createVaultKeeper({
    mark: join(home.state, 'vault-locked'),
    isOpen: () => world.open,
    close() {
      world.open = false;
      world.closed += 1;
    },
    minutes,
    now: () => world.now,
    lookMs: 3_600_000,
  });
  onTestFinished(() => keeper.stop());
  await keeper.opening(async () => void (world.open = true));
  return { keeper, world };
}

describe('the keeper of the vault', () => {
  it('closes it after the minutes it was not used, and each use by a person begins them anew', async () => {
    const { keeper, world } = await keeperWith(async () => 15);
    world.now += 14 * MINUTE;
    await keeper.wanted('a person');
    expect(world.open).toBe(true);
    world.now += 14 * MINUTE;
    await keeper.wanted('nobody');
    expect(world.open, 'a watch does not find it closed too early').toBe(true);
    world.now += MINUTE;
    await keeper.wanted('nobody');
    expect(world.open, 'nor does it keep it open').toBe(false);
    expect(world.closed).toBe(1);
  });

  it('goes by the setting as it is now, and by its default where that cannot be read', async () => {
    let minutes = 0;
    const { keeper, world } = await keeperWith(async () => {
      if (minutes < 0) throw new Error('unreadable');
      return minutes;
    });
    world.now += 1000 * MINUTE;
    await keeper.wanted('nobody');
    expect(world.open, '0 is never').toBe(true);
    minutes = 2000;
    await keeper.wanted('nobody');
    expect(world.open).toBe(true);
    minutes = -1;
    await keeper.wanted('nobody');
    expect(world.open).toBe(false);
  });

  it('takes a clock that was set back for a use, not for a reason to stay open for ever', async () => {
    const { keeper, world } = await keeperWith(async () => 15);
    world.now -= 500 * MINUTE;
    await keeper.wanted('nobody');
    world.now += 15 * MINUTE;
    await keeper.wanted('nobody');
    expect(world.open).toBe(false);
  });
});

describe('a vault that locks itself', () => {
  function keychainOf(home: Home, options: Partial<KeychainOptions> = {}): Keychain {
    const keychain = createKeychain({
      home,
      env: { PATH: process.env['PATH'] },
      helperFile: '/nonexistent',
      workFactor: 4,
      lookMs: 20,
      ...options,
    });
    onTestFinished(() => keychain.close());
    return keychain;
  }

  it('does so without being asked for anything, and says so', async () => {
    const { home } = await temporaryHome();
    const told: string[] = [];
    const keychain = keychainOf(home, {
      vaultLockMinutes: async () => 0.2 / 60,
      onVaultLocked: () => told.push('locked'),
    });
    keychain.onChange(() => told.push('changed'));
    await keychain.createVault(PASSPHRASE);
    await expect.poll(() => told.slice(-2)).toEqual(['locked', 'changed']);
    expect(await keychain.status()).toMatchObject({ state: 'locked', message: 'The vault is locked.' });
    await keychain.unlock(PASSPHRASE);
    expect(await keychain.status()).toMatchObject({ state: 'ready' });
    await expect.poll(async () => (await keychain.status()).state).toBe('locked');
  });

  it('is locked in every process when one of them says so', async () => {
    const { home } = await temporaryHome();
    const [one, two, looking] = [keychainOf(home, { lookMs: 3_600_000 }), keychainOf(home), keychainOf(home)];
    await one.createVault(PASSPHRASE);
    await one.set(TOKEN, 'kept');
    await two.unlock(PASSPHRASE);
    await looking.unlock(PASSPHRASE);
    await two.lock();
    // Without a look in between: the next use finds it.
    await expect(one.get(TOKEN)).rejects.toMatchObject({ code: 'vault-locked' });
    await expect(two.get(TOKEN)).rejects.toMatchObject({ code: 'vault-locked' });
    await expect.poll(async () => (await looking.status()).state).toBe('locked');
    await one.unlock(PASSPHRASE);
    expect(await one.get(TOKEN)).toBe('kept');
    await expect(two.get(TOKEN)).rejects.toMatchObject({ code: 'vault-locked' });
  });

  it('without a vault there is nothing to lock', async () => {
    const { home } = await temporaryHome();
    await expect(keychainOf(home).lock()).rejects.toMatchObject({ code: 'usage' });
  });
});
