import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { chromium } from '@playwright/test';
import { Frame } from '../../e2e/pages/frame';
import { BROWSER_NAMES, browserArguments, findCommand } from '../../scripts/lib/find-command.mjs';
import { createJobs, type JobContext } from '../../src/main/jobs';
import { BuildTree } from '../../src/main/nix/build-tree';
import { parseNixLine } from '../../src/main/nix/internal-json';
import { resolveHome } from '../../src/main/state';
import { type Trace, traced } from '../board/trace';
import { openDoorWith } from '../door';
import { recordBuild, type Recording } from './recording';

/** Milliseconds between two tellings, as of a run of Nix. */
const TELL_EVERY_MS = 100;
const SECONDS = 8;
const SIZE = { width: 1280, height: 800 };

/** What was measured of one build that was drawn while it went on. */
export interface Drawn {
  readonly trace: Trace;
  /** Elements of the page when all is told. */
  readonly elements: number;
}

/** Says what Nix said, in so many seconds and through the tree that follows a real Nix. */
async function replay({ planned, lines }: Recording, context: JobContext): Promise<void> {
  const tree = new BuildTree(planned, { expectedMs: () => 50 });
  const tellings = (SECONDS * 1000) / TELL_EVERY_MS;
  const share = Math.ceil(lines.length / tellings);
  for (let at = 0; at < lines.length; at += share) {
    for (const line of lines.slice(at, at + share)) {
      const event = parseNixLine(line);
      const entry = event && tree.push(event);
      if (entry) context.log(entry.text, entry.source);
    }
    for (let changes = tree.takeChanges(); changes !== null; changes = tree.takeChanges()) {
      context.data(changes);
    }
    context.progress(tree.fraction());
    await pause(TELL_EVERY_MS);
  }
}

/** Draws the recorded build in Chromium, scrolling its tree meanwhile; null where there is no Chromium. */
export async function drawBuilds(runs: number): Promise<readonly Drawn[] | null> {
  const executablePath = findCommand(BROWSER_NAMES);
  if (executablePath === null) return null;
  const home = mkdtempSync(join(tmpdir(), 'snowfleet-bench-build-'));
  const jobs = createJobs({ home: resolveHome({ SNOWFLEET_HOME: home }), version: 'bench' });
  const door = await openDoorWith(['--fleet', resolve('fleet')], home);
  const browser = await chromium.launch({ executablePath, args: browserArguments() });
  try {
    const page = await browser.newPage({ viewport: SIZE });
    const session = await page.context().newCDPSession(page);
    await page.goto(door.url);
    const frame = new Frame(page);
    await frame.go('Deploys');
    const tree = frame.main('Deploys').getByRole('region', { name: 'Build tree' });
    const recording = recordBuild();
    const drawn: Drawn[] = [];
    for (let run = 0; run < runs; run += 1) {
      if (run > 0) await frame.main('Deploys').getByRole('button', { name: 'Choose hosts' }).click();
      const trace = await traced(browser, page, async () => {
        const job = await jobs.start({
          kind: 'plan',
          title: 'Plan a large build',
          hosts: ['p510'],
          steps: [{ id: 'build', title: 'Build', weight: 1 }],
          run: async (context) => {
            context.step('build');
            await replay(recording, context);
          },
        });
        await tree.getByRole('listitem').first().waitFor();
        for (const distance of [6000, -3000]) {
          await session.send('Input.synthesizeScrollGesture', {
            x: SIZE.width * 0.3,
            y: SIZE.height * 0.6,
            yDistance: -distance,
            speed: 2000,
            gestureSourceType: 'mouse',
          });
        }
        await jobs.result(job.id);
        await frame
          .main('Deploys')
          .getByText(`${recording.planned.length} of ${recording.planned.length}`)
          .waitFor();
      });
      drawn.push({ trace, elements: await page.evaluate(() => document.querySelectorAll('*').length) });
    }
    return drawn;
  } finally {
    await browser.close();
    await door.stop();
    await jobs.close();
    rmSync(home, { recursive: true, force: true });
  }
}
