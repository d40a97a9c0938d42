#!/usr/bin/env node
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withPracticeWindow } from './lib/practice-window.mjs';
import { STEPS } from './lib/screenshot-steps.mjs';

/** Makes the pictures of README and docs from the running app on the practice fleet. */
const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const PICTURES = join(ROOT, 'docs/pictures');
const SIZE = { width: 1280, height: 800 };
const LIGHT = { colorScheme: 'light', forcedColors: 'none' };
const DARK = { colorScheme: 'dark', forcedColors: 'none' };

/** The ways a step is seen in. Every step is seen plainly; the others where it says `seen: 'in every way'`. */
const PLAIN = [
  { suffix: 'light', size: SIZE, media: LIGHT },
  { suffix: 'dark', size: SIZE, media: DARK },
];
const OTHERS = [
  { suffix: 'wide-dark', size: { width: 1920, height: 1080 }, media: DARK },
  // At 200 % a window of 1280 x 800 has this many CSS pixels.
  { suffix: 'zoomed-light', size: { width: 640, height: 400 }, media: LIGHT },
  { suffix: 'forced-colours', size: SIZE, media: { colorScheme: 'dark', forcedColors: 'active' } },
];

const say = (line) => process.stderr.write(`${line}\n`);

/** Logs in once with the one-time address, brings the app to every step, and takes that in every way. */
async function takePictures({ browser, address, cli, mark }, names) {
  const context = await browser.newContext({ viewport: SIZE, reducedMotion: 'reduce' });
  try {
    const page = await context.newPage();
    await page.goto(address);
    for (const step of STEPS) {
      await step.prepare(page, { cli, mark });
      if (names.length > 0 && !names.includes(step.name)) continue;
      for (const way of step.seen === 'in every way' ? [...PLAIN, ...OTHERS] : PLAIN) {
        await page.setViewportSize(way.size);
        await page.emulateMedia({ ...way.media, reducedMotion: 'reduce' });
        const name = `${step.name}-${way.suffix}.png`;
        await page.screenshot({ path: join(PICTURES, name), animations: 'disabled', caret: 'hide' });
        say(`wrote docs/pictures/${name}`);
      }
      await page.setViewportSize(SIZE);
      await page.emulateMedia({ ...LIGHT, reducedMotion: 'reduce' });
    }
  } finally {
    await context.close();
  }
}

async function main(names) {
  if (names.some((name) => STEPS.every((step) => step.name !== name))) {
    say(
      `usage: npm run screenshots [-- NAME…], where NAME is one of ${STEPS.map((step) => step.name).join(', ')}`,
    );
    return 2;
  }
  mkdirSync(PICTURES, { recursive: true });
  await withPracticeWindow((window) => takePictures(window, names));
  return 0;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  say(`screenshots: ${error.message}`);
  process.exitCode = 1;
}
