import { expect, type Locator, type Page } from '@playwright/test';

/** What is stored, and how the keychain stands. */
export class CredentialsPage {
  readonly main: Locator;

  constructor(readonly page: Page) {
    this.main = page.getByRole('main', { name: 'Credentials' });
  }

  get keychain(): Locator {
    return this.main.getByRole('region', { name: 'Keychain' });
  }

  get rows(): Locator {
    return this.main.getByRole('table', { name: 'Stored credentials' }).locator('tr[data-credential]');
  }

  get dialog(): Locator {
    return this.page.getByRole('dialog');
  }

  button(name: string): Locator {
    return this.main.getByRole('button', { name, exact: true });
  }

  async stands(state: string, words: string | RegExp): Promise<void> {
    await expect(this.keychain).toHaveAttribute('data-state', state, { timeout: 15_000 });
    await expect(this.keychain).toContainText(words);
  }

  /** Fills the dialog in and sends it, all by keyboard but for the choices. */
  async store(kind: string, subject: string, value: string): Promise<void> {
    await this.button('Store…').click();
    await this.dialog.getByLabel('What').selectOption({ label: kind });
    const isHost = (await this.dialog.getByLabel('Host', { exact: true }).count()) > 0;
    if (isHost) await this.dialog.getByLabel('Host', { exact: true }).selectOption(subject);
    else await this.dialog.getByRole('textbox', { name: /^(Name|Path of the key file)$/ }).fill(subject);
    await this.dialog.getByLabel('Value').fill(value);
    await this.page.keyboard.press('Enter');
    await expect(this.dialog).toBeHidden();
    await expect(this.rows.filter({ hasText: subject }).filter({ hasText: kind })).toBeVisible();
  }
}
