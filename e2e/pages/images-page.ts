import { expect, type Locator, type Page } from '@playwright/test';

/** Images, drives, and what was written. */
export class ImagesPage {
  readonly main: Locator;
  readonly drives: Locator;
  readonly hidden: Locator;
  readonly write: Locator;

  constructor(readonly page: Page) {
    this.main = page.getByRole('main', { name: 'Images' });
    this.drives = this.main.getByRole('radiogroup', { name: 'Drives' });
    this.hidden = this.main.getByRole('region', { name: 'Hidden drives' });
    this.write = this.main.getByRole('region', { name: 'Write', exact: true });
  }

  drive(path: string): Locator {
    return this.drives.locator(`[data-drive="${path}"]`);
  }

  hiddenDrive(path: string): Locator {
    return this.hidden.locator(`[data-drive="${path}"]`);
  }

  /** Takes a file as the image, by its path. */
  async useFile(path: string): Promise<void> {
    await this.main.getByRole('combobox', { name: /^A file on the machine/ }).fill(path);
    await this.page.keyboard.press('Enter');
    await expect(this.main.getByRole('region', { name: 'Image' })).toContainText(path);
  }

  /** Types the name that is asked for, and answers with Enter. */
  async confirm(phrase: string): Promise<void> {
    await this.write.getByRole('textbox', { name: `Type ${phrase} to confirm` }).fill(phrase);
    await this.page.keyboard.press('Enter');
  }

  phase(name: string): Locator {
    return this.write.locator(`[data-phase="${name}"]`);
  }

  async show(view: 'Images' | 'Write' | 'History'): Promise<void> {
    await this.main.getByRole('radiogroup', { name: 'View' }).getByText(view, { exact: true }).click();
  }
}
