import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Browser, Page } from '@playwright/test';
import { expect, test, type Screens } from './fixtures';
import type { Snowfleet } from './support/snowfleet';

const [ONE, TWO] = ['p510', 'p620'] as const;

/** A second browser door on the same state, as after a restart. */
async function startAgain(home: string): Promise<{ url: string; stop(): Promise<void> }> {
  const program = join(dirname(import.meta.dirname), 'bin/snowfleet');
  const env = { ...process.env, SNOWFLEET_HOME: home, SSH_AUTH_SOCK: '' };
  const server = spawn(process.execPath, [program, '--json', 'serve', '--no-open'], {
    env,
    cwd: home,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [line] = (await once(createInterface({ input: server.stdout }), 'line')) as [string];
  return {
    url: (JSON.parse(line) as { url: string }).url,
    async stop() {
      const gone = once(server, 'exit');
      server.kill('SIGTERM');
      await gone;
    },
  };
}

/** Tabs and splits by keyboard, typing to many, search, zoom. */
async function many(page: Page, screens: Screens): Promise<void> {
  const { terminals } = screens;
  const press = (keys: string): Promise<void> => page.keyboard.press(keys);

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
}

/** A terminal outlives the page, its connection and a restart of the host. */
async function keeps(page: Page, screens: Screens, snowfleet: Snowfleet, browser: Browser): Promise<void> {
  const { terminals } = screens;
  const pane = terminals.pane(ONE);
  const output = terminals.output(ONE);

  await test.step('a reloaded page shows the same shell, and what it said', async () => {
    await terminals.type('NAME=kept; printf "\\033[c"; read -rs -d c; echo "said-$((3 * 3))"');
    await expect(output).toContainText('said-9');
    await page.reload();
    await expect(output).toContainText('said-9');
    await terminals.isOpen(pane);
    // The question in what was shown again is not answered a second time.
    await terminals.type('echo "still-$NAME"');
    await expect(output).toContainText('still-kept');
    await expect(output).not.toContainText('not found');
    await expect(terminals.tabs).toHaveCount(1);
  });
  await test.step('a second page takes it over, and the first one takes it back', async () => {
    const second = await page.context().newPage();
    await second.goto(new URL('/terminals', snowfleet.url).href);
    const other = second.getByRole('region', { name: `Terminal to ${ONE}` });
    await expect(other.locator('.xterm-rows')).toContainText('still-kept');
    await expect(pane).toHaveAttribute('data-state', 'elsewhere');
    await expect(pane).toContainText('Shown in another window');
    await second.keyboard.type('echo "there-$NAME"');
    await second.keyboard.press('Enter');
    await expect(other.locator('.xterm-rows')).toContainText('there-kept');
    await terminals.input(pane).focus();
    await page.keyboard.press('Enter');
    await terminals.isOpen(pane);
    await expect(output).toContainText('there-kept');
    await expect(other).toHaveAttribute('data-state', 'elsewhere');
    await other.getByRole('button', { name: 'Show here' }).click();
    await expect(pane).toHaveAttribute('data-state', 'elsewhere');
    // Nobody shows it any more: it comes back without a key.
    await second.close();
    await terminals.isOpen(pane);
    await terminals.type('echo "back-here-$NAME"');
    await expect(output).toContainText('back-here-kept');
  });
  await test.step('the host goes: output stays, and it is tried again', async () => {
    await snowfleet.json('practice', 'down', ONE);
    await expect(pane).toHaveAttribute('data-state', /lost|failed/);
    await expect(output).toContainText('there-kept');
    await expect(pane).toContainText(/Output above is kept|No terminal to/);
  });
  await test.step('the host is there again: connected in place, by R or by itself', async () => {
    await snowfleet.json('practice', 'up', ONE);
    await terminals.input(pane).focus();
    await page.keyboard.press('r');
    await terminals.isOpen(pane);
    await expect(output).toContainText('there-kept');
    await expect(output).toContainText(/connection lost at|a new shell/);
    await terminals.type('echo "back-$((5 * 5))"');
    await expect(output).toContainText('back-25');
    await expect(terminals.tabs).toHaveCount(1);
  });
  await test.step('another Snowfleet shows where it was, and connects when asked', async () => {
    await page.keyboard.press('Control+Shift+D');
    await page.keyboard.press('Enter');
    await expect(pane).toHaveCount(2);
    await terminals.isOpen(pane.last());
    // The layout is written down a moment after it has changed.
    const file = join(snowfleet.home, 'state/terminals.json');
    await expect.poll(() => readFileSync(file, 'utf8')).toContain('"split"');
    const next = await startAgain(snowfleet.home);
    const context = await browser.newContext();
    const second = await context.newPage();
    await second.goto(next.url);
    await second.getByRole('link', { name: 'Terminals' }).click();
    const kept = second.getByRole('region', { name: `Terminal to ${ONE}` });
    await expect(kept).toHaveCount(2);
    await expect(kept.first()).toHaveAttribute('data-state', 'idle');
    await expect(kept.last()).toContainText('Not connected');
    await kept.last().getByRole('textbox', { name: 'Terminal input' }).focus();
    await second.keyboard.press('Enter');
    await expect(kept.last()).toHaveAttribute('data-state', 'open', { timeout: 20_000 });
    await expect(kept.first()).toHaveAttribute('data-state', 'idle');
    await context.close();
    await next.stop();
    await page.keyboard.press('Control+Shift+X');
    await expect(pane).toHaveCount(1);
  });
  await test.step('closed, nothing of it is left', async () => {
    await page.keyboard.press('Control+Shift+X');
    await expect(terminals.tabs).toHaveCount(0);
    await page.reload();
    await expect(terminals.main).toContainText('No terminal is open');
  });
}

test('terminals by keyboard, to many at once; and what outlives page, connection and host', async ({
  snowfleet,
  screens,
  page,
  browser,
}) => {
  // Several shells, three pages and two restarts: a busy machine takes its time.
  test.slow();
  await snowfleet.json('practice', 'up', ONE, TWO);
  await screens.frame.go('Terminals');
  await screens.terminals.open(ONE);
  await keeps(page, screens, snowfleet, browser);
  await screens.terminals.open(ONE);
  await many(page, screens);
});
