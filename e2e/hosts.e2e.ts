import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { HostDialogs } from './pages/hosts-page';

/** What axe finds grave on the page as it is. */
async function graveOn(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
}

test('a host is added, renamed and retired by keyboard, and all of it undone', async ({
  page,
  screens,
  snowfleet,
}) => {
  const { frame, palette, inventory } = screens;
  const hosts = new HostDialogs(page);
  const isThere = (file: string): boolean => existsSync(join(snowfleet.fleetDir, file));
  const naming = (name: string): string => {
    try {
      return snowfleet.git('grep', '-lw', '--untracked', name);
    } catch {
      return '';
    }
  };

  await test.step('added step by step, while the diff shows what it will be', async () => {
    await palette.run('Hosts: Add host…');
    const wizard = hosts.dialog('Add host');
    await expect(wizard.getByLabel('Name', { exact: true })).toBeFocused();
    await page.keyboard.type('razer');
    await expect(wizard.getByText('There is a host named razer already.')).toBeVisible({ timeout: 30_000 });
    await expect(wizard.getByRole('button', { name: 'Next' })).toBeDisabled();
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.type('nuc');
    await expect(await hosts.preview('Add host')).toContainText('nuc = mkHost ./hosts/nuc;');
    expect(await graveOn(page)).toEqual([]);
    await frame.tabTo(wizard.getByRole('checkbox', { name: 'intel' }));
    await page.keyboard.press('Space');
    await frame.tabTo(wizard.getByRole('button', { name: 'Next' }));
    await page.keyboard.press('Enter');
    await expect(wizard.getByLabel('Role')).toBeFocused();
    await page.keyboard.type('server');
    await frame.tabTo(wizard.getByRole('button', { name: 'Next' }));
    await page.keyboard.press('Enter');
    await expect(wizard.getByLabel('Address')).toBeFocused();
    await page.keyboard.type('192.0.2.55');
    await expect(await hosts.preview('Add host')).toContainText('nuc.address = "192.0.2.55";');
    await page.keyboard.press('Enter');
    await frame.hear('nuc added');
    await expect(wizard).toBeHidden();
    await expect(inventory.details('nuc')).toBeVisible();
    expect(snowfleet.read('hosts/nuc/default.nix')).toContain('../../roles/server.nix');
  });

  await test.step('renamed from its details', async () => {
    await hosts.ask('nuc', 'Rename…');
    await expect(hosts.dialog('Rename nuc').getByLabel('New name')).toBeFocused();
    await page.keyboard.type('cube');
    await expect(await hosts.preview('Rename nuc')).toContainText('cube = mkHost ./hosts/cube;');
    await page.keyboard.press('Enter');
    await frame.hear('nuc renamed to cube');
    await expect(inventory.details('cube')).toBeVisible();
    expect(isThere('hosts/nuc/default.nix')).toBe(false);
    expect(naming('nuc')).toBe('');
  });

  await test.step('retired, with what would be left told before', async () => {
    await inventory.open('samsung');
    await hosts.ask('samsung', 'Retire…');
    const preview = await hosts.preview('Retire samsung');
    await expect(preview.getByRole('list', { name: 'Left over' })).toContainText(
      'features/desktop/printing.nix:20another thing of this name',
    );
    expect(await graveOn(page)).toEqual([]);
    await frame.tabTo(hosts.dialog('Retire samsung').getByRole('button', { name: 'Retire samsung' }));
    await page.keyboard.press('Enter');
    await frame.hear('samsung retired');
    await expect(inventory.host('samsung')).toHaveCount(0);
    expect(naming('samsung').trim().split('\n').toSorted()).toEqual([
      'features/desktop/printing.nix',
      'justfile',
    ]);
  });

  await test.step('and back, gesture by gesture', async () => {
    for (const words of ['samsung retired', 'nuc renamed to cube', 'nuc added']) {
      await palette.run('Undo');
      await frame.hear(`Undone: ${words}`);
    }
    expect(snowfleet.git('status', '--porcelain')).toBe('');
    await expect(inventory.hosts).toHaveCount(6);
  });
});
