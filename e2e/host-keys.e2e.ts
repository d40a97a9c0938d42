import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { createTestSshd, sessionsOf, type TestSshd } from '../src/main/ssh/testing/sshd';
import { writeFleet } from '../src/main/deploy/testing/fleet';
import { expect, test as base } from './fixtures';
import { startSnowfleet } from './support/snowfleet';

const PASSPHRASE = 'typed-into-the-page';

/** A host with a real sshd that nobody knows yet, and whose key file is encrypted. */
const test = base.extend<{ sshd: TestSshd }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads from this what a fixture builds on
  sshd: async ({}, use) => {
    const sshd = await createTestSshd();
    const locked = join(sshd.dir, 'locked');
    copyFileSync(sshd.identity, locked);
    execFileSync('ssh-keygen', ['-q', '-p', '-a', '1', '-P', '', '-N', PASSPHRASE, '-f', locked]);
    const text = readFileSync(sshd.configFile, 'utf8').replace('Host testhost', 'Host web');
    writeFileSync(sshd.configFile, text.replace(/IdentityFile .*/, `IdentityFile ${locked}`));
    writeFileSync(sshd.knownHosts, '');
    await use(sshd);
    await sshd.remove();
  },
  snowfleet: async ({ sshd }, use) => {
    const dir = mkdtempSync(join(tmpdir(), 'snowfleet-keys-'));
    const fleet = join(dir, 'fleet');
    writeFleet(fleet, { web: { revision: '1', behaviour: 'good', packages: [] } }, dir);
    const snowfleet = await startSnowfleet({ fleet, sshConfig: sshd.configFile });
    try {
      await use(snowfleet);
    } finally {
      await snowfleet.stop();
      rmSync(dir, { recursive: true });
    }
  },
});

/** Ours with these words on their command line. */
function processesWith(words: string): number[] {
  return execFileSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.includes(words) && line.includes('snowfleet'))
    .map((line) => Number.parseInt(line, 10));
}

const fingerprintOf = (sshd: TestSshd): string =>
  execFileSync('ssh-keygen', ['-l', '-f', join(sshd.dir, 'host_key.pub')], { encoding: 'utf8' }).split(
    ' ',
  )[1] ?? '';

test('a host nobody knows: refused, asked about, trusted; its locked key opened', async ({
  sshd,
  screens,
  page,
  snowfleet,
}) => {
  const { frame, terminals } = screens;
  const question = page.getByRole('dialog', { name: 'web is not a known host' });
  await frame.go('Terminals');
  const open = async (): Promise<void> => {
    await terminals.main.getByRole('button', { name: /^New terminal/ }).click();
    await page.getByRole('menu', { name: 'New terminal to' }).getByRole('menuitem', { name: 'web' }).click();
  };
  await test.step('a hasty Enter trusts nothing', async () => {
    await open();
    await expect(question).toContainText(fingerprintOf(sshd));
    await expect(question.getByRole('button', { name: 'No' })).toBeFocused();
    const { violations } = await new AxeBuilder({ page }).include('[role=dialog]').analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
    await page.keyboard.press('Enter');
    await expect(question).toHaveCount(0);
    expect(sshd.log()).not.toContain('Accepted');
    expect(readFileSync(join(snowfleet.home, 'state', 'known_hosts'), { encoding: 'utf8', flag: 'a+' })).toBe(
      '',
    );
  });
  await test.step('trusted, and the passphrase typed once', async () => {
    await terminals.tabs
      .first()
      .getByRole('button', { name: /^Close/ })
      .click();
    await open();
    await question.getByRole('button', { name: 'Trust this key' }).click();
    const passphrase = page.getByRole('dialog', { name: /^Passphrase of/ });
    await expect(passphrase.getByLabel('Passphrase')).toBeFocused();
    await page.keyboard.type('wrong');
    await page.keyboard.press('Enter');
    await expect(passphrase).toContainText('That was not it.');
    await page.keyboard.type(PASSPHRASE);
    await page.keyboard.press('Enter');
    await expect(passphrase).toHaveCount(0);
    await expect.poll(() => sshd.log()).toContain('Accepted publickey');
  });
  await test.step('recorded in our own list alone', async () => {
    expect(readFileSync(sshd.knownHosts, 'utf8')).toBe('');
    const list = readFileSync(join(snowfleet.home, 'state', 'known_hosts'), 'utf8');
    expect(list).toContain(`[127.0.0.1]:${sshd.port} ${sshd.hostKey} added`);
    expect(list).not.toContain(PASSPHRASE);
  });
});

test('the terminal door scans, accepts, lists and forgets', async ({ sshd, snowfleet }) => {
  const fingerprint = fingerprintOf(sshd);
  const withKey = readFileSync(sshd.configFile, 'utf8').replace(
    /IdentityFile .*/,
    `IdentityFile ${sshd.identity}`,
  );
  writeFileSync(sshd.configFile, withKey);
  const scan = await snowfleet.cli('--json', 'known-hosts', 'scan', 'web');
  expect(scan.code).toBe(3);
  expect(JSON.parse(scan.stdout)).toMatchObject({ host: 'web', keys: [{ fingerprint, verdict: 'unknown' }] });
  const refused = await snowfleet.cli('exec', 'web', '--', 'true');
  expect(refused.code).toBe(1);
  expect(refused.stderr).toContain('is not a known host');
  expect(refused.stderr).toContain('snowfleet known-hosts accept web');
  const unnamed = await snowfleet.cli('--json', 'known-hosts', 'accept', 'web');
  expect(JSON.parse(unnamed.stdout)).toMatchObject({
    error: { code: 'host-key-unknown', hint: expect.stringContaining(fingerprint) },
  });
  expect((await snowfleet.cli('known-hosts', 'accept', 'web', '--fingerprint', fingerprint)).code).toBe(0);
  expect(await snowfleet.json('known-hosts', 'list')).toMatchObject({ keys: [{ from: 'own', fingerprint }] });
  expect(await snowfleet.json('exec', 'web', '--', 'echo', 'in')).toMatchObject({
    hosts: [{ code: 0, stdout: 'in\n' }],
  });
  // The user's own ssh, as we run it, gives the same answer.
  expect((await snowfleet.cli('ssh', 'web', 'echo', 'in')).stdout).toBe('in\n');
  // A client that stands still for a while, as a laptop that sleeps, has lost nothing.
  const running = snowfleet.json('exec', 'web', '--', 'sh', '-c', 'sleep 1; echo done');
  await expect.poll(() => sessionsOf(sshd).length).toBeGreaterThan(0);
  const clients = processesWith('exec web -- sh -c');
  expect(clients.length).toBeGreaterThan(0);
  for (const pid of clients) process.kill(pid, 'SIGSTOP');
  await new Promise((resolve) => setTimeout(resolve, 4000));
  for (const pid of clients) process.kill(pid, 'SIGCONT');
  expect(await running).toMatchObject({ hosts: [{ code: 0, stdout: 'done\n' }] });
  expect(await snowfleet.json('known-hosts', 'forget', 'web')).toMatchObject({
    forgotten: [{ fingerprint }],
    elsewhere: [],
  });
  expect((await snowfleet.cli('exec', 'web', '--', 'true')).code).toBe(1);
});
