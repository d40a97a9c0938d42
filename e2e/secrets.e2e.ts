import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from './fixtures';
import { SecretsPage } from './pages/secrets-page';
import { isInHeap } from './support/heap';

const FLAKE = `{ outputs = _: { nixosConfigurations = {
  p510 = { config = { }; pkgs = { }; options = { }; };
  p620 = { config = { }; pkgs = { }; options = { }; };
}; }; }
`;
/** No other text of the page has it. */
const MARKED = 'frostmarked-value-57190-only-here-ok';

/** A fleet whose secrets were made by the `age` program: one in step, one that p620 cannot read yet, one of 0 bytes. */
function makeFleet() {
  const top = mkdtempSync(join(tmpdir(), 'snowfleet-secrets-e2e-'));
  const fleet = join(top, 'fleet');
  const ssh = join(top, 'home/.ssh');
  mkdirSync(join(fleet, 'secrets'), { recursive: true });
  mkdirSync(ssh, { recursive: true, mode: 0o700 });
  const key = (name: string, file: string): string => {
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', name, '-f', file]);
    return readFileSync(`${file}.pub`, 'utf8').trim();
  };
  const ada = key('ada', join(ssh, 'id_ed25519'));
  const p510 = key('root@p510', join(top, 'p510'));
  const p620 = key('root@p620', join(top, 'p620'));
  const write = (name: string, content: string, readers: readonly string[]): void => {
    const to = readers.flatMap((reader) => ['-r', reader]);
    execFileSync('age', [...to, '-o', join(fleet, 'secrets', `${name}.age`)], { input: content });
  };
  write('wifi', `${MARKED}\n`, [ada, p510, p620]);
  write('backup', 'of backups\n', [ada, p510]);
  writeFileSync(join(fleet, 'secrets/lost.age'), '');
  writeFileSync(join(fleet, 'flake.nix'), FLAKE);
  writeFileSync(
    join(fleet, 'secrets/secrets.nix'),
    `let
  ada = "${ada}";
  p510 = "${p510}";
  p620 = "${p620}";
in
{
  "wifi.age".publicKeys = [ ada p510 p620 ];
  "backup.age".publicKeys = [ ada p510 p620 ];
  "lost.age".publicKeys = [ ada p510 ];
}
`,
  );
  execFileSync('git', ['init', '-q'], { cwd: fleet });
  execFileSync('git', ['add', '.'], { cwd: fleet });
  execFileSync(
    'git',
    ['-c', 'user.name=Ada', '-c', 'user.email=ada@localhost', 'commit', '-q', '-m', 'start'],
    { cwd: fleet },
  );
  return {
    fleet,
    home: join(top, 'home'),
    /** What the host's own key makes of a secret, by the `age` program. */
    readBy: (host: string, name: string): string =>
      execFileSync('age', ['-d', '-i', join(top, host), join(fleet, 'secrets', `${name}.age`)], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
      }),
    remove: () => rmSync(top, { recursive: true, force: true }),
  };
}

const made = makeFleet();
test.use({ wanted: { fleet: made.fleet, env: { HOME: made.home } } });
test.afterAll(() => made.remove());

test('who can read what; rekeyed, revealed and hidden, replaced, made', async ({ screens, page }) => {
  const { frame } = screens;
  const secrets = new SecretsPage(page);
  const { keyboard } = page;
  await frame.go('Secrets');

  await test.step('the matrix tells whom a file is missing, and what is empty', async () => {
    await expect(secrets.row('secrets/wifi.age')).toHaveAttribute('data-state', 'ok');
    await expect(secrets.row('secrets/backup.age')).toHaveAttribute('data-state', 'drift');
    await expect(secrets.row('secrets/lost.age')).toHaveAttribute('data-state', 'empty');
    await expect(secrets.cell('secrets/backup.age', 'p620')).toHaveAttribute('data-reading', 'missing');
    await expect(secrets.cell('secrets/backup.age', 'p510')).toHaveAttribute('data-reading', 'reads');
  });

  await test.step('rekeyed by keyboard, as the host itself finds', async () => {
    expect(() => made.readBy('p620', 'backup')).toThrow();
    await secrets.grid.focus();
    await keyboard.press('ArrowDown');
    await keyboard.press('Enter');
    await expect(secrets.details('backup')).toBeVisible();
    await frame.tabTo(secrets.button('Rekey this secret…'));
    await keyboard.press('Enter');
    await expect(secrets.dialog).toContainText('Can read afterwards: p620');
    await secrets.answer('Rekey');
    await frame.hear('Rekeyed 1 secret');
    await expect(secrets.row('secrets/backup.age')).toHaveAttribute('data-state', 'ok');
    expect(made.readBy('p620', 'backup')).toBe('of backups\n');
  });

  await test.step('revealed only while it is asked for', async () => {
    expect(await isInHeap(page, MARKED)).toBe(false);
    await secrets.row('secrets/wifi.age').click();
    await secrets.button('Show…').click();
    await secrets.answer('Reveal');
    await expect(secrets.dialog.getByText(MARKED)).toBeVisible();
    expect(await isInHeap(page, MARKED)).toBe(true);
    await secrets.answer('Hide');
    await expect(secrets.dialog.getByText(MARKED)).toHaveCount(0);
    await secrets.answer('Close');
    expect(await isInHeap(page, MARKED)).toBe(false);
  });

  await test.step('a new value that nobody had to see', async () => {
    await secrets.button('Rotate…').click();
    await secrets.answer('Rotate');
    await frame.hear('Rotated secrets/wifi.age');
    await expect.poll(() => made.readBy('p510', 'wifi')).toMatch(/^[\w-]{32}\n?$/);
    await expect(secrets.details('wifi')).toContainText(/from \d{4}-\d{2}-\d{2}/);
  });

  await test.step('made, with its rule', async () => {
    await secrets.button('New secret…').click();
    await keyboard.type('mail');
    await secrets.dialog.getByRole('checkbox', { name: /^p620/ }).check();
    await secrets.dialog.getByRole('checkbox', { name: /^ada/ }).check();
    await secrets.answer('Create');
    await expect(secrets.row('secrets/mail.age')).toHaveAttribute('data-state', 'ok');
    expect(made.readBy('p620', 'mail')).not.toBe('');
    expect(() => made.readBy('p510', 'mail')).toThrow();
  });
});
