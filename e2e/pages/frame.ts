import { expect, type Locator, type Page } from '@playwright/test';

export type Area = 'Inventory' | 'Features' | 'Deploys' | 'Terminals' | 'Secrets' | 'Images' | 'Desktop';

/** What stays on screen wherever one is: top bar, rail, status bar, live region, messages. */
export class Frame {
  constructor(readonly page: Page) {}

  /** Listens to the live region from the page's beginning, as a screen reader does. Before the first `goto`. */
  async listen(): Promise<void> {
    await this.page.addInitScript(() => {
      const heard: string[] = [];
      let last: Element | null = null;
      Object.assign(window, { heard });
      new MutationObserver(() => {
        const spoken = document.querySelector('[data-testid="live"] > span');
        if (spoken === last) return;
        last = spoken;
        if (spoken?.textContent) heard.push(spoken.textContent);
      }).observe(document, { subtree: true, childList: true, characterData: true });
    });
  }

  /** Until something was spoken that contains these words, since the last that was waited for. */
  async hear(words: string): Promise<void> {
    const search = (wanted: string): string | readonly string[] => {
      const { heard } = window as unknown as { heard: string[] };
      const at = heard.findIndex((said) => said.includes(wanted));
      return at < 0
        ? heard
        : heard
            .splice(0, at + 1)
            .slice(-1)
            .join('');
    };
    await expect.poll(() => this.page.evaluate(search, words), `heard: ${words}`).toContain(words);
  }

  /** The page as it is named: one `<main>` an area. */
  main(area: Area): Locator {
    return this.page.getByRole('main', { name: area, exact: true });
  }

  get rail(): Locator {
    return this.page.getByRole('navigation', { name: 'Areas and hosts' });
  }

  get toast(): Locator {
    return this.page.getByRole('region', { name: 'Last change' });
  }

  get undoButton(): Locator {
    return this.page.getByRole('banner').getByRole('button', { name: /^Undo/ });
  }

  get draftChip(): Locator {
    return this.page.getByRole('banner').getByText(/^(No draft|Draft: \d+ changes?)$/);
  }

  get status(): Locator {
    return this.page.getByRole('contentinfo');
  }

  /** Messages of failures that stay until they are closed. */
  get alerts(): Locator {
    return this.page.getByRole('alert');
  }

  railHost(host: string): Locator {
    return this.rail.locator(`[data-host="${host}"]`);
  }

  async ready(): Promise<void> {
    await expect(this.rail.locator('[data-host]').first()).toBeVisible();
  }

  async go(area: Area): Promise<void> {
    await this.rail.getByRole('link', { name: area }).click();
    await expect(this.main(area)).toBeVisible();
  }

  /** Tab from where the focus is until it is where it shall be; fails where it cannot be reached that way. */
  async tabTo(target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
    await expect(target).toBeVisible();
    for (let presses = 0; presses < 80; presses += 1) {
      if (await target.evaluate((element) => element === document.activeElement)) return;
      await this.page.keyboard.press(key);
    }
    await expect(target, 'reachable by Tab').toBeFocused({ timeout: 1 });
  }
}
