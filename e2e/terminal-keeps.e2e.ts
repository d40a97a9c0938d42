import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from './fixtures';

const HOST = 'p510';

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

test('a terminal outlives the page, its connection and a restart of the host', async ({
  snowfleet,
  screens,
  page,
  browser,
}) => {
  const { frame, terminals } = screens;
  await snowfleet.json('practice', 'up', HOST);
  await frame.go('Terminals');
  await terminals.open(HOST);
  const pane = terminals.pane(HOST);
  const output = terminals.output(HOST);

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
    const other = second.getByRole('region', { name: `Terminal to ${HOST}` });
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
    await second.close();
  });
  await test.step('the host goes: output stays, and it is tried again', async () => {
    await snowfleet.json('practice', 'down', HOST);
    await expect(pane).toHaveAttribute('data-state', /lost|failed/);
    await expect(output).toContainText('there-kept');
    await expect(pane).toContainText(/Output above is kept|No terminal to/);
  });
  await test.step('the host is there again: connected in place, by R or by itself', async () => {
    await snowfleet.json('practice', 'up', HOST);
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
    const kept = second.getByRole('region', { name: `Terminal to ${HOST}` });
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
});
