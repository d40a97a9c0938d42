import { expect, test } from './fixtures';

const [ONE, TWO] = ['p510', 'p620'] as const;

test('tabs and splits by keyboard, typing to many, search, zoom', async ({ snowfleet, screens, page }) => {
  const { frame, terminals } = screens;
  const press = (keys: string): Promise<void> => page.keyboard.press(keys);
  await snowfleet.json('practice', 'up', ONE, TWO);
  await frame.go('Terminals');
  await terminals.open(ONE);

  await test.step('split to the right to another host, and down to the same', async () => {
    await press('Control+Shift+D');
    const menu = page.getByRole('menu', { name: 'Split to the right' });
    // The host it is split from comes first.
    await expect(menu.getByRole('menuitem').first()).toHaveText(ONE);
    await expect(menu.getByRole('menuitem').first()).toBeFocused();
    await menu.getByRole('menuitem', { name: TWO }).click();
    await terminals.isOpen(terminals.pane(TWO));
    await press('Control+Shift+S');
    await press('Enter');
    await expect(terminals.pane(TWO)).toHaveCount(2);
    await terminals.isOpen(terminals.pane(TWO).last());
    await expect(terminals.tabs).toHaveCount(1);
    await expect(terminals.tabs).toContainText('+2');
  });
  await test.step('the focus moves to the side', async () => {
    await press('Control+Shift+ArrowUp');
    await expect(terminals.input(terminals.pane(TWO).first())).toBeFocused();
    await press('Control+Shift+ArrowLeft');
    await expect(terminals.input(terminals.pane(ONE))).toBeFocused();
    await press('Control+Shift+ArrowRight');
    await press('Control+Shift+ArrowDown');
    await expect(terminals.input(terminals.pane(TWO).last())).toBeFocused();
  });
  await test.step('the line between them moves, and the host hears of it', async () => {
    const line = terminals.main.getByRole('separator').first();
    await line.focus();
    const before = Number(await line.getAttribute('aria-valuenow'));
    for (let n = 0; n < 5; n++) await press('ArrowRight');
    await expect(line).toHaveAttribute('aria-valuenow', String(before + 10));
  });
  await test.step('typing to many, and it shows', async () => {
    await terminals.input(terminals.pane(ONE)).focus();
    await press('Control+Shift+B');
    const dialog = page.getByRole('dialog', { name: 'Type to many' });
    await dialog.getByRole('button', { name: 'Type to 3' }).click();
    const bar = terminals.main.getByRole('region', { name: 'Typing to many' });
    await expect(bar).toContainText('Typing goes to 3 terminals');
    await expect(bar.getByRole('listitem')).toHaveText([ONE, TWO, TWO]);
    await expect(terminals.main.getByText('typed to with others', { exact: true })).toHaveCount(3);
    await expect(terminals.input(terminals.pane(ONE))).toBeFocused();
    await terminals.type('echo "all $((40 + 2))"');
    for (const pane of [terminals.pane(ONE), terminals.pane(TWO).first(), terminals.pane(TWO).last()]) {
      await expect(pane.locator('.xterm-rows')).toContainText('all 42');
    }
  });
  await test.step('answers of a terminal go to its own shell alone', async () => {
    await terminals.type(`printf '\\033[6n\\033[c'; sleep 0.3; read -t 0.2 -n 40 x; echo "heard \${#x}"`);
    for (const pane of [terminals.pane(ONE), terminals.pane(TWO).first()]) {
      await expect(pane.locator('.xterm-rows')).toContainText(/heard \d+/);
      await expect(pane.locator('.xterm-rows')).not.toContainText(/heard (2[5-9]|[3-9]\d)/);
    }
  });
  await test.step('one leaves, then it stops', async () => {
    await terminals.main.getByRole('button', { name: `No longer type to ${ONE}` }).click();
    await terminals.input(terminals.pane(ONE)).focus();
    await terminals.type('echo "alone $((50 + 5))"');
    await expect(terminals.output(ONE)).toContainText('alone 55');
    await expect(terminals.output(TWO).first()).not.toContainText('alone');
    await press('Control+Shift+B');
    await expect(terminals.main.getByRole('region', { name: 'Typing to many' })).toHaveCount(0);
  });
  await test.step('search counts and walks', async () => {
    await terminals.type('clear; printf "needle\\nhay\\nNeedle\\nneedle\\n"');
    await expect(terminals.output(ONE)).toContainText(/needle\s*hay/);
    await press('Control+Shift+F');
    const field = terminals.main.getByRole('textbox', { name: 'Find in the output' });
    await field.fill('needle\\');
    await field.fill('Needle');
    const matches = terminals.main.getByRole('status', { name: 'Matches' });
    await expect(matches).toHaveText(/^\d of 3$/);
    await press('Enter');
    await expect(matches).toHaveText(/^\d of 3$/);
    await terminals.main.getByRole('button', { name: 'Tell capitals apart' }).click();
    await expect(matches).toHaveText('1 of 1');
    await field.fill('absent');
    await expect(matches).toHaveText('none');
    await press('Escape');
    await expect(terminals.input(terminals.pane(ONE))).toBeFocused();
  });
  await test.step('letters larger, smaller, usual', async () => {
    const size = (): Promise<number> =>
      terminals.output(ONE).evaluate((rows) => Number.parseFloat(getComputedStyle(rows).fontSize));
    const usual = await size();
    await press('Control+Equal');
    await press('Control+Equal');
    await expect.poll(size).toBe(usual + 2);
    await press('Control+Minus');
    await expect.poll(size).toBe(usual + 1);
    await press('Control+0');
    await expect.poll(size).toBe(usual);
  });
  await test.step('a tab more, back and forth, and closed by keyboard', async () => {
    await press('Control+Shift+Enter');
    await page.getByRole('menuitem', { name: TWO }).click();
    await expect(terminals.tabs).toHaveCount(2);
    await terminals.isOpen(terminals.pane(TWO));
    await press('Control+Shift+PageUp');
    await expect(terminals.input(terminals.pane(ONE))).toBeFocused();
    await press('Control+Shift+PageDown');
    await expect(terminals.input(terminals.pane(TWO))).toBeFocused();
    await press('Control+Shift+X');
    await expect(terminals.tabs).toHaveCount(1);
    await press('Control+Shift+X');
    await expect(terminals.pane(ONE)).toHaveCount(0);
    await expect(terminals.pane(TWO)).toHaveCount(2);
  });
  await test.step('palette and help know them', async () => {
    await press('Control+Shift+P');
    await page.keyboard.type('Split down');
    await expect(page.getByRole('option', { name: /Terminals: Split down/ })).toBeVisible();
    await press('Escape');
    await press('Control+Shift+E');
    await screens.palette.run('Keys');
    await expect(page.getByRole('dialog', { name: 'Keys' })).toContainText('Split to the right');
  });
});
