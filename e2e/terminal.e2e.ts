import type { Locator, Page } from '@playwright/test';
import { expect, test } from './fixtures';
import type { TerminalsPage } from './pages/terminals-page';

const HOST = 'p510';

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

/** Pasting asks where it could run something, and what is hidden never arrives. */
async function pasting(page: Page, terminals: TerminalsPage): Promise<void> {
  const dialog = page.getByRole('dialog', { name: /^Paste / });
  const output = terminals.output(HOST);
  const prompt = terminals.pane(HOST);

  await terminals.paste('echo "plain $((1 + 1))"');
  await expect(dialog).toHaveCount(0);
  await page.keyboard.press('Enter');
  await expect(output).toContainText('plain 2');

  await test.step('several lines are asked about, with the text shown; cancelled, nothing arrives', async () => {
    await terminals.paste('echo one-$((1))\necho two-$((2))\n');
    await expect(dialog).toHaveAccessibleName(`Paste 2 lines to ${HOST}?`);
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
}

/** Output of a hostile host does nothing but show text. */
async function hostileOutput(page: Page, terminals: TerminalsPage): Promise<void> {
  const harm = await watchHarm(page);
  const output = terminals.output(HOST);
  const pane = terminals.pane(HOST);

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
}

test('a terminal to a practice host: type, read, resize, end, reopen', async ({
  snowfleet,
  screens,
  page,
}) => {
  const { frame, palette, terminals } = screens;
  await snowfleet.json('practice', 'up', HOST);
  await frame.go('Terminals');
  await test.step('the first one by keyboard, from the empty page', async () => {
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await page.keyboard.press('Control+Shift+Enter');
    await page.getByRole('menu', { name: 'New terminal to' }).getByRole('menuitem', { name: HOST }).click();
    await terminals.connected(HOST);
  });

  await test.step('a command and its output', async () => {
    await terminals.type('echo "sum $((40 + 2))"');
    await expect(terminals.output(HOST)).toContainText('sum 42');
  });
  await test.step('a full line stays within the page', async () => {
    const cells = terminals.output(HOST).locator('> div', { hasText: /^W+$/ }).first();
    await terminals.type(`clear; printf 'W%.0s' $(seq 1 "$(tput cols)")`);
    await expect(cells).toHaveCount(1);
    const over = await cells.evaluate((line) => {
      const end = Math.max(...[...line.children].map((part) => part.getBoundingClientRect().right));
      return end - line.getBoundingClientRect().right;
    });
    expect(over).toBeLessThan(1);
  });
  await pasting(page, terminals);
  await hostileOutput(page, terminals);
  await test.step('the host hears of a new size', async () => {
    const columns = async (): Promise<number> => {
      await terminals.type('clear; stty size');
      const size = terminals.output(HOST).getByText(/^\d+ \d+\s*$/);
      await expect(size).toHaveCount(1);
      return Number((await size.textContent())?.trim().split(' ')[1]);
    };
    const wide = await columns();
    await page.setViewportSize({ width: 900, height: 700 });
    await expect(terminals.pane(HOST)).toContainText(/\d+ x \d+/);
    await expect.poll(columns).toBeLessThan(wide);
  });
  await test.step('it goes on while another area is on screen', async () => {
    await frame.go('Inventory');
    await frame.go('Terminals');
    await expect(terminals.pane(HOST)).toHaveAttribute('data-state', 'open');
    await terminals.type('echo still-here-$((1 + 1))');
    await expect(terminals.output(HOST)).toContainText('still-here-2');
  });
  await test.step('the exit code is told', async () => {
    await terminals.type('exit 3');
    await expect(terminals.pane(HOST)).toHaveAttribute('data-state', 'ended');
    await expect(terminals.pane(HOST)).toContainText('The shell has ended with exit code 3');
  });
  await test.step('reopen, in the same tab', async () => {
    await terminals.pane(HOST).getByRole('button', { name: 'Reopen' }).click();
    await terminals.connected(HOST);
    await expect(terminals.tabs).toHaveCount(1);
  });
  await test.step('a second one from the palette, and both closed', async () => {
    // Every key belongs to the shell but this one.
    await page.keyboard.press('Control+Shift+E');
    await expect(terminals.tabs.locator(`[data-host="${HOST}"]`)).toBeFocused();
    await palette.run(`Terminal to ${HOST}`);
    await expect(terminals.tabs).toHaveCount(2);
    await terminals.connected(HOST);
    for (const left of [1, 0]) {
      await terminals.main
        .getByRole('button', { name: /^Close the terminal to/ })
        .last()
        .click();
      await expect(terminals.tabs).toHaveCount(left);
    }
    await expect(terminals.main).toContainText('No terminal is open');
  });
});
