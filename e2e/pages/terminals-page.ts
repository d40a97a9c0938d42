import { expect, type Locator, type Page } from '@playwright/test';

/** Shells on hosts, in tabs and splits. */
export class TerminalsPage {
  readonly main: Locator;

  constructor(readonly page: Page) {
    this.main = page.getByRole('main', { name: 'Terminals' });
  }

  /** The panes to a host that are on screen, in the order they are split. */
  pane(host: string): Locator {
    return this.main.getByRole('region', { name: `Terminal to ${host}`, exact: true });
  }

  /** What a terminal shows, as a person reads it. */
  output(host: string): Locator {
    return this.pane(host).locator('.xterm-rows');
  }

  /** Where a pane's keys go. */
  input(pane: Locator): Locator {
    return pane.getByRole('textbox', { name: 'Terminal input' });
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
    await this.isOpen(this.pane(host));
  }

  /** Connected, and the keys are its shell's. */
  async isOpen(pane: Locator): Promise<void> {
    await expect(pane).toHaveAttribute('data-state', 'open', { timeout: 20_000 });
    await expect(this.input(pane)).toBeFocused();
  }

  /** Types a line into the terminal that has the focus. */
  async type(line: string): Promise<void> {
    await this.page.keyboard.type(line);
    await this.page.keyboard.press('Enter');
  }

  /** Pastes into the terminal that has the focus, as the browser does after Ctrl Shift V. */
  async paste(text: string): Promise<void> {
    await this.page.evaluate((given) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', given);
      const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
      document.activeElement?.dispatchEvent(event);
    }, text);
  }
}
