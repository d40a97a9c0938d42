import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { type Desktop, missingForKeyring, startDesktop } from '../src/main/keychain/testing/desktop';
import { expect, test as base } from './fixtures';
import { CredentialsPage } from './pages/credentials-page';
import { filesWith, formsOf, recordFrames, watchProcesses } from './support/watch-secrets';

const missing = missingForKeyring();
const HOST = 'p620';

/** A real gnome-keyring, open, on a session bus of the test's own. */
const test = base.extend<{ desktop: Desktop; credentials: CredentialsPage }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads from this what a fixture builds on
  desktop: async ({}, use) => {
    const desktop = await startDesktop();
    await desktop.startKeyring('login');
    await use(desktop);
    await desktop.stop();
  },
  wanted: async ({ desktop }, use) => {
    await use({ env: { DBUS_SESSION_BUS_ADDRESS: desktop.env['DBUS_SESSION_BUS_ADDRESS'] ?? '' } });
  },
  credentials: async ({ page }, use) => {
    await use(new CredentialsPage(page));
  },
});

test.skip(missing !== null, missing ?? '');

test('store, see, forget; a keyring that locks; a vault instead', async ({
  desktop,
  snowfleet,
  screens,
  credentials,
  page,
}) => {
  const { palette, frame } = screens;
  const noneGrave = async (): Promise<void> => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await expect(page.locator('html')).toHaveAttribute(`data-${colorScheme}`);
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual(
        [],
      );
    }
  };

  await test.step('open keyring, nothing stored', async () => {
    await palette.run('Credentials');
    await credentials.stands('ready', 'The keyring is open (gnome-keyring-daemon).');
    await expect(credentials.main).toContainText('Nothing is stored');
  });
  await test.step('stored by keyboard, seen by every door', async () => {
    await frame.tabTo(credentials.button('Store…'));
    await page.keyboard.press('Enter');
    await expect(credentials.dialog.getByLabel('What')).toBeFocused();
    await noneGrave();
    await page.keyboard.press('Escape');
    await expect(credentials.button('Store…')).toBeFocused();
    await credentials.store('SSH password', HOST, 'a password');
    await expect(credentials.rows.locator(`[data-host="${HOST}"]`)).toBeVisible();
    const { backend, credentials: listed } = await snowfleet.json<{
      backend: string;
      credentials: { id: string; host?: string; kind: string }[];
    }>('credentials', 'list');
    expect(backend).toBe('secret-service');
    expect(listed).toMatchObject([{ host: HOST, kind: 'ssh-password' }]);
  });
  await test.step('another door stores one too', async () => {
    const { code, stderr } = await snowfleet.feed('tok\n', 'credentials', 'set', 'token', 'cachix');
    expect(code, stderr).toBe(0);
    await page.reload();
    await expect(credentials.rows).toHaveCount(2);
  });
  await test.step('forgotten, after a question', async () => {
    await credentials.main.getByRole('button', { name: 'Forget the Token for cachix' }).click();
    await expect(credentials.dialog.getByRole('button', { name: 'Keep' })).toBeFocused();
    await credentials.dialog.getByRole('button', { name: 'Forget it' }).click();
    await expect(credentials.rows).toHaveCount(1);
  });
  await test.step('locked: said, nothing can be stored', async () => {
    await desktop.lockKeyring();
    await credentials.button('Check').click();
    await credentials.stands('locked', '1 credential is stored in it');
    await expect(credentials.button('Store…')).toBeDisabled();
    await expect(credentials.rows).toHaveCount(1);
    await noneGrave();
    await credentials.button('Unlock').click();
    await expect(frame.alerts).toContainText('Unlock the keyring');
    await frame.alerts.getByRole('button', { name: 'Close this message' }).click();
  });
  await test.step('gone: noticed without being asked', async () => {
    await desktop.killKeyring();
    await credentials.stands('absent', 'There is no keychain');
  });
  await test.step('a vault, made, locked and opened again', async () => {
    await credentials.button('Make a vault…').click();
    await credentials.dialog.getByLabel('Passphrase').fill('correct horse battery');
    await credentials.dialog.getByLabel('Once more').fill('correct horse batterie');
    await expect(credentials.dialog.getByRole('button', { name: 'Make the vault' })).toBeDisabled();
    await credentials.dialog.getByLabel('Once more').fill('correct horse battery');
    await page.keyboard.press('Enter');
    await credentials.stands('ready', 'The vault is open.');
    // scrypt as costly as age itself has it.
    expect(readFileSync(join(snowfleet.home, 'data/vault.age'), 'latin1')).toMatch(
      /^age-encryption\.org\/v1\n-> scrypt \S+ 18\n/,
    );
    await credentials.button('Lock vault').click();
    await credentials.stands('locked', 'The vault is locked.');
    await credentials.button('Open vault…').click();
    await credentials.dialog.getByLabel('Passphrase of the vault').fill('correct horse battery');
    await page.keyboard.press('Enter');
    await credentials.stands('ready', 'The vault is open.');
  });
  await test.step('another passphrase; the old one opens nothing any more', async () => {
    await credentials.button('Passphrase…').click();
    await expect(credentials.dialog.getByLabel('Present passphrase')).toBeFocused();
    await noneGrave();
    await credentials.dialog.getByLabel('Present passphrase').fill('correct horse battery');
    await credentials.dialog.getByLabel('New passphrase').fill('staple of the new one');
    await credentials.dialog.getByLabel('Once more').fill('staple of the new one');
    await page.keyboard.press('Enter');
    await expect(credentials.dialog).toBeHidden({ timeout: 20_000 });
    await credentials.stands('ready', 'The vault is open.');
  });
  await test.step('locked from another door, without being asked', async () => {
    const { state } = await snowfleet.json<{ state: string }>('credentials', 'lock');
    expect(state).toBe('locked');
    await credentials.stands('locked', 'The vault is locked.');
    await credentials.button('Open vault…').click();
    await credentials.dialog.getByLabel('Passphrase of the vault').fill('correct horse battery');
    await page.keyboard.press('Enter');
    await expect(credentials.dialog).toContainText('The passphrase does not open the vault.', {
      timeout: 20_000,
    });
    await credentials.dialog.getByLabel('Passphrase of the vault').fill('staple of the new one');
    await page.keyboard.press('Enter');
    await credentials.stands('ready', 'The vault is open.');
  });
  await test.step('when it locks itself is kept', async () => {
    await credentials.main.getByLabel('When the vault locks itself').selectOption('Locks after 1 h unused');
    await page.reload();
    await expect(credentials.main.getByLabel('When the vault locks itself')).toHaveValue('60');
    await noneGrave();
  });
});

test('what is stored shows up nowhere: no log, no journal, no process, no frame to the page', async ({
  desktop,
  snowfleet,
  screens,
  credentials,
  page,
}) => {
  const { palette, frame, inventory, deploys, terminals } = screens;
  const marks = {
    password: 'Mark-ssh-7hV2qLx',
    passphrase: 'Mark-key-9pR4wZc',
    sudo: 'Mark-sudo-3nT8kYd',
    token: 'Mark-token-5gB1mXs',
  };
  const watch = watchProcesses(Object.values(marks));
  const frames = recordFrames(page);
  await page.reload();
  await frame.ready();

  await test.step('stored by the page and by a command', async () => {
    await snowfleet.json('practice', 'up', HOST);
    const key = join(snowfleet.home, 'state/practice/id_ed25519');
    await palette.run('Credentials');
    await credentials.store('Key passphrase', key, marks.passphrase);
    await credentials.store('SSH password', HOST, marks.password);
    await credentials.store('sudo password', HOST, marks.sudo);
    const stored = await snowfleet.feed(marks.token, 'credentials', 'set', 'token', 'cachix');
    expect(stored.code, stored.stderr).toBe(0);
    // From now on the key that practice hosts let in needs it. Here it is an argument, of the test's own tool alone,
    // which has ended before the watch can look again.
    execFileSync('ssh-keygen', ['-q', '-p', '-P', '', '-N', marks.passphrase, '-f', key]);
  });
  await test.step('a command, a terminal and a deploy that use it', async () => {
    const ran = await snowfleet.cli('exec', HOST, '--', 'echo', 'ran on the host');
    expect(ran.stdout, ran.stderr).toContain('ran on the host');
    await frame.go('Terminals');
    await terminals.open(HOST);
    await terminals.type('echo "typed $((40 + 2))"');
    await expect(terminals.output(HOST)).toContainText('typed 42');
    await frame.go('Deploys');
    await deploys.choice(HOST).getByRole('checkbox').check();
    await deploys.button('Deploy').click();
    await deploys.cameOut(HOST, 'switched', 'Switched and confirmed');
    await frame.go('Inventory');
    await expect(inventory.host(HOST)).toBeVisible();
  });
  await test.step('it was used', async () => {
    const { credentials: listed } = await snowfleet.json<{
      credentials: { kind: string; lastUsed?: string }[];
    }>('credentials', 'list');
    const passphrase = listed.find(({ kind }) => kind === 'key-passphrase');
    expect(passphrase?.lastUsed, 'the stored passphrase was used').toBeDefined();
  });

  const forms = Object.values(marks).flatMap(formsOf);
  await test.step('processes', async () => {
    const { seen, looks } = watch.stop();
    expect(looks).toBeGreaterThan(20);
    expect([...seen]).toEqual([]);
  });
  await test.step('files', async () => {
    expect(filesWith(['key-passphrase'], [snowfleet.home]), 'the search finds what is there').not.toEqual([]);
    expect(filesWith(forms, [snowfleet.home, desktop.dir])).toEqual([]);
  });
  await test.step('what the door said', () => {
    expect(snowfleet.said()).toContain('"url"');
    for (const form of forms) expect(snowfleet.said()).not.toContain(form);
  });
  await test.step('frames', () => {
    expect(
      frames.received.some((text) => text.includes('typed 42')),
      'frames were read',
    ).toBe(true);
    for (const form of forms) {
      expect(frames.received.filter((text) => text.includes(form))).toEqual([]);
    }
    // In once, by the call that stores it.
    const sentWith = (mark: string): number => frames.sent.filter((text) => text.includes(mark)).length;
    expect([marks.password, marks.passphrase, marks.sudo, marks.token].map(sentWith)).toEqual([1, 1, 1, 0]);
  });
});
