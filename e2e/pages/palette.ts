import { expect, type Locator, type Page } from '@playwright/test';

/** The command palette: everything by name. */
export class Palette {
  constructor(readonly page: Page) {}

  get field(): Locator {
    return this.page.getByRole('combobox', { name: 'Find a host, a feature, an action' });
  }

  /** Opens it, types, takes what is found under exactly these words; all by keyboard. */
  async run(words: string): Promise<void> {
    await this.page.keyboard.press('Control+K');
    await expect(this.field).toBeFocused();
    await this.field.pressSequentially(words);
    const chosen = this.page.getByRole('option', { selected: true });
    await expect(chosen.getByText(words, { exact: true })).toBeVisible();
    await this.page.keyboard.press('Enter');
    await expect(this.field).toBeHidden();
  }
}
