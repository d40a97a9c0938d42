import { expect, type Locator, type Page } from '@playwright/test';

/** The board: catalogue, lanes, what follows, the draft's drawer. */
export class FeaturesPage {
  readonly main: Locator;

  constructor(readonly page: Page) {
    this.main = page.getByRole('main', { name: 'Features' });
  }

  feature(path: string): Locator {
    return this.main.getByRole('region', { name: 'Catalogue' }).locator(`[data-feature="${path}"]`);
  }

  lane(host: string): Locator {
    return this.main.getByRole('region', { name: host, exact: true });
  }

  chip(host: string, path: string): Locator {
    return this.lane(host).locator(`[data-feature="${path}"]`);
  }

  get follows(): Locator {
    return this.main.getByRole('complementary', { name: 'What follows' });
  }

  get drawer(): Locator {
    return this.page.getByRole('region', { name: 'Draft', exact: true });
  }

  /** What somebody wrote over in a file, with the choice. */
  changedOutside(file: string): Locator {
    return this.drawer.getByRole('region', { name: `Changed outside: ${file}` });
  }

  gestures(): Locator {
    return this.drawer.getByRole('list', { name: 'Changes, the last first' }).getByRole('listitem');
  }

  diff(file: string): Locator {
    return this.drawer.getByRole('region', { name: `Changes in ${file}` });
  }

  /** A lane's word on what is carried. */
  async expectVerdict(host: string, verdict: 'fits' | 'on' | 'refused'): Promise<void> {
    await expect(this.lane(host)).toHaveAttribute('data-verdict', verdict);
  }

  /** Picks a feature up with the mouse and keeps it in hand. */
  async lift(path: string): Promise<void> {
    const row = this.feature(path);
    await row.scrollIntoViewIfNeeded();
    const { x, y } = await middle(row);
    await this.page.mouse.move(x, y);
    await this.page.mouse.down();
    await this.page.mouse.move(x + 12, y + 6, { steps: 3 });
    await expect(this.main.locator('[data-verdict]').first()).toBeVisible();
  }

  /** The head of a lane, which stands for its host. */
  laneHead(host: string): Locator {
    return this.lane(host).locator('[data-lane]');
  }

  /** What is asked before a drop is taken. */
  get asked(): Locator {
    return this.follows.getByRole('region', { name: /^Take / });
  }

  /** The dialog that compares two hosts' sets. */
  compared(from: string, to: string): Locator {
    return this.page.getByRole('dialog', { name: `Copy the set of ${from} to ${to}` });
  }

  get matrix(): Locator {
    return this.main.getByRole('grid', { name: 'Features and hosts' });
  }

  /** A cell of the matrix by the name of its row. */
  cell(row: string, host: string): Locator {
    return this.matrix.getByRole('gridcell', { name: `${row} on ${host}:` });
  }

  /** Picks up what an element stands for and keeps it in hand. */
  async liftFrom(source: Locator): Promise<void> {
    await source.scrollIntoViewIfNeeded();
    const { x, y } = await middle(source);
    await this.page.mouse.move(x, y);
    await this.page.mouse.down();
    await this.page.mouse.move(x + 12, y + 6, { steps: 3 });
    await expect(this.page.locator('.carried')).toBeVisible();
  }

  /** Carries what is in hand over something that takes it. */
  async carryTo(target: Locator): Promise<void> {
    const { x, y } = await middle(target);
    await this.page.mouse.move(x, y, { steps: 8 });
    await expect(target).toHaveClass(/\bover\b/);
  }

  /** Carries what is in hand over a lane. */
  async carryOver(host: string): Promise<void> {
    const { x, y } = await middle(this.lane(host));
    await this.page.mouse.move(x, y, { steps: 8 });
    await expect(this.lane(host)).toHaveClass(/\bover\b/);
  }

  async drop(): Promise<void> {
    await this.page.mouse.up();
    await expect(this.main.locator('[data-verdict]')).toHaveCount(0);
  }

  async drag(path: string, host: string): Promise<void> {
    await this.lift(path);
    await this.carryOver(host);
    await this.drop();
  }

  /** Reviews the message the dialog offers, replaces it, commits. */
  async commit(message: string): Promise<void> {
    await this.drawer.getByRole('button', { name: 'Commit…' }).click();
    const dialog = this.page.getByRole('dialog', { name: /^Commit / });
    await dialog.getByRole('textbox', { name: 'Commit message' }).fill(message);
    await dialog.getByRole('button', { name: /^Commit / }).click();
    await expect(dialog).toBeHidden();
  }
}

async function middle(target: Locator): Promise<{ x: number; y: number }> {
  const box = await target.boundingBox();
  if (!box) throw new Error(`${target} is not on screen`);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
