import { expect, type Locator, type Page } from '@playwright/test';

/** Every host of the fleet, and what is known of it. */
export class InventoryPage {
  readonly main: Locator;

  constructor(readonly page: Page) {
    this.main = page.getByRole('main', { name: 'Inventory' });
  }

  get hosts(): Locator {
    return this.main.getByRole('grid', { name: 'Hosts' }).locator('tr[data-host]');
  }

  host(name: string): Locator {
    return this.main.locator(`tr[data-host="${name}"]`);
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
