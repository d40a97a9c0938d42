import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { type Browser, chromium, type Page } from '@playwright/test';
import { z } from 'zod';
import { Frame } from '../../e2e/pages/frame';
import { TerminalsPage } from '../../e2e/pages/terminals-page';
import { BROWSER_NAMES, browserArguments, findCommand } from '../../scripts/lib/find-command.mjs';
import { openDoor, type Observation } from './door';
import { addPageClock, type PageClock } from './page-clock';
import type { World } from './world';

/** Key presses of which one run of echoes consists. */
const PRESSES = 60;
/** More numbers than can be drawn in the time: the flood lasts until it is stopped. */
const ENDLESS = 'seq 1 1000000000';
const STILL_MS = 800;
const PATIENCE_MS = 120_000;

/** The page of a running browser door at its terminals, and what is measured there. */
export interface Screens {
  /** Milliseconds from Enter to the last line of `seq 1 COUNT`, and how the server was meanwhile. */
  flood(host: string, count: number): Promise<{ ms: number; server: Observation }>;
  /** Milliseconds of each echo in a terminal where nothing else happens. */
  echoAlone(host: string): Promise<number[]>;
  /** The same while the other host floods a tab behind it, or a screen beside it. */
  echoBeside(
    host: string,
    other: string,
    where: 'tab' | 'split',
  ): Promise<{ ms: number[]; server: Observation }>;
  /** From Ctrl C in a flood until nothing moves any more. */
  stopFlood(host: string): Promise<number>;
  /** MB of the server process and of the page's process before and with so many terminals, their scrollback full. */
  memory(hosts: readonly string[], count: number): Promise<Record<'server' | 'page', [number, number]>>;
  close(): Promise<void>;
}

export async function openScreens(world: World, hosts: readonly string[]): Promise<Screens> {
  const executablePath = findCommand(BROWSER_NAMES);
  if (executablePath === null) throw new Error('there is no Chromium');
  const door = await openDoor(world, hosts);
  const browser = await chromium.launch({ executablePath, args: browserArguments() });
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  // A busy machine is slow, which is what is measured; it is no failure.
  page.setDefaultTimeout(PATIENCE_MS);
  page.setDefaultNavigationTimeout(PATIENCE_MS);
  const clock = await addPageClock(page);
  const terminals = new TerminalsPage(page);
  await page.goto(door.url);
  const frame = new Frame(page);
  await frame.rail.locator('[data-host]').first().waitFor();
  await frame.go('Terminals');

  /** A plain prompt, so that the page sees only what is typed. */
  const plain = async (host: string): Promise<void> => {
    await terminals.type("exec env PS1='> ' bash --norc --noprofile");
    await clock.untilLine(host, '>');
  };
  const open = async (host: string): Promise<void> => {
    await terminals.open(host);
    await plain(host);
  };
  const openBeside = async (host: string): Promise<void> => {
    await page.keyboard.press('Control+Shift+KeyD');
    await page
      .getByRole('menu', { name: /^Split to the right/ })
      .getByRole('menuitem', { name: host })
      .click();
    await terminals.connected(host);
    await plain(host);
  };
  const close = async (): Promise<void> => {
    const count = await terminals.tabs.count();
    await page.keyboard.press('Control+Shift+KeyX');
    await page.waitForFunction(
      (before) => document.querySelectorAll('.terminal-tabs [data-host]').length < before,
      count,
    );
  };

  return {
    async flood(host, count) {
      await open(host);
      await page.keyboard.insertText(`seq 1 ${count}`);
      await door.begin();
      await page.keyboard.press('Enter');
      const ms = await clock.untilLine(host, String(count));
      const server = await door.observe();
      await close();
      return { ms, server };
    },
    async echoAlone(host) {
      await open(host);
      const ms = await echoes(page, clock, host);
      await close();
      return ms;
    },
    async echoBeside(host, other, where) {
      // Both stand before anything floods; then only keys are pressed.
      await open(other);
      await (where === 'tab' ? open(host) : openBeside(host));
      await page.keyboard.press(where === 'tab' ? 'Control+Shift+PageUp' : 'Control+Shift+ArrowLeft');
      await terminals.connected(other);
      await terminals.type(ENDLESS);
      await page.keyboard.press(where === 'tab' ? 'Control+Shift+PageDown' : 'Control+Shift+ArrowRight');
      await terminals.connected(host);
      await pause(500);
      await door.begin();
      const ms = await echoes(page, clock, host);
      const server = await door.observe();
      await page.keyboard.press('Control+Shift+KeyX');
      await pause(300);
      await close();
      return { ms, server };
    },
    async stopFlood(host) {
      await open(host);
      await terminals.type(ENDLESS);
      await pause(3000);
      await page.keyboard.press('Control+c');
      const ms = await clock.untilStill(STILL_MS);
      const last = (await terminals.output(host).locator('> *').allTextContents()).join('\n').trimEnd();
      if (!last.endsWith('>')) throw new Error(`the flood was not stopped: ${last.slice(-100)}`);
      await close();
      return ms;
    },
    async memory(names, count) {
      const before = await sizes(browser, await door.observe());
      for (let index = 0; index < count; index += 1) {
        const host = names[index % names.length] ?? '';
        await open(host);
        await terminals.type('seq 1 11000');
        await clock.untilLine(host, '11000');
      }
      // What was only passing by is collected.
      await pause(3000);
      const after = await sizes(browser, await door.observe());
      return { server: [before.server, after.server], page: [before.page, after.page] };
    },
    async close() {
      await browser.close();
      await door.stop();
    },
  };
}

/** Presses a key again and again, at no fixed beat with the frames, and takes back what was typed. */
async function echoes(page: Page, clock: PageClock, host: string): Promise<number[]> {
  const ms: number[] = [];
  for (let press = 0; press < PRESSES; press += 1) {
    ms.push(await clock.echo(host, 'q'));
    await pause(40 + Math.random() * 60);
  }
  await page.keyboard.press('Control+u');
  return ms;
}

const processes = z.object({ processInfo: z.array(z.object({ type: z.string(), id: z.number() })) });

/** Memory that is the page's own: its process's, without what it shares. */
async function sizes(browser: Browser, server: Observation): Promise<{ server: number; page: number }> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = processes.parse(await session.send('SystemInfo.getProcessInfo'));
  await session.detach();
  const own = processInfo
    .filter(({ type }) => type === 'renderer')
    .map(({ id }) => /^Anonymous:\s+(\d+) kB/m.exec(readFileSync(`/proc/${id}/smaps_rollup`, 'utf8'))?.[1]);
  return { server: server.resident, page: Math.max(...own.map((kilobytes) => Number(kilobytes) / 1000)) };
}
