#!/usr/bin/env node
import { execFile, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
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

/** A home of our own: SNOWFLEET_FLEET and the like would show the user's own fleet in public pictures. */
function environment(home) {
  const { SNOWFLEET_FLEET: _fleet, ...env } = process.env;
  return { ...env, SNOWFLEET_HOME: home };
}

/** The terminal door onto the practice fleet of `home`. */
function terminalDoor(home) {
  const words = [join(ROOT, 'bin/snowfleet'), '--fleet', join(home, 'data/practice/fleet')];
  return (...more) => promisify(execFile)(process.execPath, [...words, ...more], { env: environment(home) });
}

/** Gives hosts something no store has seen, so that there is something to build for them. */
function marker(home) {
  return (hosts) => {
    for (const host of hosts) {
      const file = join(home, 'data/practice/fleet/hosts', host, 'default.nix');
      const text = readFileSync(file, 'utf8');
      const mark = `  environment.etc."motd".text = "Welcome to ${host}, ${new Date().toISOString()}";`;
      writeFileSync(file, text.replace(/\n}\n$/, `\n\n${mark}\n}\n`));
    }
  };
}

/** Starts the browser door; resolves with its address. */
function startServer(home) {
  const server = spawn(process.execPath, [join(ROOT, 'bin/snowfleet'), 'serve', '--no-open', '--practice'], {
    env: environment(home),
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

/** Stores of practice hosts are read-only, as stores are. */
function remove(dir) {
  for (const entry of readdirSync(dir, { recursive: true, withFileTypes: true })) {
    if (entry.isDirectory()) chmodSync(join(entry.parentPath, entry.name), 0o755);
  }
  rmSync(dir, { recursive: true, force: true });
}

/** Logs in once with the one-time address, brings the app to every step, and takes that in every scheme. */
async function takePictures(browser, address, home, names) {
  const context = await browser.newContext({ viewport: SIZE, reducedMotion: 'reduce' });
  try {
    const page = await context.newPage();
    await page.goto(address);
    const tools = { cli: terminalDoor(home), mark: marker(home) };
    for (const step of STEPS) {
      await step.prepare(page, tools);
      if (names.length > 0 && !names.includes(step.name)) continue;
      for (const colorScheme of ['light', 'dark']) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
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
  if (names.some((name) => STEPS.every((step) => step.name !== name))) {
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
    await takePictures(browser, address, home, names);
    return 0;
  } finally {
    await browser?.close();
    await stop(server);
    await terminalDoor(home)('practice', 'down').catch((error) => say(error.message));
    remove(home);
  }
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  say(`screenshots: ${error.message}`);
  process.exitCode = 1;
}
