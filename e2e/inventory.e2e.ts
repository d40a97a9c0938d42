import { expect, test } from './fixtures';

test.use({ viewport: { width: 1280, height: 800 } });

test('the list as one wants it: sorted, filtered, grouped, kept as a view, and hosts chosen by keyboard', async ({
  page,
  screens,
}) => {
  const { frame, inventory, features, deploys } = screens;
  const { keyboard } = page;
  await expect(inventory.hosts).toHaveCount(6);

  await test.step('sort from the heads, by keyboard', async () => {
    await inventory.groupBy('none');
    await inventory.host('dex5550').focus();
    await keyboard.press('Home');
    await keyboard.press('ArrowUp');
    await expect(inventory.head('Host').getByRole('button')).toBeFocused();
    await keyboard.press('Enter');
    await frame.hear('Sorted by Host, ascending');
    await inventory.expectNames('dex5550', 'hp', 'p510', 'p620', 'razer', 'samsung');
    await keyboard.press('Enter');
    await expect(inventory.head('Host')).toHaveAttribute('aria-sort', 'descending');
    await inventory.expectNames('samsung', 'razer', 'p620', 'p510', 'hp', 'dex5550');
  });

  await test.step('filter by words and by a selection; nothing found has a way out', async () => {
    await inventory.filter.fill('server');
    await inventory.expectNames('p510', 'dex5550');
    await inventory.filter.fill('(@laptop or p*) and not samsung');
    await inventory.expectNames('razer', 'p620', 'p510');
    await expect(inventory.main).toContainText('3 of 6 shown');
    await inventory.filter.fill('(razer or');
    await expect(inventory.main).toContainText('a parenthesis is not closed');
    await inventory.filter.fill('no such thing');
    await inventory.main.getByRole('button', { name: 'Clear filter' }).click();
    await expect(inventory.hosts).toHaveCount(6);
  });

  await test.step('columns: one more, one moved, one wider', async () => {
    await inventory.main.getByRole('button', { name: 'Columns' }).click();
    const columns = page.getByRole('dialog', { name: 'Columns' });
    await columns.getByRole('checkbox', { name: 'Tags', exact: true }).check();
    await keyboard.press('Escape');
    await expect(inventory.head('Tags')).toBeVisible();
    await inventory.head('State').getByRole('button').focus();
    await keyboard.press('Alt+ArrowRight');
    await expect(inventory.grid.getByRole('columnheader').nth(3)).toHaveAccessibleName('State');
    const before = await inventory.head('State').evaluate((head: HTMLElement) => head.offsetWidth);
    await keyboard.press('Shift+ArrowRight');
    await expect
      .poll(() => inventory.head('State').evaluate((head: HTMLElement) => head.offsetWidth))
      .toBe(before + 16);
  });

  await test.step('a view survives a reload, filter and all', async () => {
    await inventory.filter.fill('@laptop');
    await inventory.saveView('Laptops, last first');
    await inventory.filter.fill('');
    await inventory.groupBy('role');
    await page.reload();
    await frame.ready();
    await expect(inventory.hosts).toHaveCount(6);
    await inventory.openView('Laptops, last first');
    await expect(inventory.filter).toHaveValue('@laptop');
    await inventory.expectNames('samsung', 'razer');
    await expect(inventory.head('Host')).toHaveAttribute('aria-sort', 'descending');
    await expect(inventory.head('Tags')).toBeVisible();
    await expect(inventory.main.getByRole('button', { name: 'View: Laptops, last first' })).toBeVisible();
    await inventory.filter.fill('');
  });

  await test.step('choose a range and one more, and plan for them, without the mouse', async () => {
    await inventory.host('razer').focus();
    await keyboard.press('Shift+ArrowDown');
    await frame.hear('2 hosts chosen');
    await keyboard.type('dex');
    await expect(inventory.host('dex5550')).toBeFocused();
    await keyboard.press('Space');
    await frame.hear('3 hosts chosen');
    for (const host of ['razer', 'p620', 'dex5550'])
      await expect(inventory.host(host)).toHaveAttribute('aria-selected', 'true');
    await inventory.filter.fill('razer');
    await expect(inventory.actions).toContainText('3 hosts chosen');
    await expect(inventory.actions).toContainText('2 not shown');
    await frame.tabTo(inventory.actions.getByRole('button', { name: 'Plan deploy' }));
    await keyboard.press('Enter');
    for (const host of ['razer', 'p620', 'dex5550'])
      await expect(deploys.choice(host).getByRole('checkbox')).toBeChecked();
    await expect(deploys.choice('hp').getByRole('checkbox')).not.toBeChecked();
  });

  await test.step('a feature for all of them: the board has them selected and asks which', async () => {
    await frame.go('Inventory');
    await inventory.actions.getByRole('button', { name: 'Assign a feature…' }).click();
    await expect(features.main.getByRole('searchbox', { name: 'Filter features' })).toBeFocused();
    await frame.hear('3 hosts selected');
    await keyboard.type('caddy');
    await frame.tabTo(
      features.main.getByRole('region', { name: 'Catalogue' }).locator('[data-feature]').first(),
    );
    await keyboard.press('Enter');
    await expect(page.getByRole('option', { name: /over The 3 selected hosts/ })).toBeVisible();
    await keyboard.press('Escape');
  });

  await test.step('coming back finds the same hosts chosen; Escape chooses none', async () => {
    await frame.go('Inventory');
    await expect(inventory.actions).toContainText('3 hosts chosen');
    await inventory.host('razer').focus();
    await keyboard.press('Escape');
    await expect(inventory.actions).toBeHidden();
  });

  await test.step('details tell where facts come from, and which way leads there', async () => {
    await keyboard.press('Enter');
    const details = inventory.details('razer');
    await details
      .getByRole('button', { name: /^Open hosts\/razer\/default\.nix:\d+$/ })
      .first()
      .click();
    const source = page.getByRole('complementary', { name: 'Source: hosts/razer/default.nix' });
    await expect(source).toBeVisible();
    await keyboard.press('Escape');
    await expect(source).toBeHidden();
    await details.getByRole('tab', { name: 'Facts' }).focus();
    await keyboard.press('ArrowLeft');
    await expect(details.getByRole('tabpanel', { name: 'Connection' })).toContainText('is not running');
    await keyboard.press('ArrowLeft');
    await expect(details.getByRole('tabpanel', { name: 'Units' })).toContainText('Not known');
    await keyboard.press('Escape');
    await expect(inventory.host('razer')).toBeFocused();
  });

  await test.step('the same hosts as cards', async () => {
    await inventory.filter.fill('');
    await inventory.main.getByText('Cards', { exact: true }).click();
    await expect(inventory.main.locator('li[data-host]')).toHaveCount(6);
    await inventory.main.getByRole('checkbox', { name: 'Choose hp' }).check();
    await expect(inventory.actions).toContainText('1 host chosen');
  });
});
