import { expect, test } from './fixtures';

const HOST = 'p510';

test('a terminal to a practice host: type, read, resize, end, reopen', async ({
  snowfleet,
  screens,
  page,
}) => {
  const { frame, palette, terminals } = screens;
  await snowfleet.json('practice', 'up', HOST);
  await frame.go('Terminals');
  await terminals.open(HOST);

  await test.step('a command and its output', async () => {
    await terminals.type('echo "sum $((40 + 2))"');
    await expect(terminals.output(HOST)).toContainText('sum 42');
  });
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
