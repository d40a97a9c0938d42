import { test as base, expect, type Page } from '@playwright/test';
import { DeploysPage } from './pages/deploys-page';
import { FeaturesPage } from './pages/features-page';
import { Frame } from './pages/frame';
import { InventoryPage } from './pages/inventory-page';
import { Palette } from './pages/palette';
import { TerminalsPage } from './pages/terminals-page';
import { startSnowfleet, type Snowfleet, type SnowfleetOptions } from './support/snowfleet';

export { expect };

/** The screens of one page. */
export interface Screens {
  readonly frame: Frame;
  readonly palette: Palette;
  readonly inventory: InventoryPage;
  readonly features: FeaturesPage;
  readonly deploys: DeploysPage;
  readonly terminals: TerminalsPage;
}

interface Fixtures {
  /** How the test wants its Snowfleet; by default the practice fleet. */
  readonly wanted: SnowfleetOptions;
  /** A Snowfleet of the test's own, ended with everything it started. */
  readonly snowfleet: Snowfleet;
  /** The page, logged in at the inventory. The test fails on any error the page has told the console. */
  readonly screens: Screens;
}

function watchErrors(page: Page): string[] {
  const errors: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(`console: ${message.text()} (${message.location().url})`);
  });
  page.on('pageerror', (error) => errors.push(`page: ${error.stack ?? error.message}`));
  return errors;
}

export const test = base.extend<Fixtures>({
  wanted: [{}, { option: true }],
  // Settled at once: what is asserted is where things stand, not how they travel there.
  contextOptions: { reducedMotion: 'reduce' },
  snowfleet: async ({ wanted }, use) => {
    const snowfleet = await startSnowfleet(wanted);
    try {
      await use(snowfleet);
    } finally {
      await snowfleet.stop();
    }
  },
  screens: async ({ page, snowfleet }, use) => {
    const errors = watchErrors(page);
    const frame = new Frame(page);
    await frame.listen();
    await page.goto(snowfleet.url);
    await frame.ready();
    await use({
      frame,
      palette: new Palette(page),
      inventory: new InventoryPage(page),
      features: new FeaturesPage(page),
      deploys: new DeploysPage(page),
      terminals: new TerminalsPage(page),
    });
    expect(errors, 'the page told the console of no error').toEqual([]);
  },
});
