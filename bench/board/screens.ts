import { setTimeout as pause } from 'node:timers/promises';
import { type Browser, type CDPSession, chromium, type Page } from '@playwright/test';
import { z } from 'zod';
import { FeaturesPage } from '../../e2e/pages/features-page';
import { Frame } from '../../e2e/pages/frame';
import { BROWSER_NAMES, browserArguments, findCommand } from '../../scripts/lib/find-command.mjs';
import { type Trace, traced } from './trace';

const PATIENCE_MS = 60_000;
/** What was asked for before is done by then. */
const SETTLED_MS = 400;
/** A feature that fits a host of the made fleet, both below the root and by name. */
const FEATURE = 'services.service-10';
const HOST = 'host-00';
const SIZE = { width: 1280, height: 800 };
/** Pixels a second: a wheel turned fast. */
const SCROLL_SPEED = 4000;

/** A page in Chromium at the two screens, and what is done there while it is measured. Times in milliseconds. */
export interface Screens {
  /** From the navigation to the paint of the first rows of hosts; logs in with the address. */
  open(url: string): Promise<number>;
  /** The same of a reload of the inventory. */
  reload(): Promise<number>;
  /** From a key in the filter of the inventory to the paint of the rows it leaves. */
  filter(): Promise<number>;
  scrollInventory(): Promise<Trace>;
  scrollMatrix(): Promise<Trace>;
  /** A feature in hand goes up and down over the lanes. */
  drag(): Promise<Trace>;
  /** From a drop on a host to the paint of its diff in the drawer; takes it back afterwards. */
  edit(): Promise<number>;
  /** MB that the page's script holds after a collection. */
  heap(): Promise<number>;
  /** A round of what a person does on both screens. */
  use(): Promise<void>;
  close(): Promise<void>;
}

export async function openScreens(): Promise<Screens> {
  const executablePath = findCommand(BROWSER_NAMES);
  if (executablePath === null) throw new Error('there is no Chromium');
  const browser = await chromium.launch({ executablePath, args: browserArguments() });
  const page = await browser.newPage({ viewport: SIZE });
  page.setDefaultTimeout(PATIENCE_MS);
  page.setDefaultNavigationTimeout(PATIENCE_MS);
  const session = await page.context().newCDPSession(page);
  return screensOf(browser, page, session);
}

function screensOf(browser: Browser, page: Page, session: CDPSession): Screens {
  const frame = new Frame(page);
  const board = new FeaturesPage(page);
  const rows = frame.main('Inventory').locator('[role=grid] [data-host]');
  const filterBox = frame.main('Inventory').getByRole('searchbox', { name: 'Filter hosts' });
  const matrix = board.main.getByRole('grid', { name: 'Features and hosts' });

  const scroll = async (distance: { x?: number; y?: number }): Promise<void> => {
    await session.send('Input.synthesizeScrollGesture', {
      x: SIZE.width * 0.6,
      y: SIZE.height * 0.5,
      xDistance: -(distance.x ?? 0),
      yDistance: -(distance.y ?? 0),
      speed: SCROLL_SPEED,
      gestureSourceType: 'mouse',
    });
  };
  const inventory = async (): Promise<void> => {
    await frame.go('Inventory');
    await rows.first().waitFor();
  };
  const features = async (view: 'Lanes' | 'Matrix'): Promise<void> => {
    await frame.go('Features');
    await board.main.getByRole('radiogroup', { name: 'View' }).getByText(view, { exact: true }).click();
    await (view === 'Lanes' ? board.lane(HOST) : matrix).waitFor();
  };
  const takeBack = async (): Promise<void> => {
    await page.keyboard.press('Control+z');
    await page.getByText('No draft').waitFor();
  };

  return {
    async open(url) {
      await page.goto(url, { waitUntil: 'commit' });
      return paintedRows(page);
    },
    async reload() {
      await inventory();
      await page.reload({ waitUntil: 'commit' });
      return paintedRows(page);
    },
    async filter() {
      await inventory();
      await filterBox.fill('-7');
      await markWhen(page, 'bench-rows', () => {
        const shown = [...document.querySelectorAll<HTMLElement>('main [role=grid] [data-host]')];
        return shown.length > 0 && shown.every((row) => row.dataset['host']?.includes('-77'));
      });
      const trace = await traced(browser, page, async () => {
        await page.keyboard.press('7');
        await marked(page, 'bench-rows');
      });
      await filterBox.fill('');
      return trace.fromEventToPaint('keydown', 'bench-rows');
    },
    async scrollInventory() {
      await inventory();
      await pause(SETTLED_MS);
      return traced(browser, page, async () => {
        await scroll({ y: 12_000 });
        await scroll({ y: -12_000 });
      });
    },
    async scrollMatrix() {
      await features('Matrix');
      await pause(SETTLED_MS);
      return traced(browser, page, async () => {
        await scroll({ y: 4000 });
        await scroll({ x: 6000 });
        await scroll({ x: -6000, y: -4000 });
      });
    },
    async drag() {
      await features('Lanes');
      await board.lift(FEATURE);
      await pause(SETTLED_MS);
      const x = SIZE.width * 0.6;
      const trace = await traced(browser, page, async () => {
        for (let turn = 0; turn < 3; turn += 1) {
          await page.mouse.move(x, 220, { steps: 40 });
          await page.mouse.move(x, 600, { steps: 40 });
        }
      });
      await page.keyboard.press('Escape');
      await page.mouse.up();
      return trace;
    },
    async edit() {
      await features('Lanes');
      await board.lift(FEATURE);
      await board.carryOver(HOST);
      await markWhen(page, 'bench-diff', () =>
        [...document.querySelectorAll('[aria-label^="Changes in"]')].some((diff) =>
          diff.textContent?.includes('service-10'),
        ),
      );
      const trace = await traced(browser, page, async () => {
        await page.mouse.up();
        await marked(page, 'bench-diff');
      });
      await takeBack();
      return trace.fromEventToPaint('pointerup', 'bench-diff');
    },
    async heap() {
      await session.send('HeapProfiler.collectGarbage');
      const usage = z.object({ usedSize: z.number() }).parse(await session.send('Runtime.getHeapUsage'));
      return usage.usedSize / 1e6;
    },
    async use() {
      await inventory();
      await filterBox.pressSequentially('canary');
      await filterBox.fill('');
      await scroll({ y: 6000 });
      await scroll({ y: -6000 });
      await rows.nth(2).click();
      await page.keyboard.press('Escape');
      await features('Matrix');
      await scroll({ y: 3000 });
      await features('Lanes');
      await scroll({ y: 3000 });
      await scroll({ y: -3000 });
      await board.drag(FEATURE, HOST);
      await board.diff(`hosts/${HOST}/default.nix`).waitFor();
      await takeBack();
    },
    close: () => browser.close(),
  };
}

/** Milliseconds after the navigation began at which the page had painted rows of hosts. */
function paintedRows(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const look = (): void => {
          if (document.querySelector('main [role=grid] [data-host]') === null) requestAnimationFrame(look);
          // The frame with the rows is on screen when the next one begins.
          else requestAnimationFrame(() => resolve(performance.now()));
        };
        look();
      }),
  );
}

/** Marks in the page's timeline when something is so for the first time, after it was not. */
async function markWhen(page: Page, mark: string, isSo: () => boolean): Promise<void> {
  await page.evaluate(
    ([name, source]) => {
      // oxlint-disable-next-line no-implied-eval, typescript/no-implied-eval -- a function of this file, as Playwright sends it
      const isMet = new Function(`return (${source})()`) as () => boolean;
      performance.clearMarks(name);
      if (isMet()) throw new Error(`${name} is so already`);
      const watch = new MutationObserver(() => {
        if (!isMet()) return;
        performance.mark(name);
        watch.disconnect();
      });
      watch.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
    },
    [mark, isSo.toString()] as const,
  );
}

/** Until the mark is made, and painted. */
async function marked(page: Page, mark: string): Promise<void> {
  await page.waitForFunction((name) => performance.getEntriesByName(name).length > 0, mark);
  await pause(SETTLED_MS);
}
