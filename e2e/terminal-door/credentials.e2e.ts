import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Desktop, missingForKeyring, startDesktop } from '../../src/main/keychain/testing/desktop';
import type { StoredIdentity } from '../../src/shared/contract';
import { type Door, PROGRAM } from './support/door';
import { expect, test as base } from './support/test';

interface Listed {
  readonly backend: string;
  readonly state: string;
  readonly credentials: readonly {
    readonly id: string;
    readonly kind: string;
    readonly host?: string;
    readonly lastUsed?: string;
  }[];
}

const missing = missingForKeyring();
const NO_KEYCHAIN = { DBUS_SESSION_BUS_ADDRESS: '', XDG_RUNTIME_DIR: '' };

/** The door beside a real gnome-keyring, open. */
const test = base.extend<{ desktop: Desktop }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads from this what a fixture builds on
  desktop: async ({}, use) => {
    const desktop = await startDesktop();
    await desktop.startKeyring('login');
    await use(desktop);
    await desktop.stop();
  },
});

const busOf = (desktop: Desktop): Record<string, string | undefined> => ({
  DBUS_SESSION_BUS_ADDRESS: desktop.env['DBUS_SESSION_BUS_ADDRESS'],
});

/** Types a line once the command asks for it, at a terminal that script(1) makes; what the terminal then shows. */
function typeInto(
  door: Door,
  words: string,
  prompt: string,
  line: string,
  env: Record<string, string | undefined>,
) {
  const child = spawn('script', ['-qec', `exec "$NODE" "$PROGRAM" ${words}`, '/dev/null'], {
    cwd: door.dir,
    env: { ...door.env, ...env, NODE: process.execPath, PROGRAM },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  let shown = '';
  let typed = false;
  child.stdout.on('data', (chunk: Buffer) => {
    shown += chunk.toString();
    if (typed || !shown.includes(prompt)) return;
    typed = true;
    child.stdin.write(`${line}\r`);
  });
  return new Promise<{ code: number | null; shown: string }>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, shown }));
  });
}

test('credentials in a keyring: typed unseen, from standard input, listed, forgotten', async ({
  door,
  desktop,
}) => {
  test.skip(missing !== null, missing ?? '');
  const env = busOf(desktop);
  const typed = await typeInto(
    door,
    'credentials set ssh-password p510',
    'Value of ssh-password for p510: ',
    'Typed-7hV2qLx',
    env,
  );
  expect(typed.code, typed.shown).toBe(0);
  expect(typed.shown).toContain('Stored in your keyring: ssh-password for p510');
  expect(typed.shown, 'nothing of it is echoed').not.toContain('7hV2');

  const piped = await door.json<Listed>(['credentials', 'set', 'token', 'cachix'], { env, input: 'piped\n' });
  expect(piped).toMatchObject({ backend: 'secret-service', credentials: [{ kind: 'token' }] });
  const listed = await door.json<Listed>(['credentials', 'list'], { env });
  expect(listed.credentials.map(({ kind, host }) => [kind, host])).toEqual([
    ['ssh-password', 'p510'],
    ['token', undefined],
  ]);
  expect(JSON.stringify(listed)).not.toMatch(/Typed|piped/);

  const gone = await door.json<Listed>(['credentials', 'forget', 'p510'], { env });
  expect(gone.credentials).toMatchObject([{ kind: 'ssh-password', host: 'p510' }]);
  expect((await door.json<Listed>(['credentials'], { env })).credentials).toHaveLength(1);
});

test('identities in a keyring: made, imported, backed up, forgotten, and no secret is printed', async ({
  door,
  desktop,
}) => {
  test.skip(missing !== null, missing ?? '');
  const env = busOf(desktop);
  const { identity } = await door.json<{ identity: StoredIdentity }>(['identities', 'create', 'me'], { env });
  expect(identity).toMatchObject({ name: 'me', keys: [{ kind: 'x25519' }], backend: 'secret-service' });
  const recipient = identity.keys[0]?.recipient ?? '';
  const printed = await door.run(['identities', 'recipients', 'me'], { env });
  expect(printed.stdout).toBe(`${recipient}\n`);
  expect((await door.run(['identities', 'create', 'me'], { env })).code).toBe(2);

  const short = await door.run(['identities', 'export', 'me'], { env, input: 'short' });
  expect(short.code).toBe(2);
  const backup = await door.run(['identities', 'export', 'me', '--out', 'me.age'], {
    env,
    input: 'of the backup',
  });
  expect(backup.code, backup.stderr).toBe(0);
  const from = ['identities', 'import', join(door.dir, 'me.age'), '--name', 'again'];
  const wrong = await door.json<{ error: { code: string } }>(from, { env, input: 'not this one', code: 1 });
  expect(wrong.error.code).toBe('wrong-passphrase');
  const again = await door.json<{ identity: StoredIdentity }>(from, { env, input: 'of the backup' });
  expect(again.identity).toMatchObject({ name: 'again', encrypted: true, keys: identity.keys });

  const listed = await door.run(['identities'], { env });
  expect(listed.stdout).toMatch(/^NAME .*\nagain .*\nme .*\n$/);
  expect(listed.stdout).toContain(recipient);
  await door.json(['identities', 'forget', 'me', 'again'], { env });
  const none = await door.json<{ identities: unknown[] }>(['identities'], { env });
  expect(none.identities).toEqual([]);
  for (const { stdout, stderr } of [printed, backup, listed]) {
    expect(stdout + stderr).not.toMatch(/AGE-SECRET-KEY/);
  }
});

test('credentials without a keychain: refused with the way out, a vault by choice', async ({ door }) => {
  const env = NO_KEYCHAIN;
  const status = await door.run(['credentials', 'status'], { env });
  expect(status.code).toBe(1);
  expect(status.stdout).toContain('There is no keychain: this session has no D-Bus');
  expect(status.stdout).toContain('snowfleet credentials vault create');
  const set = ['credentials', 'set', 'sudo-password', 'p510'];
  const refused = await door.json<{ error: { code: string } }>(set, { env, input: 'x', code: 1 });
  expect(refused.error.code).toBe('keychain-absent');
  const unfit = await door.json<{ error: { code: string } }>(['credentials', 'set', 'token', 'a\nb'], {
    env,
    input: 'x',
    code: 2,
  });
  expect(unfit.error.code).toBe('usage');

  const passphrase = join(door.dir, 'passphrase');
  writeFileSync(passphrase, 'correct horse battery\n', { mode: 0o600 });
  const wrapper = ['sh', '-c', 'exec 3<"$0"; exec "$@"', passphrase];
  const made = await door.json<Listed>(['--passphrase-fd', '3', 'credentials', 'vault', 'create'], {
    env,
    wrapper,
  });
  expect(made).toMatchObject({ backend: 'vault', state: 'ready' });
  const locked = await door.json<{ error: { code: string } }>(set, { env, input: 'x', code: 1 });
  expect(locked.error.code).toBe('vault-locked');
  const stored = await door.json<Listed>([...set, '--passphrase-fd', '3'], { env, wrapper, input: 'x' });
  expect(stored).toMatchObject({ backend: 'vault', credentials: [{ kind: 'sudo-password', host: 'p510' }] });

  const next = ['sh', '-c', 'exec 3<"$0"; printf "staple of the new one" | "$@"', passphrase];
  const change = ['credentials', 'passphrase'];
  const unasked = await door.json<{ error: { code: string } }>(change, { env, input: 'x', code: 2 });
  expect(unasked.error.code).toBe('usage');
  const changed = await door.json<Listed>([...change, '--passphrase-fd', '3'], { env, wrapper: next });
  expect(changed).toMatchObject({ backend: 'vault', state: 'ready', credentials: [{ host: 'p510' }] });
  const shut = await door.json<Listed>(['credentials', 'lock'], { env });
  expect(shut).toMatchObject({ backend: 'vault', state: 'locked' });
});
