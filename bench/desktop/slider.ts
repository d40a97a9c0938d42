import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { chromium } from '@playwright/test';
import { DesktopPage } from '../../e2e/pages/desktop-page';
import { Frame } from '../../e2e/pages/frame';
import { BROWSER_NAMES, browserArguments, findCommand } from '../../scripts/lib/find-command.mjs';
import { percentile, traced } from '../board/trace';
import { openDoorWith } from '../door';
import type { Figure } from '../harness';
import { summarize } from '../statistics';

const STEPS = 90;
const HOST = 'p620';

/** The slider of the inner gaps, dragged over the picture of a host with two monitors; nothing without Chromium. */
export async function sliderFigures(runs: number): Promise<Figure[]> {
  const executablePath = findCommand(BROWSER_NAMES);
  if (executablePath === null) return [];
  const home = mkdtempSync(join(tmpdir(), 'snowfleet-bench-desktop-'));
  const door = await openDoorWith(['--fleet', resolve('fleet')], home);
  const browser = await chromium.launch({ executablePath, args: browserArguments() });
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.goto(door.url);
    const frame = new Frame(page);
    await frame.ready();
    await frame.go('Desktop');
    const desktop = new DesktopPage(page);
    await desktop.show(HOST);
    const slider = desktop.panel.getByRole('slider', { name: 'Inner gaps' });
    const p95: number[] = [];
    for (let run = 0; run < runs; run += 1) {
      const box = await slider.boundingBox();
      if (!box) throw new Error('there is no slider');
      const { frames } = await traced(browser, page, async () => {
        await page.mouse.move(box.x + 10, box.y + box.height / 2);
        await page.mouse.down();
        await page.mouse.move(box.x + 220, box.y + box.height / 2, { steps: STEPS });
        // Given up before it is let go, so that nothing is written.
        await page.keyboard.press('Escape');
        await page.mouse.up();
      });
      p95.push(percentile(frames, 95));
    }
    return [
      {
        name: 'gap slider dragged: script, style and layout of a frame, p95',
        unit: 'ms',
        summary: summarize(p95),
        aim: 8,
        note: `${STEPS} steps over ${HOST} of the bundled fleet.`,
      },
    ];
  } finally {
    await browser.close();
    await door.stop();
    rmSync(home, { recursive: true, force: true });
  }
}
