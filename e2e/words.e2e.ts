import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { expect, test } from './fixtures';

const HOST = 'p510';
const FILE = `hosts/${HOST}/default.nix`;
const OPTION = 'features.virtualization.podman.enable';

/** Stands in for just, which few machines of tests have: says how it was called. */
const bin = join(mkdtempSync(join(tmpdir(), 'snowfleet-just-')), 'bin');
mkdirSync(bin);
writeFileSync(join(bin, 'just'), '#!/bin/sh\necho "called: $*"\necho "and done" >&2\n');
chmodSync(join(bin, 'just'), 0o755);

test.use({ wanted: { env: { PATH: `${bin}${delimiter}${process.env['PATH'] ?? ''}` } } });

test('values lead to the line that decides, recipes are checked before they run', async ({
  page,
  snowfleet,
  screens,
}) => {
  const { frame, palette } = screens;
  snowfleet.write(
    'justfile',
    `# Makes the files of a new host
create-host HOST:
    cp templates/variables.nix hosts/{{HOST}}/variables.nix

# Says hello
hello NAME GREETING="hi":
    @echo {{GREETING}} {{NAME}}

wipe:
    rm -rf /nowhere
`,
  );
  const forced = '  features.virtualization.podman.enable = lib.mkForce false;';
  const own = snowfleet.read(FILE).replace('\n{\n', '\n{ lib, ... }:\n{\n');
  const at = own.lastIndexOf('}');
  snowfleet.write(FILE, `${own.slice(0, at)}${forced}\n${own.slice(at)}`);
  const line = own.slice(0, at).split('\n').length;
  const option = page.getByRole('option', { selected: true });

  await test.step('a broken recipe is listed with its reason and cannot be run', async () => {
    await page.keyboard.press('Control+K');
    await palette.field.pressSequentially('!create-host');
    await expect(option).toContainText('templates/variables.nix is not there, justfile:3');
    await expect(option).toHaveAttribute('aria-disabled', 'true');
    await page.keyboard.press('Enter');
    await frame.hear('Cannot be run. Broken: templates/variables.nix is not there');
    await expect(palette.field).toBeVisible();
    const answer = await snowfleet.cli('recipes', 'run', 'create-host', 'p999');
    expect(answer.code).toBe(3);
    expect(answer.stderr).toContain('templates/variables.nix is not there');
  });

  await test.step('a sound one asks for its parameters and shows what it says', async () => {
    await palette.field.fill('!hello');
    await expect(option).toContainText('Says hello');
    await page.keyboard.press('Enter');
    const form = page.getByRole('dialog', { name: 'hello' });
    await expect(form.getByLabel('NAME')).toBeFocused();
    await expect(form.getByRole('button', { name: 'Run hello' })).toBeDisabled();
    await page.keyboard.type('Ada Lovelace');
    await page.keyboard.press('Enter');
    const output = page.getByRole('complementary', { name: /Output of just hello/ });
    await expect(output).toContainText('hello Ada Lovelace');
    await expect(output.getByText('Done', { exact: true })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(output).toBeHidden();
  });

  await test.step('a dangerous one says what it would do first', async () => {
    await page.keyboard.press('Control+K');
    await palette.field.fill('!wipe');
    await expect(option).toContainText('wipe');
    await page.keyboard.press('Enter');
    const form = page.getByRole('dialog', { name: 'wipe' });
    await expect(form.getByRole('region', { name: 'Before it runs' })).toContainText('deletes whole folders');
    await expect(form.getByRole('button', { name: 'Do not run' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(form).toBeHidden();
  });

  await test.step('a forced value says why, and leads to its line', async () => {
    await page.keyboard.press('Control+K');
    await palette.field.fill(':podman.enable');
    await expect(option).toContainText(OPTION);
    await page.keyboard.press('Enter');
    await page.keyboard.type(`on ${HOST}`);
    await expect(option).toContainText(`What it is on ${HOST}`);
    await page.keyboard.press('Enter');
    const why = page.getByRole('dialog', { name: /Why features\.virtualization\.podman\.enable on p510/ });
    const deciding = why.getByRole('listitem').filter({ hasText: 'mkForce' }).first();
    await expect(deciding).toContainText('The only definition');
    await deciding.getByRole('button', { name: `Open ${FILE}:${line}` }).click();
    const source = page.getByRole('complementary', { name: `Source: ${FILE}` });
    await expect(source.locator('.marked')).toContainText(forced.trim());
    await expect(source.locator('.marked')).toHaveAttribute('data-line', String(line));
    await page.keyboard.press('Control+F');
    await page.keyboard.type('mkForce');
    await expect(source.getByText(/1 of \d/)).toBeVisible();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await expect(source).toBeHidden();
  });

  await test.step('what was chosen lately comes first', async () => {
    await page.keyboard.press('Control+K');
    const recent = page.getByRole('group', { name: 'Recent' });
    await expect(recent.getByRole('option').first()).toContainText(/hello|wipe/);
    await page.keyboard.press('Escape');
  });
});
