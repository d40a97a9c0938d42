import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from './fixtures';
import { DesktopPage } from './pages/desktop-page';

test('a desktop is seen before it runs, played with by the host’s own keys, and kept over a reload', async ({
  page,
  screens: { frame },
}) => {
  const desktop = new DesktopPage(page);
  const { keyboard } = page;
  await frame.go('Desktop');

  await test.step('a host with two monitors, each value with the line it is written in', async () => {
    await desktop.show('p620');
    await expect(desktop.monitor('DP-1')).toBeVisible();
    await expect(desktop.monitor('DP-2')).toBeVisible();
    await expect(desktop.focused).toHaveCount(1);
    await expect(desktop.main).toContainText('Monitors as declared');
    await desktop.panel
      .getByRole('button', { name: /^Open .*hyprland\.nix:\d+$/ })
      .first()
      .click();
    await expect(page.getByRole('complementary', { name: /hyprland\.nix/ })).toBeVisible();
    await keyboard.press('Escape');
  });

  await test.step('binds of the host do what they do there; our own keys besides', async () => {
    await desktop.stage.focus();
    // An empty workspace, so that what opens is alone on it.
    await keyboard.press('9');
    await frame.hear('Workspace 9, no window');
    await keyboard.press('Alt+Enter');
    await frame.hear('workspace 9');
    await expect(desktop.focused).toHaveCount(1);
    const monitor = desktop.stage.locator('[data-monitor]', { has: page.locator('[data-focused="true"]') });
    const alone = await desktop.focused.getAttribute('data-box');
    await keyboard.press('f');
    await expect(desktop.focused).toHaveAttribute('data-box', '0 0 2560 1440');
    await keyboard.press('f');
    await expect(desktop.focused).toHaveAttribute('data-box', alone ?? '');
    await keyboard.press('Alt+Enter');
    await expect(monitor.locator('[data-window][role="img"]')).toHaveCount(2);
    await expect(desktop.focused).not.toHaveAttribute('data-box', alone ?? '');
  });

  await test.step('another layout and scale are tried, and all of it outlives a reload', async () => {
    await desktop.pick('Scale', '2');
    await expect(desktop.main.getByText(/2560 x 1440, scale 2/)).toBeVisible();
    await desktop.pick('Layout', 'monocle');
    await expect(desktop.focused).toHaveCount(1);
    const before = await desktop.boxes();
    await page.reload();
    await expect(desktop.focused).toHaveCount(1);
    expect(await desktop.boxes()).toEqual(before);
    await desktop.main.getByRole('button', { name: 'Start anew' }).click();
    await expect(desktop.main.getByText(/2560 x 1440, scale 2/)).toHaveCount(0);
  });

  await test.step('its Plasma: the panel with its place, desktops, a window that fills what the panel leaves', async () => {
    await desktop.main.getByRole('radiogroup', { name: 'Which desktop' }).getByText('Plasma').click();
    await expect(desktop.stage).toHaveAccessibleName('Plasma of p620');
    const values = desktop.main.getByRole('complementary', { name: 'Panels and look' });
    await expect(values.locator('.dk-value', { hasText: 'Height' })).toContainText(/44 px.*plasma\.nix:\d+/);
    await desktop.stage.focus();
    await keyboard.press('m');
    await frame.hear('Maximise Konsole');
    await expect(desktop.focused).toHaveAttribute('data-box', '0 36 2560 1360');
    await keyboard.press('2');
    await frame.hear('No window, desktop 2');
    await page.reload();
    await expect(desktop.main.getByRole('button', { name: 'Desktop 2' })).toHaveAttribute(
      'aria-pressed',
      'true',
    );
    const { violations } = await new AxeBuilder({ page }).include('main').analyze();
    expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([]);
  });

  await test.step('a slider moves the picture at once, is written as one change, and is taken back', async () => {
    await desktop.main
      .getByRole('radiogroup', { name: 'Which desktop' })
      .getByText('Hyprland', { exact: true })
      .click();
    await expect(desktop.panel).toBeVisible();
    const before = await desktop.boxes();
    const gaps = desktop.panel.locator('.dk-value', { hasText: 'Inner gaps' });
    const slider = gaps.getByRole('slider', { name: 'Inner gaps' });
    await slider.fill('12');
    await expect.poll(() => desktop.boxes()).not.toEqual(before);
    await slider.blur();
    await expect(frame.draftChip).toHaveText('Draft: 1 change');
    await expect(gaps.getByText('draft', { exact: true })).toBeVisible();
    await frame.undoButton.click();
    await expect(frame.draftChip).toHaveText('No draft');
    await expect.poll(() => desktop.boxes()).toEqual(before);
  });

  await test.step('a bind is found by pressing it', async () => {
    const binds = await desktop.openPanel('Binds');
    await binds.getByRole('button', { name: 'By keys' }).click();
    await keyboard.press('Alt+Enter');
    await frame.hear('SUPER + Return: Terminal');
    await expect(binds.getByRole('button', { name: /^Change / })).toHaveCount(1);
  });

  await test.step('a monitor goes past its neighbour by key, and is compared with before', async () => {
    await desktop.openPanel('Monitors');
    await desktop.main.getByRole('button', { name: 'Move DP-2, at 2560, 0' }).focus();
    await keyboard.press('ArrowLeft');
    await expect(desktop.main.getByRole('button', { name: 'Move DP-2, at -2560, 0' })).toBeFocused();
    await expect(frame.draftChip).toHaveText('Draft: 1 change');
    await desktop.main.getByRole('button', { name: 'Compare', exact: true }).click();
    await expect(
      desktop.main.getByRole('row', { name: /^DP-2 .* at 2560, 0 .* at -2560, 0$/ }),
    ).toBeVisible();
    await desktop.main.getByRole('button', { name: 'End', exact: true }).click();
    await frame.undoButton.click();
    await expect(desktop.main.getByRole('button', { name: 'Move DP-2, at 2560, 0' })).toBeVisible();
    await desktop.openPanel('Look');
  });

  await test.step('a host without a desktop says so', async () => {
    await desktop.show('p510');
    await expect(desktop.main.getByRole('heading', { name: 'p510 has no desktop to show' })).toBeVisible();
  });
});
