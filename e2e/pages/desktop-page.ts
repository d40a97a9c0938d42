import { expect, type Locator, type Page } from '@playwright/test';

/** A host's desktop, drawn and to play with. */
export class DesktopPage {
  readonly main: Locator;
  readonly stage: Locator;
  readonly panel: Locator;

  constructor(readonly page: Page) {
    this.main = page.getByRole('main', { name: 'Desktop', exact: true });
    this.stage = this.main.getByRole('application');
    this.panel = this.main.getByRole('complementary', { name: 'Layout and look' });
  }

  async show(host: string): Promise<void> {
    await this.main.getByRole('button', { name: /^Host: / }).click();
    await this.page.getByRole('menuitemradio', { name: new RegExp(`^${host}`) }).click();
    await expect(this.main.getByRole('button', { name: `Host: ${host}` })).toBeVisible();
  }

  /** Turns the panel at the right to another matter, and returns it. */
  async openPanel(words: 'Look' | 'Monitors' | 'Binds' | 'Rules' | 'Motion'): Promise<Locator> {
    await this.main
      .getByRole('radiogroup', { name: 'What to change' })
      .getByText(words, { exact: true })
      .click();
    return words === 'Look' ? this.panel : this.main.getByRole('complementary', { name: words });
  }

  /** Windows that are seen, on all monitors. */
  get windows(): Locator {
    return this.stage.locator('[data-window][role="img"]');
  }

  get focused(): Locator {
    return this.stage.locator('[data-focused="true"]');
  }

  monitor(name: string): Locator {
    return this.stage.locator(`[data-monitor="${name}"]`);
  }

  /** Class and box (from its monitor's corner) of each window that is seen, in order of the classes. */
  async boxes(): Promise<readonly string[]> {
    const told = await this.windows.evaluateAll((all) =>
      all.map((each) => `${each.getAttribute('data-class')} ${each.getAttribute('data-box')}`),
    );
    return told.toSorted();
  }

  async pick(label: string, value: string): Promise<void> {
    await this.main.getByRole('button', { name: new RegExp(`^${label}: `) }).click();
    await this.page.getByRole('menuitemradio', { name: value, exact: true }).click();
  }
}
