import { expect, type Locator, type Page } from '@playwright/test';

/** Every host of the fleet, and what is known of it. */
export class InventoryPage {
  readonly main: Locator;
  readonly grid: Locator;
  /** What can be done with the hosts that are chosen; there while some are. */
  readonly actions: Locator;

  constructor(readonly page: Page) {
    this.main = page.getByRole('main', { name: 'Inventory' });
    this.grid = this.main.getByRole('grid', { name: 'Hosts' });
    this.actions = this.main.getByRole('region', { name: 'Chosen hosts' });
  }

  get hosts(): Locator {
    return this.grid.locator('[role="row"][data-host]');
  }

  host(name: string): Locator {
    return this.main.locator(`[role="row"][data-host="${name}"]`);
  }

  /** The names of the hosts that are shown, from top to bottom. */
  async expectNames(...names: readonly string[]): Promise<void> {
    await expect
      .poll(() => this.hosts.evaluateAll((rows) => rows.map((row) => row.getAttribute('data-host'))))
      .toEqual(names);
  }

  /** The head of a column. */
  head(name: string): Locator {
    return this.grid.getByRole('columnheader', { name, exact: true });
  }

  get filter(): Locator {
    return this.main.getByRole('searchbox', { name: 'Filter hosts' });
  }

  async groupBy(words: string): Promise<void> {
    await this.main.getByRole('button', { name: /^Group: / }).click();
    await this.page.getByRole('menuitemradio', { name: words }).click();
  }

  /** Keeps what is shown under a name. */
  async saveView(name: string): Promise<void> {
    await this.main.getByRole('button', { name: /^View/ }).click();
    const views = this.page.getByRole('dialog', { name: 'Saved views' });
    await views.getByRole('textbox', { name: 'Name of the view' }).fill(name);
    await views.getByRole('button', { name: 'Save' }).click();
    await expect(views).toBeHidden();
  }

  async openView(name: string): Promise<void> {
    await this.main.getByRole('button', { name: /^View/ }).click();
    const views = this.page.getByRole('dialog', { name: 'Saved views' });
    await views.getByRole('listitem').filter({ hasText: name }).getByRole('button').first().click();
    await expect(views).toBeHidden();
  }

  get startPractice(): Locator {
    return this.main.getByRole('button', { name: 'Start practice hosts' });
  }

  details(host: string): Locator {
    return this.main.getByRole('complementary', { name: host });
  }

  /** Opens a host's details, as a click on its row does. */
  async open(host: string): Promise<Locator> {
    await this.host(host).click();
    const details = this.details(host);
    await expect(details).toBeFocused();
    return details;
  }

  /** Until this many hosts have answered. */
  async hostsUp(count: number): Promise<void> {
    await expect(this.hosts.filter({ hasNotText: 'Unknown' })).toHaveCount(count, { timeout: 30_000 });
  }
}
