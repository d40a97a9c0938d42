import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test, type Screens } from './fixtures';
import type { Area } from './pages/frame';

const SIZES = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
];
const AREAS: readonly Area[] = [
  'Inventory',
  'Features',
  'Deploys',
  'Terminals',
  'Secrets',
  'Images',
  'Desktop',
];
const GRAVE = ['serious', 'critical'];

/** What is looked at: all, the colours of elements looked at before, or elements whose colours were looked at before. */
type Look = 'all' | 'colours' | 'elements';

/** What axe finds grave within a part of the page, as lines one can act on. */
async function graveViolations(page: Page, within: string, look: Look): Promise<string[]> {
  const axe = new AxeBuilder({ page }).include(within).options({ resultTypes: ['violations'] });
  if (look === 'colours') axe.withRules(['color-contrast']);
  if (look === 'elements') axe.disableRules(['color-contrast']);
  const { violations } = await axe.analyze();
  return violations
    .filter(({ impact }) => GRAVE.includes(impact ?? ''))
    .flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
}

/** The page fits its window, and the search field and what stands beside it do not overlap. */
async function expectLayout(page: Page): Promise<void> {
  const size = await page.evaluate(() => {
    const { scrollWidth, scrollHeight } = document.documentElement;
    return { wide: scrollWidth - innerWidth, high: scrollHeight - innerHeight };
  });
  expect(size, 'the window needs no scrollbars of its own').toEqual({ wide: 0, high: 0 });
  const boxes = await page
    .getByRole('banner')
    .locator('> :not(:empty)')
    .evaluateAll((parts) =>
      parts.map((part) => part.getBoundingClientRect()).map(({ left, right }) => ({ left, right })),
    );
  for (const [index, { right }] of boxes.entries()) {
    expect(right).toBeLessThanOrEqual((boxes[index + 1]?.left ?? page.viewportSize()?.width ?? 0) + 0.5);
  }
}

/** Every screen with something on it: hosts up, a draft, a deploy that went through, a terminal. */
async function liven({ frame, palette, inventory, features, deploys, terminals }: Screens): Promise<void> {
  await palette.run('Start practice hosts');
  await inventory.hostsUp(6);
  await frame.go('Features');
  await features.drag('virtualization.podman', 'p510');
  await features.drawer.getByRole('button', { name: 'Plan deploy' }).click();
  await deploys.button('Deploy').click();
  await deploys.cameOut('p510', 'switched', 'Switched and confirmed');
  await frame.go('Terminals');
  await terminals.open('p510');
  await frame.go('Inventory');
  await inventory.open('p510');
}

async function expectNothingGrave(page: Page, within: string): Promise<void> {
  for (const [colorScheme, look] of [
    ['light', 'all'],
    ['dark', 'colours'],
  ] as const) {
    await page.emulateMedia({ colorScheme });
    await expect(page.locator('html')).toHaveAttribute(`data-${colorScheme}`);
    await test.step(colorScheme, async () => {
      expect(await graveViolations(page, within, look)).toEqual([]);
    });
  }
}

/** What the Terminals page shows beside a plain shell. */
async function terminalStates({ frame, terminals }: Screens): Promise<void> {
  const { page, main } = terminals;
  const dialog = page.getByRole('dialog');
  await frame.go('Terminals');
  await terminals.input(terminals.pane('p510')).focus();
  await terminals.type('printf "needle \\033[31mred \\033[90mgrey \\033[7mreverse\\033[0m\\n"');
  await expect(terminals.output('p510')).toContainText('needle red grey reverse');
  await page.keyboard.press('Control+Shift+F');
  await main.getByRole('textbox', { name: 'Find in the output' }).fill('needle');
  await expect(main.getByRole('status', { name: 'Matches' })).toHaveText(/ of /);
  await expectNothingGrave(page, 'body');
  await page.keyboard.press('Escape');
  await terminals.paste('echo one\necho two\n');
  await expect(dialog).toHaveAccessibleName('Paste 2 lines to p510?');
  await expectNothingGrave(page, '[role="dialog"]');
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await terminals.type('exit 3');
  await expect(terminals.pane('p510')).toHaveAttribute('data-state', 'ended');
  await expectNothingGrave(page, 'main');
}

test('no grave finding on any screen, at any size, light or dark', async ({ screens, page }) => {
  // Axe looks at thousands of elements, many times over: minutes where the machine is busy.
  test.slow();
  const { frame, features, palette, deploys } = screens;
  await liven(screens);
  for (const size of SIZES) {
    await page.setViewportSize(size);
    for (const area of AREAS) {
      await test.step(`${area} at ${size.width} x ${size.height}`, async () => {
        await frame.go(area);
        await expectLayout(page);
        // Colours do not change with the size of the window.
        if (size === SIZES[0]) await expectNothingGrave(page, 'body');
        else expect(await graveViolations(page, 'body', 'elements')).toEqual([]);
      });
    }
  }
  await test.step('a terminal: open, searched, with a question', () => terminalStates(screens));
  await test.step('a refused drag in progress', async () => {
    await frame.go('Features');
    await features.lift('virtualization.podman');
    await features.carryOver('p620');
    await expectNothingGrave(page, 'main');
    await page.keyboard.press('Escape');
    await page.mouse.up();
  });
  await test.step('the history with a run, and generations compared', async () => {
    await frame.go('Deploys');
    await deploys.show('History');
    await deploys.past.first().click();
    await expect(deploys.run).toContainText('Switched and confirmed');
    await expectNothingGrave(page, 'main');
    await deploys.show('Generations');
    await deploys.generation('p510', 1).getByRole('checkbox').check();
    await expect(deploys.main.getByRole('row', { name: /^comes podman / })).toBeVisible();
    await expectNothingGrave(page, 'main');
  });
  await test.step('the palette', async () => {
    await page.keyboard.press('Control+K');
    await expect(palette.field).toBeFocused();
    await expectNothingGrave(page, '[role="dialog"]');
    await page.keyboard.press('Escape');
    await expect(palette.field).toBeHidden();
  });
  await test.step('a dialog', async () => {
    await palette.run('Commit…');
    await expect(page.getByRole('dialog', { name: 'Commit 1 change' })).toBeVisible();
    await expectNothingGrave(page, '[role="dialog"]');
  });
});
