import type { Locator, Page } from '@playwright/test';

/** Who can read which secret, and the work on them. */
export class SecretsPage {
  readonly main: Locator;
  readonly grid: Locator;
  readonly dialog: Locator;

  constructor(readonly page: Page) {
    this.main = page.getByRole('main', { name: 'Secrets' });
    this.grid = this.main.getByRole('grid', { name: 'Secrets and who can read them' });
    this.dialog = page.getByRole('dialog');
  }

  row(file: string): Locator {
    return this.grid.locator(`[data-secret="${file}"]`);
  }

  /** What the grid says of one reader of a secret. */
  cell(file: string, reader: string): Locator {
    return this.row(file).getByRole('gridcell', { name: new RegExp(`^${reader}: `) });
  }

  details(name: string): Locator {
    return this.main.getByRole('complementary', { name });
  }

  button(name: string): Locator {
    return this.main.getByRole('button', { name, exact: true });
  }

  /** Answers the dialog that is open. */
  async answer(button: string): Promise<void> {
    await this.dialog.getByRole('button', { name: button, exact: true }).click();
  }
}
