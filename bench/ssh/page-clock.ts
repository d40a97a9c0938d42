import type { Page } from '@playwright/test';

/** Times as the page has them: from the key to what is drawn because of it, in milliseconds. */
export interface PageClock {
  /** From the last key until a line that is just this stands on the screen of a terminal to the host. */
  untilLine(host: string, line: string): Promise<number>;
  /** Presses the key and waits until one more of its letter stands on the screen. */
  echo(host: string, letter: string): Promise<number>;
  /** From the last key until the last change on any screen, told when nothing has changed for `stillMs`. */
  untilStill(stillMs: number): Promise<number>;
}

interface InPage {
  key: number;
  drawn: number;
  wait: { isMet: () => boolean; met: (ms: number) => void } | null;
  rows(host: string): string[];
}

/** What runs in the page. A picture counts as drawn when the frame that holds it is done. */
function watch(): void {
  const clock: InPage = {
    key: 0,
    drawn: 0,
    wait: null,
    rows: (host) =>
      [...document.querySelectorAll(`[aria-label="Terminal to ${host}"] .xterm-rows > *`)].map(
        (row) => row.textContent ?? '',
      ),
  };
  Object.assign(window, { benchClock: clock });
  window.addEventListener('keydown', (event) => (clock.key = event.timeStamp), { capture: true });
  // xterm changes the page in an animation frame; a message has its turn after that frame was laid out and painted.
  const painted = new MessageChannel();
  painted.port1.addEventListener('message', () => {
    clock.drawn = performance.now();
    const { wait } = clock;
    if (!wait?.isMet()) return;
    clock.wait = null;
    wait.met(clock.drawn - clock.key);
  });
  painted.port1.start();
  const isScreen = ({ target }: MutationRecord): boolean =>
    (target instanceof Element ? target : target.parentElement)?.closest('.xterm-rows') !== null;
  new MutationObserver((records) => {
    if (records.some(isScreen)) painted.port2.postMessage(null);
  }).observe(document, { subtree: true, childList: true, characterData: true });
}

/** Before the page is opened. */
export async function addPageClock(page: Page): Promise<PageClock> {
  await page.addInitScript(watch);
  return {
    untilLine: (host, line) =>
      page.evaluate(
        ([of, words]) =>
          new Promise<number>((resolve) => {
            const { benchClock } = window as unknown as { benchClock: InPage };
            const isMet = (): boolean => benchClock.rows(of).some((row) => row.trim() === words);
            if (isMet()) resolve(benchClock.drawn - benchClock.key);
            else benchClock.wait = { isMet, met: resolve };
          }),
        [host, line] as const,
      ),
    async echo(host, letter) {
      await page.evaluate(
        ([of, one]) => {
          const here = window as unknown as { benchClock: InPage; benchEcho: Promise<number> };
          const count = (): number => here.benchClock.rows(of).join('').split(one).length;
          const before = count();
          here.benchEcho = new Promise((resolve) => {
            here.benchClock.wait = { isMet: () => count() > before, met: resolve };
          });
        },
        [host, letter] as const,
      );
      await page.keyboard.press(letter);
      return page.evaluate(() => (window as unknown as { benchEcho: Promise<number> }).benchEcho);
    },
    untilStill: (stillMs) =>
      page.evaluate(async (still) => {
        const { benchClock } = window as unknown as { benchClock: InPage };
        while (performance.now() - Math.max(benchClock.drawn, benchClock.key) < still) {
          await new Promise((resolve) => setTimeout(resolve, 20));
        }
        return benchClock.drawn - benchClock.key;
      }, stillMs),
  };
}
