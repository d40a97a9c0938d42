#!/usr/bin/env node
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { BROWSER_NAMES, browserArguments, findCommand } from './lib/find-command.mjs';
import { STEPS } from './lib/screenshot-steps.mjs';
import { readyAddress } from './lib/start-options.mjs';

/** Makes the pictures of the README from the running app on the practice fleet, in light and dark. */
const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const PICTURES = join(ROOT, 'docs/pictures');
const READY_MS = 120_000;
const SIZE = { width: 1280, height: 800 };

const say = (line) => process.stderr.write(`${line}\n`);

/** Starts the browser door on a home of its own; resolves with its address. */
function startServer(home) {
  // SNOWFLEET_FLEET and the like would show the user's own fleet in public pictures.
  const { SNOWFLEET_FLEET: _fleet, ...env } = process.env;
  const server = spawn(process.execPath, [join(ROOT, 'bin/snowfleet'), 'serve', '--no-open', '--practice'], {
    env: { ...env, SNOWFLEET_HOME: home },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ready = new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('the server was not ready in time')), READY_MS);
    createInterface({ input: server.stdout }).on('line', (line) => {
      const address = readyAddress(line);
      if (address === null) return;
      clearTimeout(timer);
      resolve(address);
    });
    server.once('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`the server ended with ${code}`));
    });
  });
  return { server, ready };
}

function stop(server) {
  if (server.exitCode !== null || server.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(() => server.kill('SIGKILL'), 10_000);
    server.once('exit', () => {
      clearTimeout(timer);
      resolve();
    });
    server.kill('SIGTERM');
  });
}

/** Logs in once with the one-time address, then takes every step in every scheme. */
async function takePictures(browser, address, steps) {
  const context = await browser.newContext({ viewport: SIZE, reducedMotion: 'reduce' });
  try {
    const page = await context.newPage();
    await page.goto(address);
    const { origin } = new URL(page.url());
    for (const colorScheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      for (const step of steps) {
        await page.goto(`${origin}${step.route}`);
        await step.prepare(page);
        const file = join(PICTURES, `${step.name}-${colorScheme}.png`);
        await page.screenshot({ path: file, animations: 'disabled', caret: 'hide' });
        say(`wrote docs/pictures/${step.name}-${colorScheme}.png`);
      }
    }
  } finally {
    await context.close();
  }
}

async function main(names) {
  const steps = names.length === 0 ? STEPS : STEPS.filter((step) => names.includes(step.name));
  if (steps.length === 0) {
    say(
      `usage: npm run screenshots [-- NAME…], where NAME is one of ${STEPS.map((step) => step.name).join(', ')}`,
    );
    return 2;
  }
  const executablePath = findCommand(BROWSER_NAMES);
  if (executablePath === null) {
    say(`screenshots: none of ${BROWSER_NAMES.join(', ')} is installed`);
    return 1;
  }
  mkdirSync(PICTURES, { recursive: true });
  const home = mkdtempSync(join(tmpdir(), 'snowfleet-pictures-'));
  const { server, ready } = startServer(home);
  let browser;
  try {
    const address = await ready;
    browser = await chromium.launch({ executablePath, args: browserArguments() });
    await takePictures(browser, address, steps);
    return 0;
  } finally {
    await browser?.close();
    await stop(server);
    rmSync(home, { recursive: true, force: true });
  }
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  say(`screenshots: ${error.message}`);
  process.exitCode = 1;
}
