import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { startChild } from '../process/testing';
import type { Home } from '../state';
import { temporaryHome } from '../state/testing';
import { createKeychain, type Keychain, type KeychainOptions } from './index';
import { accountOf, idOf, indexDocument } from './index-file';
import { createCaller } from './secret-service/caller';
import { bundleWithPackages } from './testing/bundle';
import { type Desktop, missingForKeyring, startDesktop } from './testing/desktop';

const HELPER = new URL('./secret-service/helper.ts', import.meta.url);
const CHILD = new URL('./testing/keychain-child.ts', import.meta.url);
const PASSWORD = { kind: 'ssh-password', subject: 'p510' } as const;
/** What nobody may be made to wait for longer than, whatever the keychain does. */
const LONGEST_MS = 10_000;
/** For what is long but not timed, on a machine that is busy. */
const PATIENCE_MS = 120_000;
/** On a busy machine. */
const AT_ONCE_MS = 3_000;
const missing = missingForKeyring();

let helper: Awaited<ReturnType<typeof bundleWithPackages>>;
beforeAll(async () => {
  helper = await bundleWithPackages(HELPER);
});
afterAll(() => helper.remove());

function keychainOn(home: Home, env: NodeJS.ProcessEnv, options: Partial<KeychainOptions> = {}): Keychain {
  const keychain = createKeychain({ home, env, helperFile: helper.file, workFactor: 4, ...options });
  onTestFinished(() => keychain.close());
  return keychain;
}

async function desktop(): Promise<Desktop> {
  const started = await startDesktop();
  onTestFinished(() => started.stop());
  return started;
}

/** What became of it, and after how many milliseconds. */
async function outcome(work: Promise<unknown>): Promise<{ code: unknown; message: string; ms: number }> {
  const started = performance.now();
  const error = await work.then(
    () => null,
    (reason: unknown) => reason as { code?: unknown; message: string },
  );
  return {
    code: error === null ? 'done' : (error.code ?? error),
    message: error?.message ?? '',
    ms: performance.now() - started,
  };
}

describe.skipIf(missing !== null)('a keychain of the desktop', () => {
  it('keeps, replaces, tells of and forgets, and no value is on disk', async () => {
    const { home } = await temporaryHome();
    const screen = await desktop();
    await screen.startKeyring('login');
    const keychain = keychainOn(home, screen.env);
    expect(await keychain.status()).toMatchObject({ backend: 'secret-service', state: 'ready', hint: '' });
    expect(await keychain.get(PASSWORD)).toBeNull();

    const stored = await keychain.set(PASSWORD, 'first secret');
    expect(stored).toMatchObject({ kind: 'ssh-password', host: 'p510', backend: 'secret-service' });
    const value = 'pässwörd ✓ "quoted"\nsecond line\t$(x)';
    await keychain.set(PASSWORD, value);
    expect(await keychainOn(home, screen.env).get(PASSWORD)).toBe(value);
    expect(await keychain.get(PASSWORD)).toBe(value);

    await expect.poll(async () => (await keychain.list())[0]?.lastUsed).toMatch(/^20\d\d-/);
    expect(await keychain.list()).toHaveLength(1);
    // Locks come and go, and are files of their own.
    const files = (await readdir(home.state, { withFileTypes: true })).filter((file) => file.isFile());
    const texts = files.map((file) => join(file.parentPath, file.name));
    expect(texts).toContain(join(home.state, 'credentials.json'));
    for (const file of texts) expect(await readFile(file, 'utf8')).not.toMatch(/first secret|pässwörd/);

    expect(await keychain.delete(stored.id)).toBe(true);
    expect(await keychain.delete(stored.id)).toBe(false);
    expect(await keychain.get(PASSWORD)).toBeNull();
    expect(await keychain.list()).toEqual([]);
  });

  it('that is locked refuses at once; a prompt nobody answers is waited for, not for ever', async () => {
    const { home } = await temporaryHome();
    const screen = await desktop();
    await screen.startKeyring('login');
    const keychain = keychainOn(home, screen.env, { promptMs: 4_000 });
    const { id } = await keychain.set(PASSWORD, 'hidden');
    await screen.lockKeyring();
    const begun = await screen.silencePrompts();

    for (const refused of [
      () => keychain.get(PASSWORD),
      () => keychain.set(PASSWORD, 'other'),
      () => keychain.delete(id),
    ]) {
      const { code, ms } = await outcome(refused());
      expect(code).toBe('keychain-locked');
      expect(ms).toBeLessThan(AT_ONCE_MS);
    }
    expect(await keychain.status()).toMatchObject({
      state: 'locked',
      message: 'The keyring is locked (gnome-keyring-daemon). 1 credential is stored in it.',
      hint: expect.stringContaining('snowfleet credentials unlock') as string,
    });
    expect(begun(), 'no prompt was raised by asking').toBe(0);

    const unanswered = await outcome(keychain.unlock());
    expect(unanswered).toMatchObject({
      code: 'keychain-timeout',
      message: 'The prompt for the keyring was not answered.',
    });
    expect(unanswered.ms).toBeLessThan(LONGEST_MS);
    expect(begun()).toBe(1);

    // The user logs in again, with the prompt still open.
    await screen.killKeyring();
    await screen.startKeyring('login');
    expect(await keychain.get(PASSWORD)).toBe('hidden');
  });

  it('without anybody to show a prompt says so', async () => {
    const { home } = await temporaryHome();
    const screen = await desktop();
    await screen.startKeyring();
    const keychain = keychainOn(home, screen.env);
    expect(await keychain.status()).toMatchObject({
      state: 'locked',
      message: 'There is no keyring to store into yet (gnome-keyring-daemon).',
    });
    expect(await outcome(keychain.set(PASSWORD, 'x'))).toMatchObject({ code: 'keychain-locked' });
    expect(await outcome(keychain.unlock())).toMatchObject({ code: 'prompt-dismissed' });
  });

  it('restarted midway: what is asked then fails with the right words, and works again afterwards', async () => {
    const { home } = await temporaryHome();
    const screen = await desktop();
    await screen.startKeyring('login');
    const keychain = keychainOn(home, screen.env);
    await keychain.set(PASSWORD, 'lasting');

    screen.signalKeyring('SIGSTOP');
    const midway = outcome(keychain.get(PASSWORD));
    await sleep(300);
    await screen.killKeyring();
    expect(await midway).toMatchObject({ code: 'keychain-absent' });
    expect((await midway).ms).toBeLessThan(LONGEST_MS);
    expect(await keychain.status()).toMatchObject({
      backend: 'none',
      state: 'absent',
      message: expect.stringContaining('1 credential is stored in it') as string,
    });

    await screen.startKeyring();
    expect(await outcome(keychain.get(PASSWORD))).toMatchObject({ code: 'keychain-locked' });
    await screen.killKeyring();
    await screen.startKeyring('login');
    expect(await keychain.get(PASSWORD)).toBe('lasting');
    expect(await keychain.status()).toMatchObject({ state: 'ready' });
  });

  it('that does not answer any more holds nobody for long', async () => {
    const { home } = await temporaryHome();
    const screen = await desktop();
    await screen.startKeyring('login');
    const keychain = keychainOn(home, screen.env);
    await keychain.set(PASSWORD, 'x');
    screen.signalKeyring('SIGSTOP');
    const started = performance.now();
    const [status, asked] = await Promise.all([keychain.status(), outcome(keychain.get(PASSWORD))]);
    expect(status).toMatchObject({ state: 'timeout' });
    expect(asked.code).toBe('keychain-timeout');
    expect(performance.now() - started).toBeLessThan(LONGEST_MS);
    screen.signalKeyring('SIGCONT');
    expect(await keychain.get(PASSWORD)).toBe('x');
  });

  it('absent: no bus, a bus that is gone, a bus with nobody', async () => {
    const { home } = await temporaryHome();
    const screen = await desktop();
    const { DBUS_SESSION_BUS_ADDRESS: _address, XDG_RUNTIME_DIR: _runtime, ...bare } = screen.env;
    const gone = { ...bare, DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent/bus' };
    for (const [env, words] of [
      [bare, 'no D-Bus'],
      [gone, 'no D-Bus'],
      [screen.env, 'no program of this session keeps secrets'],
    ] as const) {
      const keychain = keychainOn(home, env);
      const status = await keychain.status();
      expect(status).toMatchObject({ backend: 'none', state: 'absent' });
      expect(status.message).toContain(words);
      expect(status.hint).toContain('snowfleet credentials vault create');
      const { code, ms } = await outcome(keychain.set(PASSWORD, 'x'));
      expect(code).toBe('keychain-absent');
      expect(ms).toBeLessThan(AT_ONCE_MS);
      expect(await keychain.list()).toEqual([]);
    }
  });

  it('that is another one than before is never taken for an empty one', async () => {
    const { home } = await temporaryHome();
    const first = await desktop();
    await first.startKeyring('login');
    await keychainOn(home, first.env).set(PASSWORD, 'in the first');
    const second = await desktop();
    await second.startKeyring('login');
    const keychain = keychainOn(home, second.env);

    expect(await keychain.status()).toMatchObject({
      backend: 'secret-service',
      state: 'changed',
      message: 'The credential on the list is gone from the keyring: it was replaced or emptied.',
    });
    expect(await outcome(keychain.get(PASSWORD))).toMatchObject({ code: 'keychain-changed' });
    const other = { kind: 'token', subject: 'other' } as const;
    expect(await outcome(keychain.set(other, 'x'))).toMatchObject({ code: 'keychain-changed' });
    expect(await keychain.list()).toHaveLength(1);

    expect(await keychain.delete(idOf(PASSWORD))).toBe(true);
    expect(await keychain.status()).toMatchObject({ state: 'ready' });
    await keychain.set(other, 'in the second');
    expect(await keychain.get(other)).toBe('in the second');
    // Forgotten in the second, not removed from the first.
    const caller = createCaller({ file: helper.file, env: first.env });
    onTestFinished(() => caller.close());
    const account = accountOf(
      await indexDocument(home, () => undefined).read(),
      'secret-service',
      idOf(PASSWORD),
    );
    expect(await caller.ask({ do: 'read', account }, 3_000)).toMatchObject({ value: 'in the first' });
  });

  it('from which somebody took a value: says that it is gone', async () => {
    const { home } = await temporaryHome();
    const screen = await desktop();
    await screen.startKeyring('login');
    const keychain = keychainOn(home, screen.env);
    const { id } = await keychain.set(PASSWORD, 'x');
    const caller = createCaller({ file: helper.file, env: screen.env });
    onTestFinished(() => caller.close());
    const account = accountOf(await indexDocument(home, () => undefined).read(), 'secret-service', id);
    expect(await caller.ask({ do: 'remove', account }, 3_000)).toMatchObject({ done: true });
    expect(await outcome(keychain.get(PASSWORD))).toMatchObject({
      code: 'keychain-changed',
      message: `${id} is on the list, but gone from the keychain.`,
    });
  });

  it(
    'used by two processes at once loses nothing',
    async () => {
      const { home, env } = await temporaryHome();
      const screen = await desktop();
      await screen.startKeyring('login');
      const child = await bundleWithPackages(CHILD);
      onTestFinished(() => child.remove());
      const start = (name: string) =>
        startChild(child.file, [helper.file, name, '5'], { ...screen.env, ...env });
      const both = [start('ada'), start('bob')];
      expect(await Promise.all(both.map(({ ended }) => ended))).toEqual([0, 0]);
      const keychain = keychainOn(home, screen.env);
      const list = await keychain.list();
      expect(list).toHaveLength(10);
      for (const { kind, subject } of list) {
        const [name, round] = subject.split('-');
        expect(await keychain.get({ kind, subject })).toBe(`value ${round} of ${name}`);
      }
    },
    PATIENCE_MS,
  );
});

describe('the list of what is stored', () => {
  it('refuses what cannot be kept, without repeating it', async () => {
    const { home } = await temporaryHome();
    const keychain = keychainOn(home, { PATH: process.env['PATH'] });
    for (const [ref, value] of [
      [{ kind: 'ssh-password', subject: '-oProxyCommand=x' }, 'tell-tale'],
      [{ kind: 'key-passphrase', subject: 'relative/key' }, 'tell-tale'],
      [{ kind: 'token', subject: 'two\nlines' }, 'tell-tale'],
      [PASSWORD, ''],
      [PASSWORD, 'tell-tale\0cut off'],
      [PASSWORD, 'tell-tale'.repeat(10_000)],
    ] as const) {
      const error: unknown = await keychain.set(ref, value).catch((reason: unknown) => reason);
      expect(error).toMatchObject({ code: 'wrong-type' });
      expect(JSON.stringify(error)).not.toContain('tell-tale');
      expect((error as Error).message).not.toContain('tell-tale');
    }
  });

  it('that is damaged is kept aside and told of', async () => {
    const { home } = await temporaryHome();
    const { path } = indexDocument(home, () => undefined);
    await indexDocument(home, () => undefined).update((value) => value);
    await writeFile(path, '{"entries": [');
    const keychain = keychainOn(home, { PATH: process.env['PATH'] });
    const status = await keychain.status();
    expect(status).toMatchObject({ state: 'damaged' });
    expect(status.message).toMatch(/could not be understood and was moved to .*damaged-/);
    const aside = (await readdir(home.state)).find((name) => name.includes('damaged-'));
    expect(await readFile(join(home.state, aside ?? ''), 'utf8')).toBe('{"entries": [');
  });
});
