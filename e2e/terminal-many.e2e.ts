import type { Locator, Page } from '@playwright/test';
import { expect, test } from './fixtures';

const [ONE, TWO] = ['p510', 'p620'] as const;

/** Says what the page sends by itself: no clipboard is written, no page opened, no address left. */
async function watchHarm(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const harm: string[] = [];
    Object.assign(window, { harm });
    window.open = (address) => {
      harm.push(`open ${String(address)}`);
      return null;
    };
    navigator.clipboard.writeText = async (text) => void harm.push(`clipboard ${text}`);
    document.addEventListener('copy', () => harm.push('copy'));
  });
  return () => page.evaluate(() => (window as unknown as { harm: string[] }).harm);
}

/** The middle of a word on a terminal's screen. */
async function clickOn(page: Page, words: Locator): Promise<void> {
  // Rows are drawn anew now and then, so the place is asked for until there is one.
  const boxes: { x: number; y: number; height: number }[] = [];
  const find = async (): Promise<number> => {
    const box = await words.boundingBox();
    if (box) boxes.push(box);
    return boxes.length;
  };
  await expect.poll(find).toBeGreaterThan(0);
  const [box = { x: 0, y: 0, height: 0 }] = boxes;
  await page.mouse.move(box.x + 4, box.y + box.height / 2);
  await page.mouse.move(box.x + 12, box.y + box.height / 2);
  await page.waitForTimeout(150);
  await page.mouse.click(box.x + 12, box.y + box.height / 2);
}

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

test('pasting asks where it could run something, and what is hidden never arrives', async ({
  snowfleet,
  screens,
  page,
}) => {
  const { frame, terminals } = screens;
  await snowfleet.json('practice', 'up', ONE);
  await frame.go('Terminals');
  await terminals.open(ONE);
  const dialog = page.getByRole('dialog', { name: /^Paste / });
  const output = terminals.output(ONE);
  const prompt = terminals.pane(ONE);

  await terminals.paste('echo "plain $((1 + 1))"');
  await expect(dialog).toHaveCount(0);
  await page.keyboard.press('Enter');
  await expect(output).toContainText('plain 2');

  await test.step('several lines are asked about, with the text shown; cancelled, nothing arrives', async () => {
    await terminals.paste('echo one-$((1))\necho two-$((2))\n');
    await expect(dialog).toHaveAccessibleName(`Paste 2 lines to ${ONE}?`);
    await expect(dialog).toContainText('echo two-$((2))');
    await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(dialog).toHaveCount(0);
    await expect(terminals.input(prompt)).toBeFocused();
    await terminals.type('echo "mark $((7 * 7))"');
    await expect(output).toContainText('mark 49');
    await expect(output).not.toContainText('one-');
  });
  await test.step('agreed to, it arrives', async () => {
    await terminals.paste('echo one-$((1))\necho two-$((2))\n');
    await dialog.getByRole('button', { name: 'Paste 2 lines' }).click();
    await page.keyboard.press('Enter');
    await expect(output).toContainText('two-2');
  });
  await test.step('characters that steer a terminal are taken out, and that is said', async () => {
    await terminals.paste('echo cl\u001b[201~ean\u0003\u0015');
    await expect(dialog).toContainText('Taken out: 3 characters');
    await dialog.getByRole('button', { name: 'Paste 1 line' }).click();
    await page.keyboard.press('Enter');
    await expect(output).toContainText('cl[201~ean');
  });
});

test('output of a hostile host does nothing but show text', async ({ snowfleet, screens, page }) => {
  const { frame, terminals } = screens;
  await snowfleet.json('practice', 'up', ONE);
  await frame.go('Terminals');
  await terminals.open(ONE);
  const harm = await watchHarm(page);
  const output = terminals.output(ONE);
  const pane = terminals.pane(ONE);

  await test.step('clipboard, titles, sizes, notices', async () => {
    const size = await pane
      .locator('.pane-head')
      .getByText(/^\d+ x \d+$/)
      .textContent();
    await terminals.type(
      String.raw`printf '\033]52;c;cm0gLXJmIC8=\007\033]0;<img src=x onerror=alert(1)>\u202etitle\007\033[21t\033[8;2147483648;2147483648t\033[2147483647b\033[2147483647S\033]9;x\007'; echo shown-$((1+1))`,
    );
    await expect(output).toContainText('shown-2');
    await expect(pane.locator('.pane-title')).toHaveText('<img src=x onerror=alert(1)>title');
    await expect(pane.locator('.pane-head')).toContainText(size ?? 'a size');
    await expect(page.locator('img[src="x"]')).toHaveCount(0);
    // Nothing was typed to the shell by answers.
    await terminals.type('echo "prompt-$((2+2))"');
    await expect(output).toContainText('prompt-4');
    await expect(output).not.toContainText('not found');
    expect(await harm()).toEqual([]);
  });
  await test.step('links to files and scripts cannot be followed; of a page the true address is shown', async () => {
    await terminals.type(
      String.raw`clear; printf '\033]8;;javascript:alert(1)\033\\script-link\033]8;;\033\\\n\033]8;;file:///etc/passwd\033\\file-link\033]8;;\033\\\n\033]8;;https://evil.example/x\033\\https-link\033]8;;\033\\\n see http://plain.example/y\n'`,
    );
    await expect(output).toContainText('http://plain.example/y');
    const dialog = page.getByRole('dialog');
    for (const words of ['script-link', 'file-link']) {
      await clickOn(page, output.getByText(words).last());
      await expect(dialog).toHaveCount(0);
    }
    await clickOn(page, output.getByText('https-link').last());
    await expect(dialog).toHaveAccessibleName('Open a page of evil.example?');
    await expect(dialog).toContainText('https://evil.example/x');
    await page.keyboard.press('Escape');
    expect(await harm()).toEqual([]);
    await clickOn(page, output.getByText('https-link').last());
    await dialog.getByRole('button', { name: 'Open in the browser' }).click();
    expect(await harm()).toEqual(['open https://evil.example/x']);
  });
});
