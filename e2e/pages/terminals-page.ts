import { expect, type Locator, type Page } from '@playwright/test';

/** Shells on hosts, a tab each. */
export class TerminalsPage {
  readonly main: Locator;

  constructor(readonly page: Page) {
    this.main = page.getByRole('main', { name: 'Terminals' });
  }

  pane(host: string): Locator {
    return this.main.getByRole('region', { name: `Terminal to ${host}` });
  }

  /** What the terminal shows, as a person reads it. */
  output(host: string): Locator {
    return this.pane(host).locator('.xterm-rows');
  }

  get tabs(): Locator {
    return this.main.getByRole('list', { name: 'Open terminals' }).getByRole('listitem');
  }

  /** Opens one from the menu, as the empty page or the plus offers it. */
  async open(host: string): Promise<void> {
    await this.main.getByRole('button', { name: /^New terminal/ }).click();
    await this.page
      .getByRole('menu', { name: 'New terminal to' })
      .getByRole('menuitem', { name: host })
      .click();
    await this.connected(host);
  }

  async connected(host: string): Promise<void> {
    await expect(this.pane(host)).toHaveAttribute('data-state', 'open', { timeout: 20_000 });
    await expect(this.pane(host).getByRole('textbox', { name: 'Terminal input' })).toBeFocused();
  }

  /** Types a line into the terminal that has the focus. */
  async type(line: string): Promise<void> {
    await this.page.keyboard.type(line);
    await this.page.keyboard.press('Enter');
  }
}
