import { expect, type Locator, type Page } from '@playwright/test';

/** The wizard and the dialogs in which a host is added, cloned, renamed or retired. */
export class HostDialogs {
  constructor(readonly page: Page) {}

  dialog(name: string): Locator {
    return this.page.getByRole('dialog', { name });
  }

  /** What would be written, once it is worked out for what the form says now. */
  async preview(name: string): Promise<Locator> {
    const preview = this.dialog(name).getByRole('region', { name: 'What would be written' });
    await expect(preview).toHaveAttribute('aria-busy', 'false', { timeout: 30_000 });
    return preview;
  }

  /** Opens one of the dialogs from the host's details, which are open. */
  async ask(host: string, words: 'Clone…' | 'Rename…' | 'Retire…'): Promise<void> {
    await this.page.getByRole('button', { name: `More for ${host}` }).press('Enter');
    await this.page.getByRole('menuitem', { name: words }).press('Enter');
  }
}
